import { WRAP_UP_NOTES } from '../names';
import type { Organization, UserEntity } from '../organization';
import { sum, type Leg } from '../plan';
import type { MetricRecord, ParticipantRecord, SegmentRecord, SessionRecord } from '../record';
import { campaign, metric, segment, type Scene } from './scene';

/** The agent of a leg, from the ringing (or dialling) to the end of the after-call work. */
export function agentParticipant(scene: Scene, leg: Leg, isLast: boolean): ParticipantRecord {
	const answered = leg.from + leg.wait;
	const talkEnd = answered + sum(leg.spells);
	const dials = leg.outcome === 'dialled' || leg.outcome === 'unanswered';
	return {
		...person(scene, leg.agentId),
		...(scene.plan.internal ? { purpose: 'user' } : {}),
		sessions: [
			{
				...agentSession(scene),
				...(leg.agentOwned ? { agentOwned: true } : {}),
				...(dials
					? preview(scene)
					: { usedRouting: leg.direct ? 'Direct' : 'Standard', selectedAgentId: leg.agentId }),
				...(scene.plan.media === 'voice' && leg.spells.length > 0
					? { mediaEndpointStats: [endpointStats(scene, talkEnd)] }
					: {}),
				segments: agentSegments(scene, leg, isLast, talkEnd),
				metrics: agentMetrics(scene, leg, answered, talkEnd),
			},
			...(scene.plan.media === 'callback' ? [calledBack(scene, leg, answered, talkEnd)] : []),
		],
	};
}

/** An agent who was alerted and did not answer. */
export function missedParticipant(
	scene: Scene,
	leg: Leg,
	missed: NonNullable<Leg['missed']>,
): ParticipantRecord {
	const to = leg.from + leg.wait - leg.ring;
	const from = to - missed.ring;
	return {
		...person(scene, missed.agentId),
		sessions: [
			{
				...agentSession(scene),
				segments: [
					segment('alert', from, to, scene, { ...queueOf(scene, leg), disconnectType: 'timeout' }),
					...(missed.acw > 0 ? [wrapUp(scene, queueOf(scene, leg), to, to + missed.acw, 'timeout')] : []),
				],
				metrics: [
					metric('tAlert', missed.ring, to),
					metric('tNotResponding', missed.ring, to),
					// The queue's setting demands after-call work even if there was no talk.
					...(missed.acw > 0
						? [metric('tAcw', missed.acw, to + missed.acw), metric('tHandle', missed.acw, to + missed.acw)]
						: []),
				],
			},
		],
	};
}

function person({ organization, random }: Scene, userId: string): ParticipantRecord {
	const user = usersOf(organization).get(userId);
	return {
		participantId: random.uuid(),
		userId,
		...(user?.name === undefined ? {} : { participantName: user.name }),
		...(user?.teamId === undefined ? {} : { teamId: user.teamId }),
		purpose: 'agent',
	};
}

const known = new WeakMap<Organization, Map<string, UserEntity>>();

function usersOf(organization: Organization): Map<string, UserEntity> {
	let users = known.get(organization);
	if (!users) known.set(organization, (users = new Map(organization.users.map((user) => [user.id, user]))));
	return users;
}

function agentSession(scene: Scene): SessionRecord {
	return {
		...scene.common,
		sessionId: scene.random.uuid(),
		peerId: scene.customerSessionId,
		remote: scene.customerName,
		requestedRoutings: ['Standard'],
	};
}

/** A direct leg has no queue: that is what a group without a queue comes from. */
const queueOf = (scene: Scene, leg: Leg) =>
	leg.direct ? {} : { queueId: scene.organization.queues[leg.queue]!.id };

function agentSegments(scene: Scene, leg: Leg, isLast: boolean, talkEnd: number): SegmentRecord[] {
	const queue = queueOf(scene, leg);
	const answered = leg.from + leg.wait;
	const segments: SegmentRecord[] = [];
	if (leg.outcome === 'answered' || leg.outcome === 'campaign')
		segments.push(segment('alert', answered - leg.ring, answered, scene, queue));
	else segments.push(segment('dialing', leg.from, answered, scene, queue));
	let from = answered;
	leg.spells.forEach((length, i) => {
		segments.push(segment(i % 2 === 0 ? 'interact' : 'hold', from, from + length, scene, queue));
		from += length;
	});
	const disconnectType = disconnectOf(scene, leg, isLast);
	segments.at(-1)!.disconnectType = disconnectType;
	if (leg.acw > 0) segments.push(wrapUp(scene, queue, talkEnd, talkEnd + leg.acw, disconnectType));
	return segments;
}

function disconnectOf({ plan }: Scene, leg: Leg, isLast: boolean): string {
	if (leg.outcome === 'unanswered') return 'client';
	if (!isLast && leg.transfer) return leg.transfer === 'blind' ? 'transfer' : 'consultTransfer';
	return { customer: 'peer', agent: 'client', system: 'system' }[plan.hungUpBy];
}

