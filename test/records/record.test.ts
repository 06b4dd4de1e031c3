import { at, participant, rowsOf, segment, session } from '../columns/build';

const ended = (more: object) => ({
	conversationId: 'x',
	conversationStart: at('09:00:00'),
	conversationEnd: at('09:30:00'),
	...more,
});

describe('the evaluation of a row', () => {
	const newest = {
		oTotalScore: 60,
		formName: 'Second',
		eventTime: at('12:00:00'),
		evaluationStatus: 'Finished',
	};
	const older = {
		oTotalScore: 80,
		formName: 'First',
		eventTime: at('10:00:00'),
		evaluationStatus: 'Finished',
	};
	const later = { oTotalScore: 1, eventTime: at('13:00:00') };
	// AnalyticsEvaluation: evaluationStatus Retracted, calibrationId "used for the purpose of training evaluators",
	// assigneeApplicable "false when assignee is not applicable"
	it.each([
		['retracted', { ...later, evaluationStatus: 'Retracted' }],
		['a calibration', { ...later, calibrationId: 'c' }],
		['not assignable', { ...later, assigneeApplicable: false }],
		['deleted', { ...later, deleted: true }],
		['without a score yet', undefined],
	])('is the newest that counts, beside one that is %s', (_, other) => {
		const [row] = rowsOf('conversations', ended({ evaluations: [older, newest, ...(other ? [other] : [])] }));
		expect(row).toMatchObject({
			evaluationCount: 2,
			evaluationScore: 60,
			evaluationFormName: 'Second',
			evaluationAverageScore: 70,
		});
	});
});

describe('"first" is by time, whatever the order of the record', () => {
	const call = (number: string, from: string, mediaType: string) =>
		session({ mediaType, ani: number, dnis: `to ${number}` }, {}, segment('interact', from, '09:20:00'));
	const flow = (flowId: string, from: string) =>
		participant('ivr', {}, session({ flow: { flowId } }, {}, segment('ivr', from, '09:03:00')));
	const queue = (flowInType: string, from: string) =>
		participant(
			'acd',
			{},
			session({ flowInType }, {}, segment('interact', from, '09:05:00', { queueId: 'q' })),
		);

	it('for media type, numbers, flow and contact', () => {
		const [row] = rowsOf(
			'conversations',
			ended({
				participants: [
					participant('user', { externalContactId: 'colleague' }, call('0', '09:00:00', 'voice')),
					participant(
						'customer',
						{ externalContactId: 'ada' },
						call('2', '09:10:00', 'voice'),
						call('1', '09:00:00', 'callback'),
					),
					flow('second', '09:02:00'),
					flow('first', '09:01:00'),
				],
			}),
		);
		expect(row).toMatchObject({
			...{ mediaType: 'callback', ani: '1', dnis: 'to 1' },
			...{ flowId: 'first', externalContactId: 'ada' },
		});
	});

	it('for what led to the queue: of the visit that led to this agent', () => {
		const agent = (userId: string, from: string) =>
			participant(
				'agent',
				{ userId },
				session({}, { tTalk: 1 }, segment('interact', from, '09:25:00', { queueId: 'q' })),
			);
		const rows = rowsOf(
			'agentSessions',
			ended({
				participants: [
					queue('agent', '09:04:00'),
					queue('flow', '09:01:00'),
					agent('anna', '09:02:00'),
					agent('bert', '09:05:00'),
				],
			}),
		);
		expect(rows.map(({ agentId, flowInType }) => [agentId, flowInType])).toEqual([
			['anna', 'flow'],
			['bert', 'agent'],
		]);
	});
});

it('lists a wrap-up code once per use: a copy on each session of the participant is none', () => {
	const wrapUp = (from: string, wrapUpCode: string) => segment('wrapup', from, '09:20:00', { wrapUpCode });
	const [row] = rowsOf(
		'conversations',
		ended({
			participants: [
				participant(
					'agent',
					{ userId: 'anna' },
					session({ mediaType: 'callback' }, {}, wrapUp('09:10:00', 'solved')),
					session({ mediaType: 'voice' }, {}, wrapUp('09:10:00', 'solved')),
					session({ mediaType: 'voice' }, {}, wrapUp('09:10:01', 'solved')),
				),
				participant('agent', { userId: 'bert' }, session({}, {}, wrapUp('09:18:00', 'solved'))),
			],
		}),
	);
	expect(row).toMatchObject({ wrapUpCodes: 'solved, solved' });
});
