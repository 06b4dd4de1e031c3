import { abandoned } from '../../nodes/GenesysCloudAnalytics/records/abandoned';
import { answered } from '../../nodes/GenesysCloudAnalytics/records/answered';
import {
	conversationOf,
	endMs,
	handleSeconds,
	handlingAgents,
	idOf,
	startMs,
} from '../../nodes/GenesysCloudAnalytics/records/conversation';
import { at, participant, segment, session } from '../columns/build';
import { rich } from '../columns/rich';

describe('what the filters ask of a record', () => {
	it('is in a record that has it', () => {
		expect(idOf(rich)).toBe('rich');
		expect(startMs(rich)).toBe(Date.UTC(2026, 2, 10, 22, 30));
		expect(endMs(rich)).toBe(Date.UTC(2026, 2, 10, 23, 10));
		expect(answered(conversationOf(rich))).toBe(true);
		expect(abandoned(conversationOf(rich))).toBe(true);
		expect(handleSeconds(conversationOf(rich))).toBe(2283.5);
		expect(handlingAgents(conversationOf(rich))).toEqual(['anna', 'bert']);
	});

	it.each([
		undefined,
		null,
		1,
		'x',
		[],
		{},
		{ participants: {}, conversationStart: 'x', conversationEnd: null },
	])('is absent in %p', (record) => {
		expect([idOf(record), startMs(record), endMs(record), handleSeconds(conversationOf(record))]).toEqual([
			null,
			null,
			null,
			null,
		]);
		expect([
			answered(conversationOf(record)),
			abandoned(conversationOf(record)),
			handlingAgents(conversationOf(record)),
		]).toEqual([false, false, []]);
	});
});

describe('answered', () => {
	const acd = (metrics: Record<string, number>) =>
		participant(
			'acd',
			{},
			session({}, metrics, segment('interact', '09:00:00', '09:00:10', { queueId: 'q' })),
		);
	const agent = (metrics: Record<string, number>) =>
		participant('agent', { userId: 'a' }, session({}, metrics));

	it.each([
		['tAnswered of the acd session', [acd({ tAnswered: 0 })], true],
		["tAnswered of the agent's session", [acd({ tAcd: 5 }), agent({ tAnswered: 5 })], true],
		['a queue, an agent with talk time, but no tAnswered', [acd({ tAcd: 5 }), agent({ tTalk: 5 })], true],
		['no queue and an agent with talk time', [agent({ tTalk: 5 })], true],
		['no queue and an agent at whom it only rang', [agent({ tAlert: 5 })], false],
		['no queue and an agent with no time to show', [agent({ tHandle: 0 })], false],
	])('%s', (_, participants, expected) => {
		expect(answered(conversationOf({ participants }))).toBe(expected);
	});
});

describe('the order of agents, queues and wrap-ups', () => {
	it('is that of the times, not that of the record', () => {
		const agent = (userId: string, from: string, to: string, wrapUpCode: string) =>
			participant(
				'agent',
				{ userId },
				session({}, { tTalk: 1 }, segment('interact', from, to), segment('wrapup', to, to, { wrapUpCode })),
			);
		const conversation = conversationOf({
			participants: [
				agent('last', '09:20:00', '09:30:00', 'z'),
				agent('first', '09:00:00', '09:10:00', 'a'),
				agent('middle', '09:10:00', '09:15:00', 'm'),
			],
		});
		expect(conversation.handled.map((session) => session.participant.userId)).toEqual([
			'first',
			'middle',
			'last',
		]);
		expect(conversation.lastHandled?.participant.userId).toBe('last');
		expect(conversation.wrapUps.map((wrapUp) => wrapUp.wrapUpCode)).toEqual(['a', 'm', 'z']);
	});

	it('has an agent who still talks as the last', () => {
		const conversation = conversationOf({
			conversationStart: at('09:00:00'),
			participants: [
				participant(
					'agent',
					{ userId: 'talks' },
					session({}, { tTalk: 1 }, segment('interact', '09:00:00', undefined)),
				),
				participant(
					'agent',
					{ userId: 'left' },
					session({}, { tTalk: 1 }, segment('interact', '09:05:00', '09:06:00')),
				),
			],
		});
		expect(conversation.lastHandled?.participant.userId).toBe('talks');
	});
});
