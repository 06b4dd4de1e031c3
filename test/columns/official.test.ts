import { participant, rowsOf, session } from './build';

/**
 * Two chats in the shape of those that Genesys's developer center shows, with ids and times of our own: a customer who stopped
 * answering while on hold, and one whose record goes on and has days of one digit, which is no ISO time.
 */
const chat = { mediaType: 'chat', direction: 'inbound', provider: 'Webchat Provider' };
const ROUTED = { ...chat, requestedRoutings: ['Standard'], usedRouting: 'Standard', selectedAgentId: 'yuri' };

const clock = (day: string) => (time: string) => `${day}T${time}Z`;
const part = (segmentType: string, segmentStart: string, segmentEnd: string, is: object = {}) => ({
	...{ segmentType, segmentStart, segmentEnd, queueId: 'help', conference: false },
	...is,
});

function timedOutOnHold() {
	const at = clock('2021-04-01');
	return {
		conversationId: 'on-hold',
		conversationStart: at('09:00:00.000'),
		conversationEnd: at('09:15:00.500'),
		mediaStatsMinConversationMos: 4.88,
		mediaStatsMinConversationRFactor: 92.46,
		originatingDirection: 'inbound',
		divisionIds: ['home'],
		participants: [
			participant(
				'customer',
				{ participantName: 'Ada' },
				session(
					{ ...ROUTED, sessionId: 'c' },
					{ nConnected: 1 },
					part('interact', at('09:00:00.000'), at('09:15:00.497'), { disconnectType: 'timeout' }),
				),
			),
			participant(
				'acd',
				{ participantName: 'Help' },
				session(
					{ ...chat, sessionId: 'q', peerId: 'c' },
					{ nOffered: 1, tAcd: 11_000 },
					part('interact', at('09:00:00.002'), at('09:00:11.002'), { disconnectType: 'transfer' }),
				),
			),
			participant(
				'agent',
				{ userId: 'yuri' },
				session(
					{ ...ROUTED, sessionId: 'a', peerId: 'c' },
					{
						tAlert: 10_900,
						tAnswered: 11_000,
						tTalk: 360_000,
						tTalkComplete: 360_000,
						nError: 1,
						tHandle: 889_496,
						tHeld: 529_496,
						tHeldComplete: 529_496,
					},
					part('alert', at('09:00:00.102'), at('09:00:11.004')),
					part('interact', at('09:00:11.004'), at('09:06:11.004')),
					part('hold', at('09:06:11.004'), at('09:15:00.500'), { disconnectType: 'peer' }),
				),
			),
		],
	};
}

function goesOn() {
	const at = clock('2021-04-2');
	return {
		conversationId: 'goes-on',
		conversationStart: '2021-04-02T10:00:00.000Z',
		originatingDirection: 'inbound',
		divisionIds: ['home'],
		participants: [
			participant(
				'customer',
				{ participantName: 'Ada' },
				session(
					{ ...ROUTED, sessionId: 'c' },
					{ nConnected: 1 },
					part('interact', at('10:00:00.000'), at('10:16:00.000'), { disconnectType: 'timeout' }),
				),
			),
			participant(
				'acd',
				{ participantName: 'Chat' },
				session(
					{ ...chat, sessionId: 'q', peerId: 'c' },
					{ nOffered: 1, tAcd: 6_400 },
					part('interact', at('10:00:00.004'), at('10:00:06.404'), { disconnectType: 'transfer' }),
				),
			),
			participant(
				'agent',
				{ userId: 'yuri' },
				session(
					{ ...ROUTED, sessionId: 'a', peerId: 'c' },
					{ tAlert: 6_200, tAnswered: 6_400, tTalk: 953_600 },
					part('alert', at('10:00:00.204'), at('10:00:06.404')),
					part('interact', at('10:00:06.404'), at('10:16:00.004'), { disconnectType: 'peer' }),
				),
			),
		],
	};
}

const NULLS = { queueName: null, agentName: null, wrapUpCode: null, wrapUpName: null, ani: null, dnis: null };
const SHARED = {
	...NULLS,
	...{ direction: 'inbound', mediaType: 'chat', queueId: 'help', agentId: 'yuri', acwSeconds: null },
	...{ answered: true, abandoned: false, transferred: false, agentCount: 1, queueCount: 1 },
};

it.each([
	{
		record: timedOutOnHold(),
		expected: {
			...SHARED,
			conversationId: 'on-hold',
			startTime: '2021-04-01T09:00:00.000Z',
			endTime: '2021-04-01T09:15:00.500Z',
			durationSeconds: 900.5,
			disconnectedBy: 'system',
			waitSeconds: 11,
			handleSeconds: 889.496,
			talkSeconds: 360,
			holdSeconds: 529.496,
		},
	},
	{
		record: goesOn(),
		expected: {
			...SHARED,
			conversationId: 'goes-on',
			startTime: '2021-04-02T10:00:00.000Z',
			endTime: null,
			durationSeconds: null,
			disconnectedBy: null,
			waitSeconds: 6.4,
			handleSeconds: null,
			talkSeconds: 953.6,
			holdSeconds: null,
		},
	},
])(
	'a chat as Genesys shows them, $expected.conversationId, says what its record says',
	({ record, expected }) => {
		expect(rowsOf('standard', record)).toEqual([expected]);
	},
);
