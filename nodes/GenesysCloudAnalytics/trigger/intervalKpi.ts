import { groupsOf } from '../kpis/aggregates';
import { edgesOf } from '../time/buckets';
import { KPIS } from '../kpis/kpis';
import type { Row } from '../columns/column';
import { readAggregates } from '../reading/aggregates';
import { API } from '../api/endpoints';
import type { Connection } from '../transport/connection';

/** What Genesys's own queue views call the current interval. */
const INTERVAL_MS = 30 * 60_000;

const INTERVAL_KPIS = KPIS.filter(({ name }) => ['serviceLevelPercent', 'abandonPercent'].includes(name));

/** Whether a metric is about the current half hour, not this moment: it takes an aggregate query. */
export function isIntervalKpi(metric: string): boolean {
	return INTERVAL_KPIS.some(({ name }) => name === metric);
}

/**
 * Adds a KPI of the current half hour to the rows of queues; null where there is nothing to divide by yet.
 *
 * @param now milliseconds since the epoch
 * @throws GenesysError, CancelledError
 */
export async function addIntervalKpi(
	connection: Connection,
	rows: Row[],
	metric: string,
	now: number,
): Promise<void> {
	const kpi = INTERVAL_KPIS.find(({ name }) => name === metric)!;
	const range = { startMs: Math.floor(now / INTERVAL_MS) * INTERVAL_MS, endMs: now };
	for (const row of rows) row[metric] = null;
	if (range.startMs === now || rows.length === 0) return;
	const time = { granularity: 'none', timeZone: 'UTC' } as const;
	const query = { metrics: kpi.metrics, groupBy: ['queueId'] };
	const { results } = await readAggregates(connection, {
		endpoint: API.conversationAggregates,
		query,
		range,
		...time,
	});
	const groups = groupsOf(results, query.groupBy, edgesOf(range, time.granularity, time.timeZone));
	const valueOf = new Map(
		groups.map(({ values: [queueId], byBucket }) => {
			const [figures] = byBucket.values();
			return [queueId, figures ? kpi.read(figures) : null];
		}),
	);
	for (const row of rows) row[metric] = valueOf.get(String(row.queueId)) ?? null;
}
