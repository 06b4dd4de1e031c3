import { kpisOf } from '../kpis';
import { atMost, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

const QUEUES = 2_000;
const FEWER = QUEUES / 10;
/** A large one takes half a minute. */
const TIMES = { [FEWER]: 3, [QUEUES]: 1 };
const MOST_GROWTH = 1.2;
/** What those who use the same n8n do not notice, milliseconds. */
const LONGEST_MS = 200;
const WAYS = { items: 'rows', 'CSV file': 'csv' } as const;

/** Whether a row of KPIs costs the same however many there are, and for how long they keep n8n from everything else. */
export async function manyKpis(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const [what, returnAs] of Object.entries(WAYS)) {
		const each = new Map<number, number>();
		for (const queues of [FEWER, QUEUES]) {
			const runs = await repeated(TIMES[queues]!, async () => await kpisOf(queues, returnAs));
			const cpu = measured(runs.map(({ cpuMs, rows: count }) => (1_000 * cpuMs) / count));
			const elapsed = measured(runs.map(({ elapsedMs }) => elapsedMs / 1_000));
			const longest = measured(runs.map(({ longestMs }) => longestMs));
			each.set(queues, cpu.median);
			rows.push([
				what,
				String(runs[0]!.rows),
				show(elapsed, 's'),
				show(cpu, 'µs', 0),
				(cpu.median / each.get(FEWER)!).toFixed(2),
				show(longest, 'ms', 0),
			]);
			if (queues === FEWER) continue;
			targets.push(
				atMost(
					`${what}: processor time of a row by that at a tenth of them, at most ${MOST_GROWTH}`,
					cpu.median / each.get(FEWER)!,
					MOST_GROWTH,
				),
				atMost(`${what}: the longest stretch in ms, at most ${LONGEST_MS}`, longest.median, LONGEST_MS, 0),
			);
		}
	}
	return {
		title: '(k) KPIs of many queues',
		method: `KPIs of a day by quarter of an hour, of ${QUEUES} queues with three media types each and of a tenth of them, all columns, each run in a fresh process; names not resolved, no latency, no rate limit in the way. The server only makes up figures: the simulator would count them from conversations.`,
		columns: [
			'as',
			'rows',
			'elapsed',
			'processor time each',
			'by that at a tenth',
			'longest stretch that blocks n8n',
		],
		rows,
		targets,
	};
}
