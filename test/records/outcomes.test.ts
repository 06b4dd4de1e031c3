import { abandoned } from '../../nodes/GenesysCloudAnalytics/records/abandoned';
import { answered } from '../../nodes/GenesysCloudAnalytics/records/answered';
import { conversationOf } from '../../nodes/GenesysCloudAnalytics/records/conversation';
import {
	disconnectedBy,
	disconnectType,
	transferred,
} from '../../nodes/GenesysCloudAnalytics/records/disconnect';
import { at, participant, segment, session } from '../columns/build';

type Parts = Array<ReturnType<typeof participant>>;

const ended = (participants: Parts, more: object = {}) =>
	conversationOf({
		conversationStart: at('09:00:00'),
		conversationEnd: at('09:30:00'),
		originatingDirection: 'inbound',
		participants,
		...more,
	});
const outbound = (participants: Parts) => ended(participants, { originatingDirection: 'outbound' });

const customer = (disconnectType?: string, to = '09:10:00', is: object = { mediaType: 'voice' }) =>
	participant(
		'customer',
		{},
		session({ sessionId: 'c', ...is }, {}, segment('interact', '09:00:00', to, { disconnectType })),
	);
const queue = (metrics: Record<string, number>, peerId = 'c') =>
	participant(
		'acd',
		{},
		session(
			{ sessionId: 'q1', peerId },
			metrics,
			segment('interact', '09:00:00', '09:00:10', { queueId: 'q' }),
		),
	);
const agent = (metrics: Record<string, number>, ...segments: Array<ReturnType<typeof segment>>) =>
	participant(
		'agent',
		{ userId: 'a' },
		session({ sessionId: 'a1', mediaType: 'voice' }, metrics, ...segments),
	);
const leg = (type: string, to: string, disconnectType: string, from = '09:01:00') =>
	segment(type, from, to, { disconnectType });

describe('answered', () => {
	const flow = participant('outbound', {}, session({ flow: { flowId: 'f' } }, {}));
	const mail = { mediaType: 'email', direction: 'outbound' };
	it.each([
		// issue: "an agent talked (tTalk on any of its sessions of the same agent counts …), or tAnswered, tCfcAnswered"
		['a customer-first callback', ended([customer(), agent({ tCfcAnswered: 5_000 })]), true],
		[
			'talk without tAnswered after a queue',
			ended([customer(), queue({ tAcd: 5 }), agent({ tTalk: 5 })]),
			true,
		],
		[
			"a callback whose voice session has the agent's talk",
			ended([
				customer('peer', '09:10:00', { mediaType: 'callback' }),
				queue({ tAcd: 5 }),
				participant(
					'agent',
					{ userId: 'a' },
					session({ mediaType: 'callback' }, { tAlert: 5 }),
					session({ mediaType: 'voice' }, { tTalk: 60_000 }),
				),
			]),
			true,
		],
		[
			'a queue in which nobody answered',
			ended([customer(), queue({ tAbandon: 5 }), agent({ tAlert: 5 })]),
			false,
		],
		['a call out that nobody took', outbound([customer(), agent({ tDialing: 20_000 })]), false],
		['a call out that somebody took', outbound([customer(), agent({ tTalk: 20_000 })]), true],
		// without agents: "the other side talked … with a flow"
		['an agentless call that a flow spoke to', outbound([customer('endpoint'), flow]), true],
		[
			'an agentless call that rang in vain',
			outbound([
				participant(
					'customer',
					{},
					session({ mediaType: 'voice' }, {}, leg('dialing', '09:02:00', 'timeout')),
				),
				flow,
			]),
			false,
		],
		[
			'an email sent that has no reply',
			outbound([customer('peer', '09:10:00', mail), agent({ tTalk: 9 })]),
			null,
		],
		[
			'an email sent that has a reply',
			outbound([customer('peer', '09:10:00', mail), agent({ tTalk: 9, tUserResponseTime: 7_000 })]),
			true,
		],
	])('%s', (_, conversation, expected) => {
		expect(answered(conversation)).toBe(expected);
	});

	it('has the agent of a call past the queues as soon as the two talk', () => {
		const going = conversationOf({
			conversationStart: at('09:00:00'),
			originatingDirection: 'inbound',
			participants: [
				participant('user', { userId: 'u' }, session({}, {}, segment('interact', '09:00:05', undefined))),
			],
		});
		expect(going.lastHandled?.participant.userId).toBe('u');
		expect(answered(going)).toBe(true);
	});
});

