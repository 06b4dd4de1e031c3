import type { Organization } from '../organization';
import type { Random } from '../random';
import type { ConversationRecord, MetricRecord, ParticipantRecord, SessionRecord } from '../record';

/** What customer-first callbacks call the metrics of a queue and its answers. */
const CUSTOMER_FIRST: Readonly<Record<string, string>> = {
	nOffered: 'nCfcOffered',
	tAcd: 'tCfcAcd',
	tAnswered: 'tCfcAnswered',
	tAbandon: 'tCfcAbandon',
	tFlowOut: 'tCfcFlowOut',
};

const CONSULT_AFTER_MS = 2_000;
const CONSULT_MS = 4_000;

/** Rarer shapes: consultations with a queue in which nobody came, retracted evaluations, customer-first callbacks. */
export function addFurtherShapes(record: ConversationRecord, { queues }: Organization, random: Random): void {
	if (!record.participants || record.conversationEnd === undefined) return;
	if (random.chance(0.3)) retractEvaluation(record, random);
	if (sessionsOf(record.participants).some(({ mediaType }) => mediaType === 'callback')) {
		if (random.chance(0.5)) makeCustomerFirst(record.participants);
	} else if (random.chance(0.3)) addConsultation(record.participants, random.pick(queues).id, random);
}

function sessionsOf(participants: ParticipantRecord[]): SessionRecord[] {
	return participants.flatMap((participant) => participant?.sessions ?? []);
}

/** The newest one was taken back: its scores don't count. */
function retractEvaluation(record: ConversationRecord, random: Random): void {
	const [evaluation] = (record.evaluations ?? []) as Array<Record<string, unknown>>;
	if (!evaluation) return;
	const retracted = {
		...evaluation,
		evaluationId: random.uuid(),
		evaluationStatus: 'Retracted',
		oTotalScore: 1,
		oTotalCriticalScore: 1,
	};
	record.evaluations = [evaluation, retracted];
}

function makeCustomerFirst(participants: ParticipantRecord[]): void {
	for (const { metrics } of sessionsOf(participants)) {
		for (const metric of metrics ?? []) metric.name = CUSTOMER_FIRST[metric.name ?? ''] ?? metric.name;
	}
}

/** The agent asks another queue while the customer is on hold, and gives up waiting. */
function addConsultation(participants: ParticipantRecord[], queueId: string, random: Random): void {
	const agent = participants.find(({ purpose }) => purpose === 'agent')?.sessions?.[0];
	const talk = agent?.segments?.find(({ segmentType }) => segmentType === 'interact');
	const [from, to] = [talk?.segmentStart, talk?.segmentEnd].map((text) => Date.parse(text ?? ''));
	if (!agent || !(to! - from! > CONSULT_AFTER_MS + CONSULT_MS)) return;
	const [asked, gaveUp] = [from! + CONSULT_AFTER_MS, from! + CONSULT_AFTER_MS + CONSULT_MS].map((ms) =>
		new Date(ms).toISOString(),
	) as [string, string];
	const metrics: MetricRecord[] = [
		{ name: 'nOffered', value: 1, emitDate: asked },
		{ name: 'tAcd', value: CONSULT_MS, emitDate: gaveUp },
		{ name: 'tAbandon', value: CONSULT_MS, emitDate: gaveUp },
	];
	const segment = { segmentType: 'interact', segmentStart: asked, segmentEnd: gaveUp, queueId };
	participants.push({
		participantId: random.uuid(),
		purpose: 'acd',
		sessions: [
			{
				sessionId: random.uuid(),
				peerId: agent.sessionId,
				mediaType: agent.mediaType,
				direction: 'outbound',
				segments: [{ ...segment, disconnectType: 'peer' }],
				metrics,
			},
		],
	});
	(agent.metrics ??= []).push({ name: 'nConsult', value: 1, emitDate: asked });
}
