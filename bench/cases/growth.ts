import { costOf, getMany, signedIn } from '../clients';
import { DAY, organization, RANGE } from '../organization';
import { atMost, type Section } from '../report';
import { measured, show } from '../statistics';

const ALL = 100_000;
const ROUNDS = 3;
const [SMALL, MIDDLE] = [1_000, 10_000];

/** A stretch of so many conversations; it begins with a UTC day, so that none of an earlier one reach into it. */
interface Stretch {
	count: number;
	day: number;
}

const WHOLE: Stretch = { count: ALL, day: 0 };
/** Not among the last of the whole, which the simulator has in its cache: it does the same for each conversation of all. */
const PARTS: Stretch[] = [{ count: MIDDLE, day: 0 }, ...[1, 2, 3, 4].map((day) => ({ count: SMALL, day }))];

interface Cost {
	count: number;
	cpuUs: number;
	elapsedUs: number;
}

/** Whether a conversation costs the same however many there are. */
export async function growth(): Promise<Section> {
	const server = await organization(ALL);
	const attempt = async ({ count, day }: Stretch): Promise<Cost> => {
		const host = await signedIn(server);
		globalThis.gc?.();
		const start = RANGE.from + day * DAY;
		const range = {
			startTime: new Date(start).toISOString(),
			endTime: new Date(start + (count / ALL) * (RANGE.to - RANGE.from)).toISOString(),
		};
		const { cpuMs, elapsedMs } = await costOf(
			async () => void (await getMany(host, count, { source: 'query' }, range)),
		);
		return { count, cpuUs: (1_000 * cpuMs) / count, elapsedUs: (1_000 * elapsedMs) / count };
	};
	// To bring the code to speed.
	for (const part of PARTS) await attempt(part);
	const costs: Cost[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		for (const stretch of [WHOLE, ...PARTS]) costs.push(await attempt(stretch));
	}
	await server.close();
	const found = [SMALL, MIDDLE, ALL].map((count) => {
		const runs = costs.filter((cost) => cost.count === count);
		return {
			count,
			cpu: measured(runs.map(({ cpuUs }) => cpuUs)),
			elapsed: measured(runs.map(({ elapsedUs }) => elapsedUs)),
		};
	});
	const [small, ...larger] = found as [(typeof found)[number], ...typeof found];
	const ratios = larger.map(({ count, cpu, elapsed }) => ({
		count,
		cpu: cpu.median / small.cpu.median,
		elapsed: elapsed.median / small.elapsed.median,
	}));
	return {
		title: '(e) Growth',
		method:
			'Cost of each conversation, source Query, summary rows, no latency, no rate limit in the way: the elapsed time is that of node and simulator working side by side.',
		columns: [
			'conversations',
			'processor time each',
			'elapsed each',
			'processor time by that at 1000',
			'elapsed by that at 1000',
		],
		rows: found.map(({ count, cpu, elapsed }) => [
			String(count),
			show(cpu, 'µs', 0),
			show(elapsed, 'µs', 0),
			(cpu.median / small.cpu.median).toFixed(2),
			(elapsed.median / small.elapsed.median).toFixed(2),
		]),
		targets: ratios.flatMap(({ count, cpu, elapsed }) => [
			atMost(`processor time at ${count} by that at ${small.count}, at most 1.20`, cpu, 1.2),
			atMost(`elapsed at ${count} by that at ${small.count}, at most 1.20`, elapsed, 1.2),
		]),
	};
}
