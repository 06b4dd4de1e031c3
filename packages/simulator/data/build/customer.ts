import { sum, type Leg } from '../plan';
import type { ParticipantRecord, SegmentRecord } from '../record';
import { campaign, iso, metric, segment, type Scene } from './scene';

/** The customer: a segment for the flow and one for each leg; the last one shows who hung up. */
export function customerParticipant(scene: Scene): ParticipantRecord {
	const { plan, random } = scene;
	const outbound = plan.direction === 'outbound';
	const connected = outbound ? plan.legs[0]!.from + plan.legs[0]!.wait : plan.start;
	const [first] = plan.legs;
	const reached = !outbound || first!.outcome !== 'unanswered';
	const dialled = first?.outcome === 'campaign';
	return {
		participantId: random.uuid(),
		participantName: scene.customerName,
		purpose: outbound && random.chance(0.3) ? 'external' : 'customer',
		...(random.chance(0.2) ? { externalContactId: random.uuid() } : {}),
		...(random.chance(0.05) ? { externalOrganizationId: random.uuid() } : {}),
		attributes: attributesOf(scene),
		sessions: [
			{
				...scene.common,
				...(dialled ? campaign(scene) : {}),
				// The recording is of the customer's stream: agents' sessions point to it by their peerId.
				...(plan.media === 'voice' ? { recording: random.chance(0.7) } : {}),
				sessionId: scene.customerSessionId,
				segments: customerSegments(scene),
				metrics: [
					...(dialled
						? [metric('nOutboundAttempted', 1, plan.start), metric('nOutboundConnected', 1, plan.start)]
						: []),
					...(reached ? [metric('nConnected', 1, dialled ? plan.start : connected)] : []),
				],
				requestedRoutings: ['Standard'],
			},
		],
	};
}

function customerSegments(scene: Scene): SegmentRecord[] {
	const { plan } = scene;
	const segments: SegmentRecord[] = [];
	if (plan.ivr > 0) segments.push(segment('interact', plan.start, plan.start + plan.ivr, {}));
	plan.legs.forEach((leg, i) => {
		const to = plan.legs[i + 1]?.from ?? endOf(leg);
		// A call on behalf of a queue never was in it: only the agent's segments name the queue.
		const inQueue = !leg.direct && leg.outcome !== 'dialled' && leg.outcome !== 'unanswered';
		const queue = inQueue ? { queueId: scene.organization.queues[leg.queue]!.id } : {};
		const type = leg.outcome === 'unanswered' ? 'dialing' : 'interact';
		segments.push(segment(type, leg.from, to, scene, queue));
	});
	if (plan.end !== Infinity) segments.at(-1)!.disconnectType = disconnectOf(scene);
	return segments;
}

const endOf = (leg: Leg) => leg.from + leg.wait + sum(leg.spells) + leg.voicemail;

function disconnectOf({ plan }: Scene): string {
	const handled = plan.legs.some((leg) => leg.spells.length > 0);
	if (handled && plan.hungUpBy === 'agent') return 'peer';
	if (handled && plan.hungUpBy === 'system') return plan.media === 'voice' ? 'system' : 'timeout';
	if (plan.legs[0]?.outcome === 'unanswered') return 'peer';
	return plan.media === 'voice' || plan.media === 'callback' ? 'endpoint' : 'client';
}

function attributesOf({ random, plan }: Scene): Record<string, string> {
	const attributes: Record<string, string> = {
		customerTier: random.pick(['gold', 'silver', 'bronze']),
		'Order Number': `A-${random.int(10_000, 99_999)}`,
		lastMenu: random.pick(['billing', 'sales, new', 'support "A"']),
		startedAt: iso(plan.start),
	};
	if (random.chance(0.08)) attributes['Straße & Ort'] = '=1+1, Köln';
	return attributes;
}
