import type { Organization } from './organization';
import type { Plan } from './plan';
import type { Random } from './random';
import type { ConversationRecord } from './record';

const iso = (time: number) => new Date(time).toISOString();

export function recordOf(
	plan: Plan,
	conversationId: string,
	organization: Organization,
	random: Random,
): ConversationRecord {
	const queue = organization.queues[plan.queue]!;
	const answered = plan.start + plan.wait;
	const segment = (segmentType: string, from: number, to: number, more = {}) => ({
		segmentType,
		segmentStart: iso(from),
		segmentEnd: iso(to),
		queueId: queue.id,
		conference: false,
		...more,
	});
	const metric = (name: string, value: number, at: number) => ({ name, value, emitDate: iso(at) });
	const session = {
		mediaType: 'voice',
		direction: 'inbound',
		ani: 'tel:+4930123456',
		dnis: 'tel:+18005550100',
	};
	return {
		conversationId,
		conversationStart: iso(plan.start),
		conversationEnd: iso(plan.end),
		originatingDirection: 'inbound',
		divisionIds: [queue.divisionId],
		participants: [
			{
				participantId: random.uuid(),
				participantName: 'Jane Doe',
				purpose: 'customer',
				attributes: { tier: 'gold' },
				sessions: [
					{
						...session,
						sessionId: random.uuid(),
						segments: [segment('interact', plan.start, plan.end, { disconnectType: 'endpoint' })],
						metrics: [metric('nConnected', 1, plan.start)],
					},
				],
			},
			{
				participantId: random.uuid(),
				participantName: queue.name,
				purpose: 'acd',
				sessions: [
					{
						...session,
						sessionId: random.uuid(),
						segments: [segment('interact', plan.start, answered, { disconnectType: 'transfer' })],
						metrics: [metric('nOffered', 1, plan.start), metric('tAcd', plan.wait, answered)],
					},
				],
			},
			{
				participantId: random.uuid(),
				userId: plan.agentId,
				purpose: 'agent',
				sessions: [
					{
						...session,
						sessionId: random.uuid(),
						segments: [
							segment('interact', answered, plan.end, { disconnectType: 'peer' }),
							segment('wrapup', plan.end, plan.settled, {
								wrapUpCode: random.pick(organization.wrapUpCodes).id,
							}),
						],
						metrics: [
							metric('tAnswered', plan.wait, answered),
							metric('tTalk', plan.talk, plan.end),
							metric('tTalkComplete', plan.talk, plan.end),
							metric('tAcw', plan.acw, plan.settled),
							metric('tHandle', plan.talk + plan.acw, plan.settled),
						],
					},
				],
			},
		],
	};
}
