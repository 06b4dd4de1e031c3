import type { Leg } from '../plan';
import type { MetricRecord, ParticipantRecord } from '../record';
import { metric, segment, type Scene } from './scene';

const SHORT_ABANDON = 10_000;

/** The acd participant of a leg: offered, waited, answered or not. */
export function acdParticipant(scene: Scene, leg: Leg): ParticipantRecord {
	const { organization, random } = scene;
	const queue = organization.queues[leg.queue]!;
	const left = leg.from + leg.wait;
	const disconnectType = { answered: 'transfer', abandoned: 'peer', voicemail: 'transfer' }[
		leg.outcome as string
	];
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
				...(leg.outcome === 'answered' ? { usedRouting: 'Standard', selectedAgentId: leg.agentId } : {}),
				segments: [
					segment('interact', leg.from, left, scene, {
						queueId: queue.id,
						...(disconnectType === undefined ? {} : { disconnectType }),
					}),
				],
				metrics: acdMetrics(leg, queue.serviceLevelSeconds * 1000),
			},
		],
	};
}

function acdMetrics(leg: Leg, serviceLevel: number): MetricRecord[] {
	const left = leg.from + leg.wait;
	const metrics = [metric('nOffered', 1, leg.from)];
	if (leg.wait > serviceLevel) metrics.push(metric('nOverSla', 1, leg.from + serviceLevel));
	if (leg.wait === Infinity) return metrics;
	metrics.push(metric('tAcd', leg.wait, left));
	if (leg.outcome === 'abandoned') {
		metrics.push(metric('tAbandon', leg.wait, left));
		if (leg.wait < SHORT_ABANDON) metrics.push(metric('tShortAbandon', leg.wait, left));
	}
	if (leg.outcome === 'voicemail') metrics.push(metric('tFlowOut', leg.wait, left));
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
