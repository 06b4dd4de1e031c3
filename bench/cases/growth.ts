import { costOf, getMany, signedIn } from '../clients';
import { organization } from '../organization';
import { atMost, type Section } from '../report';
import { measured, repeated, show } from '../statistics';

const SIZES = [
	{ count: 1_000, times: 9 },
	{ count: 10_000, times: 5 },
	{ count: 100_000, times: 3 },
];

/** Whether a conversation costs the same however many there are. */
export async function growth(): Promise<Section> {
	const found = [];
	for (const { count, times } of SIZES) {
		const server = await organization(count);
		const attempt = async () => {
			const host = await signedIn(server);
			gc?.();
			const { cpuMs, elapsedMs } = await costOf(
				async () => void (await getMany(host, count, { source: 'query' })),
			);
			return { cpu: (1_000 * cpuMs) / count, elapsed: (1_000 * elapsedMs) / count };
		};
		// The first sizes also bring the code to speed.
		await repeated(count < 10_000 ? 5 : 1, attempt);
		const runs = await repeated(times, attempt);
		await server.close();
		found.push({
			count,
			cpu: measured(runs.map(({ cpu }) => cpu)),
			elapsed: measured(runs.map(({ elapsed }) => elapsed)),
		});
	}
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
