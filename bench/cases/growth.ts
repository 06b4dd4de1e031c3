import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { costOf, cpuOf, getMany, pageTexts, signedIn } from '../clients';
import { PAGE } from '../limits';
import { DAY, organization, RANGE } from '../organization';
import { atMost, type Section } from '../report';
import { measured, repeated, show } from '../statistics';

/** Fewer than one query can page through: at 100,000, it can't tell whether there is more. */
const ALL = 99_000;
const ROUNDS = 3;
/** Whose text is parsed to compare with. */
const PARSED = 10_000;

/**
 * So many conversations from the start of each of these days on, so that none of a day before reach into them: several
 * times few, because a single small run leaves its garbage to the one after. The largest comes first and the others are
 * not among its last conversations, which the simulator has in its cache: it does the same for each conversation of all.
 */
interface Size {
	count: number;
	days: number[];
}

const SIZES: Size[] = [
	{ count: ALL, days: [0] },
	{ count: 10_000, days: [0] },
	{ count: 1_000, days: [1, 2, 3, 4] },
];

/** Microseconds for each conversation. */
interface Each {
	cpu: number;
	elapsed: number;
}

/** Whether a conversation costs the same however many there are. */
export async function growth(): Promise<Section> {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const server = await organization(ALL);
	const attempt = async ({ count, days }: Size): Promise<Each> => {
		const host = await signedIn(server);
		collect();
		const { cpuMs, elapsedMs } = await costOf(async () => {
			for (const day of days) {
				const start = RANGE.from + day * DAY;
				const end = start + (count / ALL) * (RANGE.to - RANGE.from);
				const [startTime, endTime] = [start, end].map((ms) => new Date(ms).toISOString());
				await getMany(host, count, { source: 'query' }, { startTime, endTime });
			}
		});
		const conversations = count * days.length;
		return { cpu: (1_000 * cpuMs) / conversations, elapsed: (1_000 * elapsedMs) / conversations };
	};
	const [, ...smaller] = SIZES;
	// To bring the code to speed.
	for (const size of smaller) await attempt(size);
	const rounds = await repeated(ROUNDS, async () => {
		const costs: Each[] = [];
		for (const size of SIZES) costs.push(await attempt(size));
		return costs;
	});
	const pages = await pageTexts(server, await server.token(), PARSED / PAGE);
	await server.close();
	const parse = measured(
		(await repeated(ROUNDS, async () => cpuOf(() => pages.forEach((page) => void JSON.parse(page))))).map(
			(ms) => (1_000 * ms) / PARSED,
		),
	);
	const found = SIZES.map(({ count }, index) => ({
		count,
		cpu: measured(rounds.map((costs) => costs[index]!.cpu)),
		elapsed: measured(rounds.map((costs) => costs[index]!.elapsed)),
	})).reverse();
	const [small, ...larger] = found as [(typeof found)[number], ...typeof found];
	const ratios = larger.map(({ count, cpu, elapsed }) => ({
		count,
		cpu: cpu.median / small.cpu.median,
		elapsed: elapsed.median / small.elapsed.median,
	}));
	return {
		title: '(e) Growth',
		method:
			'Cost per conversation; source Query, simplified rows, no latency, no rate limit in the way. The processor time is that of the process that the node runs in, n8n and its HTTP client included. The elapsed time is that of the node and the simulator working in parallel.',
		columns: [
			'conversations',
			'processor time each',
			'elapsed each',
			'processor time by that at 1000',
			'elapsed by that at 1000',
			'processor time by JSON.parse of the pages',
		],
		rows: found.map(({ count, cpu, elapsed }) => [
			String(count),
			show(cpu, 'µs', 0),
			show(elapsed, 'µs', 0),
			(cpu.median / small.cpu.median).toFixed(2),
			(elapsed.median / small.elapsed.median).toFixed(2),
			(cpu.median / parse.median).toFixed(2),
		]),
		targets: [
			...ratios.flatMap(({ count, cpu, elapsed }) => [
				atMost(`processor time at ${count} by that at ${small.count}, at most 1.20`, cpu, 1.2),
				atMost(`elapsed at ${count} by that at ${small.count}, at most 1.20`, elapsed, 1.2),
			]),
			atMost(
				`processor time at ${ALL} by JSON.parse of the pages (${parse.median.toFixed(0)} µs each), at most 2`,
				found.at(-1)!.cpu.median / parse.median,
				2,
			),
		],
	};
}