describe('abandoned', () => {
	it.each([
		['a customer-first callback', ended([customer(), queue({ tCfcAbandon: 5_000 })]), true],
		['a callback', ended([customer(), queue({ tCallbackAbandon: 5_000 })]), true],
		[
			'a campaign call with no agent in time',
			outbound([participant('customer', {}, session({}, { nOutboundAbandoned: 1 }))]),
			true,
		],
		[
			'a campaign call that was late, but reached an agent',
			outbound([
				participant('customer', {}, session({}, { nOutboundAbandoned: 1 })),
				agent({ tTalk: 9_000 }),
			]),
			false,
		],
		[
			"an agent's consultation with a queue that nobody took",
			ended([customer(), agent({ tAnswered: 5, tTalk: 9_000 }), queue({ tAbandon: 4_000 }, 'a1')]),
			false,
		],
	])('%s', (_, conversation, expected) => {
		expect(abandoned(conversation)).toBe(expected);
	});
});

describe('who ended it', () => {
	const talk = (to: string, type: string) => leg('interact', to, type);
	// Genesys's help, Disconnect reasons: a contact ends in an agent's interact or hold segment
	it.each(['dialing', 'sharing', 'uploading', 'monitoring', 'coaching', 'barging', 'parked'])(
		'is the customer, though %s of an agent ends later',
		(type) => {
			const conversation = ended([
				customer('endpoint', '09:10:00'),
				agent({ tTalk: 1 }, talk('09:10:00', 'peer'), leg(type, '09:11:00', 'client')),
			]);
			expect(disconnectedBy(conversation)).toBe('customer');
			expect(disconnectType(conversation)).toBe('endpoint');
		},
	);

	const barges = participant('user', { userId: 's' }, session({}, {}, leg('barging', '09:10:00', 'client')));
	const survey = participant(
		'voicesurveyflow',
		{},
		session({}, {}, leg('ivr', '09:10:00', 'system', '09:08:00')),
	);
	it.each([
		[
			'a supervisor who barged in, after the agent left',
			ended([customer('peer'), agent({ tTalk: 1 }, talk('09:05:00', 'client')), barges]),
			'agent',
		],
		[
			"an agent's phone that fails while it is called",
			ended([customer('peer'), agent({}, leg('contacting', '09:10:00', 'endpoint'))]),
			'system',
		],
		[
			'a survey after the agent left',
			ended([customer('peer'), agent({ tTalk: 1 }, talk('09:08:00', 'client')), survey]),
			'agent',
		],
		[
			'an agent who gave up dialing',
			outbound([agent({ tDialing: 9 }, leg('dialing', '09:02:00', 'client'))]),
			'agent',
		],
		['a call put on hold', ended([customer('peer'), agent({}, leg('hold', '09:10:00', 'client'))]), 'agent'],
	])('%s', (_, conversation, expected) => {
		expect(disconnectedBy(conversation)).toBe(expected);
	});
});

describe('transferred', () => {
	const agent = (segment: object, metrics: object[] = []) =>
		transferred(
			conversationOf({
				participants: [
					{ purpose: 'agent', sessions: [{ metrics, segments: [{ segmentType: 'interact', ...segment }] }] },
				],
			}),
		);

	it.each([
		...['transfer', 'conferenceTransfer', 'consultTransfer', 'forwardTransfer'],
		...['noAnswerTransfer', 'notAvailableTransfer', 'dndTransfer'],
	])('by the end %s, where there are no metrics', (disconnectType) => {
		expect(agent({ disconnectType })).toBe(true);
	});

	it.each([['peer'], ['client'], [undefined]])('not by the end %s', (disconnectType) => {
		expect(agent({ disconnectType })).toBe(false);
	});

	it('not while it rings, nor by wrap-up; the metrics come first', () => {
		expect(agent({ segmentType: 'alert', disconnectType: 'noAnswerTransfer' })).toBe(false);
		expect(agent({ segmentType: 'wrapup', disconnectType: 'transfer' })).toBe(false);
		expect(agent({ disconnectType: 'transfer' }, [{ name: 'tTalk', value: 1 }])).toBe(false);
		expect(agent({ disconnectType: 'peer' }, [{ name: 'nTransferred', value: 1 }])).toBe(true);
	});
});
