import type { Models } from 'purecloud-platform-client-v2';

import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import { at, participant, rowsOf, segment, session } from './build';

type Participants = Models.AnalyticsParticipant[];

/** Realistic records, each with what an analyst reads from it, and why. */
const cases: Array<{ title: string; why: string; record: object; expected: Partial<Row> }> = [
	{
		title:
			'a blind transfer; the customer gives up in the second queue while the first agent still writes notes',
		why: 'the wrap-up ends last and carries the disconnect type of its session, but the customer ended the call',
		record: conversation('09:00:00', '09:06:00', 'inbound', [
			customer('09:00:00', '09:05:00', 'endpoint'),
			acd('sales', { nOffered: 1, tAcd: 30_000 }, '09:00:00', '09:00:30'),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice' },
					{ tAnswered: 30_000, tTalk: 210_000, tAcw: 120_000, tHandle: 330_000, nBlindTransferred: 1 },
					segment('alert', '09:00:20', '09:00:30', { queueId: 'sales' }),
					segment('interact', '09:00:30', '09:04:00', { queueId: 'sales', disconnectType: 'transfer' }),
					segment('wrapup', '09:04:00', '09:06:00', { queueId: 'sales', disconnectType: 'transfer' }),
				),
			),
			acd('service', { nOffered: 1, tAcd: 60_000, tAbandon: 60_000 }, '09:04:00', '09:05:00', 'peer'),
		]),
		expected: {
			disconnectedBy: 'customer',
			disconnectType: 'endpoint',
			answered: true,
			abandoned: true,
			flowedOut: false,
			queueVisitIds: 'sales, service',
			queueVisitSeconds: '30, 60',
			durationSeconds: 360,
		},
	},
	{
		title: 'the agent hangs up, then writes notes until the time for them is over',
		why: 'the time-out is that of the wrap-up; the agent ended the call',
		record: conversation('09:00:00', '09:03:00', 'inbound', [
			customer('09:00:00', '09:02:00', 'peer'),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice' },
					{ tTalk: 110_000, tAcw: 60_000, tHandle: 170_000 },
					segment('interact', '09:00:10', '09:02:00', { disconnectType: 'client' }),
					segment('wrapup', '09:02:00', '09:03:00', { disconnectType: 'timeout' }),
				),
			),
		]),
		expected: { disconnectedBy: 'agent', disconnectType: 'client' },
	},
	{
		title: 'it rings at an agent who lets it ring, after the customer is gone',
		why: "an alert's end is no end of the contact",
		record: conversation('09:00:00', '09:01:00', 'inbound', [
			customer('09:00:00', '09:00:50', 'endpoint'),
			acd('sales', { nOffered: 1, tAcd: 50_000, tAbandon: 50_000 }, '09:00:00', '09:00:50', 'peer'),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice' },
					{ tAlert: 20_000 },
					segment('alert', '09:00:40', '09:01:00', { queueId: 'sales', disconnectType: 'client' }),
				),
			),
		]),
		expected: { disconnectedBy: 'customer', agentCount: 0, agentId: null, answered: false },
	},
	{
		title: 'an agent dials, nobody answers',
		why: 'handle time has the dialing in it; nobody talked',
		record: conversation('09:00:00', '09:00:50', 'outbound', [
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice', direction: 'outbound', ani: 'tel:+1800', dnis: 'tel:+1555' },
					{ nOutbound: 1, nOutboundAttempted: 1, tDialing: 30_000, tAcw: 20_000, tHandle: 50_000 },
					segment('dialing', '09:00:00', '09:00:30', { queueId: 'sales', disconnectType: 'client' }),
					segment('wrapup', '09:00:30', '09:00:50', { queueId: 'sales', disconnectType: 'client' }),
				),
			),
			participant(
				'customer',
				{},
				session(
					{ mediaType: 'voice', direction: 'outbound' },
					{},
					segment('dialing', '09:00:00', '09:00:30'),
				),
			),
		]),
		expected: {
			answered: false,
			agentId: 'anna',
			agentCount: 1,
			handleSeconds: 50,
			queueId: 'sales',
			lastQueueId: 'sales',
			queueIds: 'sales',
			queueCount: 1,
			queueVisitIds: null,
		},
	},
	{
		title: 'a campaign reaches a customer, who waits in a queue and talks for a minute',
		why: 'nothing was offered to the queue, so there is no answer to an offer; the two talked',
		record: conversation('09:00:00', '09:01:20', 'outbound', [
			participant(
				'customer',
				{},
				session(
					{
						mediaType: 'voice',
						direction: 'outbound',
						outboundCampaignId: 'spring',
						outboundContactListId: 'list',
					},
					{ nOutboundAttempted: 1, nOutboundConnected: 1, nConnected: 1 },
					segment('interact', '09:00:00', '09:01:05', { queueId: 'sales', disconnectType: 'endpoint' }),
				),
			),
			acd('sales', { tAcd: 5_000 }, '09:00:00', '09:00:05'),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice', direction: 'outbound' },
					{ tAlert: 3_000, nOutbound: 1, tTalk: 60_000, tAcw: 15_000, tHandle: 75_000 },
					segment('alert', '09:00:02', '09:00:05', { queueId: 'sales' }),
					segment('interact', '09:00:05', '09:01:05', { queueId: 'sales', disconnectType: 'peer' }),
					segment('wrapup', '09:01:05', '09:01:20', { queueId: 'sales', disconnectType: 'peer' }),
				),
			),
		]),
		expected: {
			answered: true,
			disconnectedBy: 'customer',
			overServiceLevel: null,
			queueId: 'sales',
			campaignId: 'spring',
			contactListId: 'list',
		},
	},
	{
		title: 'a campaign reaches a customer, and no agent is free',
		why: "the customer's line was connected, but nobody talked to anyone",
		record: conversation('09:00:00', '09:00:05', 'outbound', [
			participant(
				'customer',
				{},
				session(
					{ mediaType: 'voice', direction: 'outbound' },
					{ nOutboundConnected: 1, nConnected: 1 },
					segment('interact', '09:00:00', '09:00:05', { queueId: 'sales', disconnectType: 'endpoint' }),
				),
			),
			acd('sales', { tAcd: 5_000, tAbandon: 5_000 }, '09:00:00', '09:00:05', 'peer'),
		]),
		expected: { answered: false, abandoned: true, agentCount: 0 },
	},
	{
		title: "a callback of an agent's own: a callback session and a voice session",
		why: 'it waited in a queue without an offer; the agent who called back handled it, and is one agent',
		record: conversation('09:00:00', '09:10:00', 'inbound', [
			participant(
				'customer',
				{},
				session(
					{ mediaType: 'callback', callbackNumbers: ['+1555'] },
					{},
					segment('callback', '09:00:00', '09:09:30'),
				),
			),
			acd('sales', { tAcd: 300_000 }, '09:00:00', '09:05:00', 'transfer', 'callback'),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'callback', agentOwned: true },
					{ tTalk: 270_000, tAcw: 30_000, tHandle: 300_000 },
					segment('interact', '09:05:00', '09:09:30', { queueId: 'sales', disconnectType: 'client' }),
					segment('wrapup', '09:09:30', '09:10:00', { queueId: 'sales', disconnectType: 'client' }),
				),
				session(
					{ mediaType: 'voice', direction: 'outbound' },
					{ nConnected: 1 },
					segment('dialing', '09:05:00', '09:05:10', { queueId: 'sales' }),
					segment('interact', '09:05:10', '09:09:30', { queueId: 'sales', disconnectType: 'client' }),
				),
			),
		]),
		expected: { answered: true, mediaType: 'callback', agentCount: 1, handleSeconds: 300, agentIds: 'anna' },
	},
	{
		title: 'the first agent lets it ring and has after-call work all the same; the second one answers late',
		why: 'handle time without talk is no handling; the late answer is told on the session of who gave it',
		record: conversation('09:00:00', '09:03:00', 'inbound', [
			customer('09:00:00', '09:02:45', 'endpoint'),
			acd('sales', { nOffered: 1, tAcd: 45_000 }, '09:00:00', '09:00:45'),
			participant(
				'agent',
				{ userId: 'ringing' },
				session(
					{ mediaType: 'voice' },
					{ tAlert: 15_000, tNotResponding: 15_000, tAcw: 10_000, tHandle: 10_000 },
					segment('alert', '09:00:15', '09:00:30', { queueId: 'sales', disconnectType: 'timeout' }),
					segment('wrapup', '09:00:30', '09:00:40', { queueId: 'sales', disconnectType: 'timeout' }),
				),
			),
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice' },
					{ tAlert: 5_000, tAnswered: 45_000, nOverSla: 1, tTalk: 120_000, tAcw: 15_000, tHandle: 135_000 },
					segment('alert', '09:00:40', '09:00:45', { queueId: 'sales' }),
					segment('interact', '09:00:45', '09:02:45', { queueId: 'sales', disconnectType: 'peer' }),
					segment('wrapup', '09:02:45', '09:03:00', { queueId: 'sales', disconnectType: 'peer' }),
				),
			),
		]),
		expected: {
			agentCount: 1,
			agentIds: 'anna',
			firstAgentId: 'anna',
			agentId: 'anna',
			overServiceLevel: true,
			notRespondingCount: 1,
			handleSeconds: 145,
		},
	},
	{
		title: 'abandoned after the time of the service level',
		why: 'only answers are late; that it was abandoned is told by its own column',
		record: conversation('09:00:00', '09:05:00', 'inbound', [
			customer('09:00:00', '09:05:00', 'endpoint'),
			acd('sales', { nOffered: 1, tAcd: 300_000, tAbandon: 300_000 }, '09:00:00', '09:05:00', 'peer'),
		]),
		expected: { overServiceLevel: null, abandoned: true, abandonSeconds: 300 },
	},
	{
		title: 'it leaves the queue for voicemail',
		why: 'neither answered nor abandoned: without this, what was offered would not add up',
		record: conversation('09:00:00', '09:02:00', 'inbound', [
			customer('09:00:00', '09:02:00', 'endpoint'),
			participant(
				'acd',
				{},
				session(
					{ mediaType: 'voice', flowOutType: 'VOICEMAIL' },
					{ nOffered: 1, tAcd: 90_000, tFlowOut: 90_000 },
					segment('interact', '09:00:00', '09:01:30', { queueId: 'sales', disconnectType: 'transfer' }),
				),
			),
		]),
		expected: {
			answered: false,
			abandoned: false,
			flowedOut: true,
			flowOutType: 'VOICEMAIL',
			flowOutSeconds: 90,
		},
	},
	{
		title: 'a user calls another one, who does not pick up',
		why: 'there is no customer: the first session tells what it was',
		record: conversation('09:00:00', '09:00:20', 'outbound', [
			participant(
				'user',
				{ userId: 'hugo' },
				session(
					{ mediaType: 'voice', direction: 'outbound', ani: 'sip:hugo', dnis: 'sip:iris' },
					{ tDialing: 20_000, tHandle: 20_000 },
					segment('dialing', '09:00:00', '09:00:20', { disconnectType: 'client' }),
				),
			),
			participant(
				'user',
				{ userId: 'iris' },
				session(
					{ mediaType: 'voice', direction: 'inbound' },
					{ tAlert: 20_000 },
					segment('alert', '09:00:00', '09:00:20', { disconnectType: 'peer' }),
				),
			),
		]),
		expected: {
			mediaType: 'voice',
			ani: 'sip:hugo',
			dnis: 'sip:iris',
			answered: false,
			agentIds: 'hugo',
			queueId: null,
		},
	},
	{
		title: 'it still waits in its second queue',
		why: 'a wait that goes on has no length yet',
		record: {
			conversationStart: at('09:00:00'),
			participants: [
				acd('sales', { nOffered: 1, tAcd: 30_000 }, '09:00:00', '09:00:30'),
				acd('service', { nOffered: 1 }, '09:04:00', undefined),
			],
		},
		expected: { queueVisitIds: 'sales, service', queueVisitSeconds: '30, -', disconnectedBy: null },
	},
	{
		title: 'an agent calls on behalf of sales and hands the customer to service, where a colleague answers',
		why: 'a filter by sales finds it, and sales came first, though only service was ever waited in',
		record: conversation('09:00:00', '09:05:10', 'outbound', [
			participant(
				'agent',
				{ userId: 'anna' },
				session(
					{ mediaType: 'voice', direction: 'outbound' },
					{
						...{ nOutbound: 1, nConnected: 1, tDialing: 10_000, tTalk: 50_000, tHandle: 60_000 },
						...{ nTransferred: 1, nBlindTransferred: 1 },
					},
					segment('dialing', '09:00:00', '09:00:10', { queueId: 'sales' }),
					segment('interact', '09:00:10', '09:01:00', { queueId: 'sales', disconnectType: 'transfer' }),
				),
			),
			customer('09:00:00', '09:05:00', 'endpoint'),
			acd('service', { nOffered: 1, tAcd: 60_000 }, '09:01:00', '09:02:00'),
			participant(
				'agent',
				{ userId: 'ben' },
				session(
					{ mediaType: 'voice' },
					{ tAnswered: 60_000, tTalk: 180_000, tAcw: 10_000, tHandle: 190_000 },
					segment('alert', '09:01:55', '09:02:00', { queueId: 'service' }),
					segment('interact', '09:02:00', '09:05:00', { queueId: 'service', disconnectType: 'peer' }),
					segment('wrapup', '09:05:00', '09:05:10', { queueId: 'service', disconnectType: 'peer' }),
				),
			),
		]),
		expected: {
			answered: true,
			queueId: 'sales',
			queueIds: 'sales, service',
			queueCount: 2,
			lastQueueId: 'service',
			queueVisitIds: 'service',
			queueVisitSeconds: '60',
			agentIds: 'anna, ben',
			transferCount: 1,
			blindTransferCount: 1,
			consultTransferCount: null,
			disconnectedBy: 'customer',
		},
	},
	{
		title: 'a supervisor listens in, and watches the screen while the agent writes notes',
		why: 'who listens ends nothing, however late he leaves, and handles nothing',
		record: conversation('09:00:00', '09:03:30', 'inbound', [
			customer('09:00:00', '09:03:00', 'endpoint'),
			acd('sales', { nOffered: 1, tAcd: 20_000 }, '09:00:00', '09:00:20'),
			participant(
				'agent',
				{ userId: 'anna', participantId: 'annas' },
				session(
					{ mediaType: 'voice' },
					{ tAnswered: 20_000, tTalk: 160_000, tAcw: 30_000, tHandle: 190_000 },
					segment('interact', '09:00:20', '09:03:00', { queueId: 'sales', disconnectType: 'peer' }),
					segment('wrapup', '09:03:00', '09:03:30', { queueId: 'sales', disconnectType: 'peer' }),
				),
			),
			participant(
				'user',
				{ userId: 'chef' },
				session(
					{ mediaType: 'voice', monitoredParticipantId: 'annas' },
					{ tMonitoring: 120_000 },
					segment('monitoring', '09:01:00', '09:03:01', { disconnectType: 'client' }),
				),
				session(
					{ mediaType: 'screenmonitoring' },
					{ tScreenMonitoring: 145_000 },
					segment('screenmonitoring', '09:01:00', '09:03:25', { disconnectType: 'client' }),
				),
			),
		]),
		expected: {
			disconnectedBy: 'customer',
			disconnectType: 'endpoint',
			monitored: true,
			agentCount: 1,
			agentIds: 'anna',
		},
	},
];

