import { sum, type Leg } from '../plan';
import type { ParticipantRecord } from '../record';
import { metric, segment, type Scene } from './scene';

/** The user whom another one calls: the same call from the other side, without a customer. */
export function calledParticipant(scene: Scene, leg: Leg): ParticipantRecord {
	const { organization, random } = scene;
	const members = organization.queues[leg.queue]!.memberIds;
	const called = members[(members.indexOf(leg.agentId) + 2) % members.length]!;
	const from = leg.from + leg.wait;
	const to = from + sum(leg.spells);
	const reached = leg.outcome === 'dialled';
	return {
		participantId: random.uuid(),
		userId: called,
		purpose: 'user',
		sessions: [
			{
				...scene.common,
				direction: 'inbound',
				sessionId: scene.customerSessionId,
				segments: reached
					? [
							segment('alert', leg.from, from, {}),
							segment('interact', from, to, {}, { disconnectType: 'peer' }),
						]
					: [segment('alert', leg.from, from, {}, { disconnectType: 'peer' })],
				metrics: reached
					? [
							metric('tAlert', leg.wait, from),
							metric('tTalk', to - from, to),
							metric('tTalkComplete', to - from, to),
							metric('tHandle', to - from, to),
						]
					: [metric('tAlert', leg.wait, from)],
			},
		],
	};
}

/** A supervisor who listens to an agent: on the record, but no party to the contact. */
export function monitoringParticipant(
	scene: Scene,
	leg: Leg,
	agent: ParticipantRecord,
	userId: string,
): ParticipantRecord {
	const from = leg.from + leg.wait;
	const to = from + Math.ceil(leg.spells[0]! / 2);
	return {
		participantId: scene.random.uuid(),
		userId,
		purpose: 'user',
		sessions: [
			{
				...scene.common,
				sessionId: scene.random.uuid(),
				monitoredParticipantId: agent.participantId,
				segments: [segment('monitoring', from, to, {}, { disconnectType: 'client' })],
				metrics: [metric('tMonitoring', to - from, to), metric('tMonitoringComplete', to - from, to)],
			},
		],
	};
}