/** The wrap-up carries the disconnect type of its session, too, long after the contact ended. */
function wrapUp(
	{ organization, random }: Scene,
	queue: object,
	from: number,
	to: number,
	disconnectType: string,
): SegmentRecord {
	return segment(
		'wrapup',
		from,
		to,
		{},
		{
			...queue,
			disconnectType,
			wrapUpCode: random.chance(0.97) ? random.pick(organization.wrapUpCodes).id : 'ININ-WRAP-UP-TIMEOUT',
			...(random.chance(0.25) ? { wrapUpNote: random.pick(WRAP_UP_NOTES) } : {}),
			...(random.chance(0.05) ? { wrapUpTags: ['priority', 'café'] } : {}),
		},
	);
}

/** In the order of emission, as the API has them. Handle time = talk + hold + after-call work, and dialling. */
function agentMetrics({ organization }: Scene, leg: Leg, answered: number, talkEnd: number): MetricRecord[] {
	const metrics: MetricRecord[] = [];
	const talk = sum(leg.spells.filter((_, i) => i % 2 === 0));
	const held = sum(leg.spells.filter((_, i) => i % 2 === 1));
	let dialled = 0;
	if (leg.outcome === 'answered') {
		metrics.push(metric('tAlert', leg.ring, answered));
		if (!leg.direct && !leg.agentOwned) {
			metrics.push(metric('tAnswered', leg.wait, answered));
			// Only answers can be late: abandoned ones only count in the service level.
			const isLate = leg.wait > organization.queues[leg.queue]!.serviceLevelSeconds * 1000;
			if (isLate) metrics.push(metric('nOverSla', 1, answered));
		}
	} else if (leg.outcome === 'campaign') {
		metrics.push(metric('tAlert', leg.ring, answered), metric('nOutbound', 1, answered));
	} else {
		dialled = leg.ring;
		metrics.push(metric('nOutbound', 1, leg.from), metric('nOutboundAttempted', 1, leg.from));
		metrics.push(metric('tDialing', dialled, answered));
		if (leg.outcome === 'dialled') {
			metrics.push(metric('nConnected', 1, answered), metric('nOutboundConnected', 1, answered));
		}
	}
	let at = answered;
	leg.spells.forEach((length, i) => {
		at += length;
		metrics.push(metric(i % 2 === 0 ? 'tTalk' : 'tHeld', length, at));
	});
	if (talk > 0) metrics.push(metric('tTalkComplete', talk, talkEnd));
	if (held > 0) metrics.push(metric('tHeldComplete', held, talkEnd));
	if (leg.transfer) {
		if (leg.transfer === 'consult') metrics.push(metric('nConsult', 1, talkEnd));
		metrics.push(metric('nTransferred', 1, talkEnd));
		metrics.push(metric(leg.transfer === 'blind' ? 'nBlindTransferred' : 'nConsultTransferred', 1, talkEnd));
	}
	if (leg.acw > 0) metrics.push(metric('tAcw', leg.acw, talkEnd + leg.acw));
	metrics.push(metric('tHandle', dialled + talk + held + leg.acw, talkEnd + leg.acw));
	return metrics;
}

/** The call that an agent makes out of a callback; its handle time is the callback's. */
function calledBack(scene: Scene, leg: Leg, answered: number, talkEnd: number): SessionRecord {
	const connected = Math.min(answered + 6_000, talkEnd);
	const number = scene.common.ani as string;
	return {
		mediaType: 'voice',
		direction: 'outbound',
		sessionId: scene.random.uuid(),
		peerId: scene.customerSessionId,
		provider: 'Edge',
		dnis: number,
		sessionDnis: number,
		remote: scene.customerName,
		segments: [
			segment('dialing', answered, connected, {}, queueOf(scene, leg)),
			segment('interact', connected, talkEnd, {}, { ...queueOf(scene, leg), disconnectType: 'peer' }),
		],
		metrics: [metric('nConnected', 1, connected)],
	};
}

/** A contact that a campaign presents to an agent, who may dial it. */
function preview(scene: Scene): object {
	return !scene.plan.internal && scene.random.chance(0.25) ? campaign(scene) : {};
}

function endpointStats({ random }: Scene, eventTime: number): object {
	return {
		codecs: ['audio/opus'],
		eventTime: new Date(eventTime).toISOString(),
		minMos: random.int(320, 490) / 100,
		minRFactor: random.int(6500, 9300) / 100,
		maxLatencyMs: random.int(20, 240),
		receivedPackets: random.int(2_000, 60_000),
		discardedPackets: random.int(0, 40),
		duplicatePackets: 0,
		invalidPackets: 0,
		overrunPackets: random.int(0, 5),
		underrunPackets: random.int(0, 20),
	};
}
