import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { nameColumns } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { at, participant, rowsOf, segment, session } from './build';
import { rich } from './rich';

describe('interactions: one row per agent session', () => {
	const rows = rowsOf('agentSessions', rich);

	it('has the key conversationId and sessionId', () => {
		expect(rows.map((row) => [row.conversationId, row.sessionId])).toEqual([
			['rich', 's-alert'],
			['rich', 's-anna'],
			['rich', 's-bert'],
			['rich', 's-carl'],
		]);
	});

	it('says of each what its session says, as worked out by hand', () => {
		expect(rows[2]).toEqual({
			conversationId: 'rich',
			conversationUrl: 'https://apps.mypurecloud.de/directory/#/engage/admin/interactions/rich',
			sessionId: 's-bert',
			startTime: at('22:36:57'),
			endTime: at('23:10:00'),
			durationSeconds: 1983,
			conversationStartTime: at('22:30:00'),
			conversationEndTime: at('23:10:00'),
			agentId: 'bert',
			agentName: null,
			teamId: 'team b',
			teamName: null,
			participantId: 'participant-agent',
			purpose: 'agent',
			queueId: 'service',
			queueName: null,
			originatingDirection: 'inbound',
			direction: 'inbound',
			mediaType: 'voice',
			messageType: 'sms',
			ani: 'tel:+15550100',
			dnis: 'tel:+15550199',
			remote: 'Ada',
			handled: true,
			answerSeconds: 30,
			alertSeconds: 3,
			notRespondingSeconds: 2,
			handleSeconds: 1863.5,
			talkSeconds: 1500,
			holdSeconds: 240,
			holdCount: 2,
			acwSeconds: 120,
			dialingSeconds: 1,
			contactingSeconds: 2.5,
			transferCount: 1,
			blindTransferCount: 1,
			consultTransferCount: 1,
			consultCount: 2,
			wrapUpCode: 'solved',
			wrapUpName: null,
			wrapUpNote: 'Ada was glad',
			disconnectType: 'peer',
			usedRouting: 'Bullseye',
			skillIds: 'parts',
			skillNames: null,
			languageId: 'fr',
			languageName: null,
			recorded: true,
			errorCodes: 'error.one, error.two',
			monitored: true,
			coached: false,
			barged: false,
			minMos: 4.3,
			minRFactor: 90,
			firstResponseSeconds: 3.5,
			agentResponseSeconds: 4,
			customerResponseSeconds: 7,
			flowInType: 'ACD',
			acwSkipped: false,
		});
	});

	it('leaves only names to be filled in', () => {
		const names = nameColumns(conversationSheets.agentSessions.columns).map(({ column }) => column);
		expect(Object.keys(rows[2]!).filter((key) => rows[2]![key] === null)).toEqual(names);
	});

	it("keeps a session that only rang, and doesn't lend it another's wrap-up", () => {
		expect(rows[0]).toMatchObject({
			handled: false,
			handleSeconds: null,
			alertSeconds: 8,
			wrapUpCode: null,
			agentId: 'anna',
		});
		expect(rows[1]).toMatchObject({
			handled: true,
			wrapUpCode: 'passed on',
			queueId: 'sales',
			durationSeconds: 425,
		});
	});

	it('has no end while a segment of it goes on', () => {
		const [row] = rowsOf('agentSessions', {
			participants: [
				participant(
					'agent',
					{},
					session(
						{},
						{},
						segment('alert', '09:00:00', '09:00:05'),
						segment('interact', '09:00:05', undefined),
					),
				),
			],
		});
		expect(row).toMatchObject({ startTime: at('09:00:00'), endTime: null, durationSeconds: null });
	});

	it.each([{}, { participants: [participant('customer', {}, session({}, {}))] }])(
		'is no row without an agent',
		(record) => {
			expect(rowsOf('agentSessions', record)).toEqual([]);
		},
	);
});
