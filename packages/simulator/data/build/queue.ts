import type { Leg } from '../plan';
import type { MetricRecord, ParticipantRecord } from '../record';
import { metric, segment, type Scene } from './scene';

const SHORT_ABANDON = 10_000;

/** The acd participant of a leg: offered, waited, answered or not. */
export function acdParticipant(scene: Scene, leg: Leg): ParticipantRecord {
	const { organization, random } = scene;
	const queue = organization.queues[leg.queue]!;
	const left = leg.from + leg.wait;
	const disconnectType =
		leg.outcome === 'open' ? undefined : leg.outcome === 'abandoned' ? 'peer' : 'transfer';
	const toAgent = leg.outcome === 'answered' || leg.outcome === 'campaign';
	const flowOutType = { voicemail: 'Voicemail', flowedOut: 'Flow' }[leg.outcome as string];
	return {
		participantId: random.uuid(),
		participantName: queue.name,
		purpose: 'acd',
		sessions: [
			{
				...scene.common,
				sessionId: random.uuid(),
				peerId: scene.customerSessionId,
				remote: scene.customerName,
				requestedRoutings: ['Standard'],
				...(toAgent ? { usedRouting: 'Standard', selectedAgentId: leg.agentId } : {}),
				...(leg.agentOwned ? { agentOwned: true } : {}),
				...(leg === scene.plan.legs[0] && scene.plan.ivr > 0 ? { flowInType: 'Flow' } : {}),
				...(flowOutType === undefined ? {} : { flowOutType }),
				segments: [
					segment('interact', leg.from, left, scene, {
						queueId: queue.id,
						...(disconnectType === undefined ? {} : { disconnectType }),
					}),
				],
				metrics: acdMetrics(leg),
			},
		],
	};
}

/** What a campaign dialled, and a callback that belongs to an agent, is not offered: nobody else could answer it. */
function acdMetrics(leg: Leg): MetricRecord[] {
	const left = leg.from + leg.wait;
	const isOffered = leg.outcome !== 'campaign' && !leg.agentOwned;
	const metrics = isOffered ? [metric('nOffered', 1, leg.from)] : [];
	if (leg.wait === Infinity) return metrics;
	metrics.push(metric('tAcd', leg.wait, left));
	if (leg.outcome === 'abandoned') {
		metrics.push(metric('tAbandon', leg.wait, left));
		if (leg.wait < SHORT_ABANDON) metrics.push(metric('tShortAbandon', leg.wait, left));
	}
	if (leg.outcome === 'voicemail' || leg.outcome === 'flowedOut') {
		metrics.push(metric('tFlowOut', leg.wait, left));
	}
	return metrics;
}

export function voicemailParticipant(scene: Scene, leg: Leg): ParticipantRecord {
	const from = leg.from + leg.wait;
	const to = from + leg.voicemail;
	return {
		participantId: scene.random.uuid(),
		participantName: 'Voicemail',
		purpose: 'voicemail',
		sessions: [
			{
				...scene.common,
				sessionId: scene.random.uuid(),
				peerId: scene.customerSessionId,
				segments: [
					segment(
						'voicemail',
						from,
						to,
						{},
						{
							queueId: scene.organization.queues[leg.queue]!.id,
							disconnectType: 'peer',
						},
					),
				],
				metrics: [metric('tVoicemail', leg.voicemail, to)],
			},
		],
	};
}
