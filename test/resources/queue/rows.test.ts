import { queueStatusSheet } from '../../../nodes/GenesysCloudAnalytics/columns/queueStatusSheet';
import { rowMaker } from '../../../nodes/GenesysCloudAnalytics/columns/sheet';
import { queuesNow } from '../../../nodes/GenesysCloudAnalytics/records/queueStatus';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const toRow = rowMaker(queueStatusSheet, { timeZone: 'UTC', dateFormat: 'iso' });
const rowsOf = (results: readonly unknown[], mediaTypes: readonly string[] = []) =>
	queuesNow(results, ['q'], mediaTypes, NOW).flatMap(toRow);
const count = (metric: string, value: number, qualifier?: string) => ({
	metric,
	qualifier,
	stats: { count: value },
});
const voice = { queueId: 'q', mediaType: 'voice' };
const chat = { queueId: 'q', mediaType: 'chat' };
const whole = { queueId: 'q' };

describe('the status of a queue', () => {
	it.each([
		[
			'interactions of all media types',
			[
				{ group: voice, data: [count('oWaiting', 2)] },
				{ group: chat, data: [count('oWaiting', 1)] },
			],
			'waiting',
			3,
		],
		[
			'interactions that are told for the queue',
			[
				{ group: whole, data: [count('oWaiting', 5)] },
				{ group: chat, data: [count('oWaiting', 1)] },
			],
			'waiting',
			5,
		],
		['agents of the queue', [{ group: whole, data: [count('oMemberUsers', 9)] }], 'memberAgents', 9],
		[
			'agents, told by media type, once',
			[
				{ group: voice, data: [count('oActiveUsers', 4)] },
				{ group: chat, data: [count('oActiveUsers', 3)] },
			],
			'activeAgents',
			4,
		],
		[
			'agents, told by status, in all',
			[{ group: whole, data: [count('oOnQueueUsers', 4, 'IDLE'), count('oOnQueueUsers', 2, 'INTERACTING')] }],
			'onQueueAgents',
			6,
		],
		[
			'agents of one status',
			[
				{
					group: whole,
					data: [count('oUserRoutingStatuses', 4, 'IDLE'), count('oUserRoutingStatuses', 2, 'OFF_QUEUE')],
				},
			],
			'idleAgents',
			4,
		],
		[
			'no agents of another status',
			[{ group: whole, data: [count('oUserRoutingStatuses', 4, 'IDLE')] }],
			'notRespondingAgents',
			0,
		],
		[
			'the longest wait, in milliseconds',
			[
				{ group: voice, data: [longest(5_500)] },
				{ group: chat, data: [longest(7_250)] },
			],
			'longestWaitingSeconds',
			7.25,
		],
		[
			'the longest wait, told as the moment since when',
			[{ group: voice, data: [longest(NOW - 90_000)] }],
			'longestWaitingSeconds',
			90,
		],
		['no wait', [{ group: voice, data: [count('oWaiting', 0)] }], 'longestWaitingSeconds', null],
		['a wait of none', [{ group: voice, data: [longest(0)] }], 'longestWaitingSeconds', null],
		[
			'no figure where nothing is told of the queue',
			[{ group: { queueId: 'other' }, data: [count('oWaiting', 2)] }, null, { data: 7 }],
			'waiting',
			null,
		],
		['the zero of an empty queue', [{ group: voice, data: [count('oWaiting', 0)] }], 'waiting', 0],
		['no figure of agents where none is told', [{ group: voice, data: [] }], 'idleAgents', null],
	])('%s', (_, results, column, expected) => {
		expect(rowsOf(results)[0]![column]).toBe(expected);
	});

	it('by media type, has agents of the queue in each row', () => {
		const results = [
			{ group: voice, data: [count('oWaiting', 2), longest(1_000)] },
			{ group: whole, data: [count('oMemberUsers', 9)] },
		];
		expect(
			rowsOf(results, ['voice', 'chat']).map((row) => [
				...[row.mediaType, row.waiting, row.longestWaitingSeconds, row.memberAgents],
			]),
		).toEqual([
			['voice', 2, 1, 9],
			['chat', null, null, 9],
		]);
	});
});

function longest(calculatedMetricValue: number) {
	return { metric: 'oLongestWaiting', stats: { calculatedMetricValue } };
}
