import type { ConversationRecord, Organization, SessionRecord } from '../../../packages/simulator';

/** The KPIs of a set of metric values, counted in the plainest way from the records themselves. */
class Recount {
	readonly values = new Map<string, number[]>();

	constructor(private readonly serviceLevel?: { seconds: number; target: number }) {}

	add(name: string, value: number): void {
		this.values.set(name, [...(this.values.get(name) ?? []), value]);
	}

	kpis() {
		const all = (name: string) => this.values.get(name) ?? [];
		const average = (name: string) => {
			const list = all(name);
			if (list.length === 0) return null;
			return Math.round(list.reduce((sum, value) => sum + value, 0) / list.length) / 1_000;
		};
		const percent = (part: number, whole: number) =>
			whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
		const offered = all('nOffered').length;
		const answered = all('tAnswered').length;
		const abandoned = all('tAbandon').length;
		const { seconds = 0, target = 0 } = this.serviceLevel ?? {};
		const inTime = all('tAnswered').filter((wait) => wait <= seconds * 1_000).length;
		const isMeasured = this.serviceLevel !== undefined && answered + abandoned > 0;
		return {
			offered,
			answered,
			abandoned,
			abandonPercent: percent(abandoned, offered),
			serviceLevelPercent: isMeasured ? percent(inTime, answered + abandoned) : null,
			serviceLevelTargetPercent: isMeasured ? target * 100 : null,
			overServiceLevel: all('nOverSla').length,
			asaSeconds: average('tAnswered'),
			ahtSeconds: average('tHandle'),
			avgTalkSeconds: average('tTalkComplete'),
			avgHoldSeconds: average('tHeldComplete'),
			avgAcwSeconds: average('tAcw'),
			handled: all('tHandle').length,
			transferred: all('nTransferred').length,
			outbound: all('nOutbound').length,
			avgAbandonSeconds: average('tAbandon'),
			answerPercent: percent(answered, offered),
			flowedOut: all('tFlowOut').length,
			flowedOutPercent: percent(all('tFlowOut').length, offered),
			shortAbandoned: all('tShortAbandon').length,
			notResponding: all('tNotResponding').length,
			held: all('tHeldComplete').length,
			consulted: all('nConsult').length,
			consultTransferred: all('nConsultTransferred').length,
			blindTransferred: all('nBlindTransferred').length,
			inboundHandled: all('tHandle of inbound').length,
			inboundAhtSeconds: average('tHandle of inbound'),
			outboundHandled: all('tHandle of outbound').length,
			outboundAhtSeconds: average('tHandle of outbound'),
		};
	}
}

const COUNTED = new Set([
	...['nOffered', 'tAnswered', 'tAbandon', 'tShortAbandon', 'tFlowOut', 'nOverSla', 'tNotResponding'],
	...['tHandle', 'tTalkComplete', 'tHeldComplete', 'tAcw', 'nOutbound'],
	...['nTransferred', 'nBlindTransferred', 'nConsultTransferred', 'nConsult'],
]);

/**
 * KPIs of the records by queue and interval, keyed `queueId start` (`none` without a queue); only where something was
 * counted.
 */
export function recount(
	records: Iterable<ConversationRecord>,
	organization: Organization,
	edges: readonly number[],
): Map<string, ReturnType<Recount['kpis']>> {
	const counts = new Map<string, Recount>();
	for (const record of records) {
		for (const session of sessionsOf(record)) {
			const queueId = session.segments?.find((segment) => segment?.queueId)?.queueId ?? 'none';
			for (const metric of session.metrics ?? []) {
				if (!COUNTED.has(metric.name ?? '')) continue;
				const at = Date.parse(metric.emitDate ?? '');
				const start = edges.findLast((edge) => edge <= at);
				if (start === undefined || at >= edges.at(-1)!) continue;
				const key = `${queueId} ${new Date(start).toISOString()}`;
				const queue = organization.queues.find(({ id }) => id === queueId);
				const known =
					counts.get(key) ??
					new Recount(queue && { seconds: queue.serviceLevelSeconds, target: queue.serviceLevelTarget });
				counts.set(key, known);
				known.add(metric.name!, metric.value ?? 0);
				if (metric.name === 'tHandle') {
					known.add(`tHandle of ${record.originatingDirection}`, metric.value ?? 0);
				}
			}
		}
	}
	return new Map([...counts].map(([key, count]) => [key, count.kpis()]));
}

function sessionsOf(record: ConversationRecord): SessionRecord[] {
	return (record.participants ?? []).flatMap((participant) => participant.sessions ?? []);
}
