import type { ParticipantRecord } from '../record';
import { metric, segment, type Scene } from './scene';

/** The flow before the queue: an IVR for calls, a bot for messages. */
export function flowParticipant(scene: Scene): ParticipantRecord {
	const { plan, organization, random } = scene;
	const isBot = plan.media === 'message';
	const flow = isBot ? organization.flows.at(-1) : random.pick(organization.flows.slice(0, 2));
	const end = plan.start + plan.ivr;
	const next = plan.legs[0];
	const target = next && organization.queues[next.queue]!;
	return {
		participantId: random.uuid(),
		participantName: flow?.name ?? 'Flow',
		purpose: isBot ? 'botflow' : 'ivr',
		sessions: [
			{
				...scene.common,
				sessionId: random.uuid(),
				peerId: scene.customerSessionId,
				flow: {
					flowId: flow?.id,
					flowName: flow?.name,
					flowType: isBot ? 'INBOUNDSHORTMESSAGE' : 'INBOUNDCALL',
					flowVersion: `${random.int(1, 30)}.0`,
					entryType: 'dnis',
					entryReason: scene.common.dnis ?? scene.common.addressTo,
					exitReason: target ? 'TRANSFER' : 'DISCONNECT',
					startingLanguage: 'en-us',
					endingLanguage: 'en-us',
					...(target
						? { transferType: 'ACD', transferTargetName: target.name, transferTargetAddress: target.id }
						: {}),
				},
				segments: [
					segment(
						isBot ? 'system' : 'ivr',
						plan.start,
						end,
						{},
						{ disconnectType: target ? 'transfer' : 'peer' },
					),
				],
				metrics: [
					metric('nFlow', 1, plan.start),
					...(isBot ? [metric('nBotInteractions', 1, end)] : [metric('tIvr', plan.ivr, end)]),
					metric('tFlow', plan.ivr, end),
					...(target ? [metric('tFlowExit', plan.ivr, end)] : [metric('tFlowDisconnect', plan.ivr, end)]),
				],
			},
		],
	};
}
