import type { Organization } from '../organization';
import type { Plan } from '../plan';
import type { Random } from '../random';
import type { ConversationRecord, ParticipantRecord } from '../record';
import { agentParticipant, missedParticipant } from './agent';
import { calledParticipant, monitoringParticipant } from './colleagues';
import { customerParticipant } from './customer';
import { flowParticipant } from './flow';
import { addQualityResults } from './qualityResults';
import { damage } from './damage';
import { acdParticipant, voicemailParticipant } from './queue';
import { iso, sceneOf } from './scene';

/** Writes a plan down as the record that it leaves when everything is over. */
export function recordOf(
	plan: Plan,
	conversationId: string,
	organization: Organization,
	random: Random,
): ConversationRecord {
	const scene = sceneOf(plan, organization, random);
	const participants: ParticipantRecord[] = plan.internal ? [] : [customerParticipant(scene)];
	if (plan.ivr > 0) participants.push(flowParticipant(scene));
	plan.legs.forEach((leg, i) => {
		const dials = leg.outcome === 'dialled' || leg.outcome === 'unanswered';
		if (!dials && !leg.direct) participants.push(acdParticipant(scene, leg));
		if (leg.missed) participants.push(missedParticipant(scene, leg, leg.missed));
		if (leg.outcome === 'voicemail') participants.push(voicemailParticipant(scene, leg));
		if (leg.outcome === 'answered' || leg.outcome === 'campaign' || dials) {
			const agent = agentParticipant(scene, leg, i === plan.legs.length - 1);
			participants.push(agent);
			if (plan.internal) participants.push(calledParticipant(scene, leg));
			if (leg.monitoredBy) participants.push(monitoringParticipant(scene, leg, agent, leg.monitoredBy));
		}
	});
	const home = organization.divisions[0]!.id;
	const divisions = plan.legs.map((leg) => organization.queues[leg.queue]!.divisionId);
	const record: ConversationRecord = {
		conversationId,
		conversationStart: iso(plan.start),
		...(plan.end === Infinity ? {} : { conversationEnd: iso(plan.end) }),
		...(plan.media === 'voice' && plan.end !== Infinity
			? {
					mediaStatsMinConversationMos: random.int(3_200_000, 4_900_000) / 1_000_000,
					mediaStatsMinConversationRFactor: random.int(65_000, 93_000) / 1000,
				}
			: {}),
		originatingDirection: plan.direction,
		divisionIds: [...new Set(divisions.length > 0 ? divisions : [home])],
		...(plan.media === 'message' ? { conversationInitiator: 'customer', customerParticipation: true } : {}),
		...(random.chance(0.03) ? { externalTag: `CRM-${random.int(1000, 9999)}` } : {}),
		participants,
	};
	addQualityResults(record, scene);
	if (plan.isDamaged) damage(record, random);
	return record;
}