describe('what an analyst reads off a record', () => {
	it.each(cases)('$title: $why', ({ record, expected }) => {
		expect(rowsOf('conversations', record)[0]).toMatchObject(expected);
	});
});

describe('interactions of real shapes', () => {
	it("are recorded where the customer's session is, which their peerId names", () => {
		const agent = (userId: string, peerId: string) =>
			participant('agent', { userId }, session({ mediaType: 'voice', peerId }, { tTalk: 1_000 }));
		const rows = rowsOf('agentSessions', {
			participants: [
				participant('customer', {}, session({ sessionId: 'caller', recording: true }, {})),
				participant('external', {}, session({ sessionId: 'expert', recording: false }, {})),
				agent('with the customer', 'caller'),
				agent('with the expert', 'expert'),
				agent('nobody knows', 'somebody else'),
			],
		});
		expect(rows.map(({ agentId, recorded }) => [agentId, recorded])).toEqual([
			['with the customer', true],
			['with the expert', false],
			['nobody knows', true],
		]);
	});

	it('know nothing of a recording where no session says anything', () => {
		const [row] = rowsOf('agentSessions', { participants: [participant('agent', {}, session({}, {}))] });
		expect(row!.recorded).toBeNull();
	});

	it('are not handled where it only rang, whatever after-call work there was', () => {
		const rows = rowsOf('agentSessions', {
			participants: [
				participant('agent', {}, session({}, { tNotResponding: 15_000, tAcw: 10_000, tHandle: 10_000 })),
				participant('agent', {}, session({}, { tHeld: 10_000, tHandle: 10_000 })),
				participant('agent', {}, session({}, { tAnswered: 0 })),
				participant('agent', {}, session({}, { tContacting: 5_000, tHandle: 5_000 })),
			],
		});
		expect(rows.map(({ handled }) => handled)).toEqual([false, true, true, true]);
	});
});

function conversation(start: string, end: string, direction: string, participants: Participants): object {
	return {
		conversationId: 'one',
		conversationStart: at(start),
		conversationEnd: at(end),
		originatingDirection: direction,
		participants,
	};
}

function customer(from: string, to: string, disconnectType: 'endpoint' | 'peer') {
	return participant(
		'customer',
		{},
		session(
			{ sessionId: 'customer', mediaType: 'voice', direction: 'inbound', recording: true },
			{ nConnected: 1 },
			segment('interact', from, to, { disconnectType }),
		),
	);
}

function acd(
	queueId: string,
	metrics: Record<string, number>,
	from: string,
	to: string | undefined,
	disconnectType: 'transfer' | 'peer' = 'transfer',
	mediaType: 'voice' | 'callback' = 'voice',
) {
	return participant(
		'acd',
		{},
		session(
			{ mediaType },
			metrics,
			segment('interact', from, to, { queueId, ...(to && { disconnectType }) }),
		),
	);
}
