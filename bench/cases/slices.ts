import { organization } from '../organization';
import { atMost, type Section } from '../report';
import { loadBySlices } from '../slices';

/** Fewer for a quick check: `BENCH_SLICES_COUNT=100000 npm run bench -- g`. */
const COUNT = Number(process.env.BENCH_SLICES_COUNT ?? 1_000_000);
const SLICES = 20;
/** How many slices at the start are compared with as many at the end; the very first one is a warm-up. */
const COMPARED = 3;

/** Whether a sync of any length needs no more memory than one of its slices. */
export async function slices(): Promise<Section> {
	const server = await organization(COUNT);
	const uses = await loadBySlices(server, COUNT, SLICES);
	await server.close();
	const highest = (some: typeof uses) => Math.max(...some.map(({ peak }) => peak));
	// After the last day there are a few that ended later.
	const first = highest(uses.slice(1, 1 + COMPARED));
	const last = highest(uses.slice(SLICES - COMPARED, SLICES));
	return {
		title: '(g) A first load by slices',
		method: `${COUNT} conversations with the time range Since, in slices of a ${SLICES}th of their days, as items, one run after the other in one process that keeps only the mark; source Query, simplified rows, names not resolved, no rate limit in the way. Live: heap and buffers, each time after a garbage collection, every 500 ms or after five times as long as the collection took.`,
		columns: ['slice', 'rows', 'live peak'],
		rows: uses.map(({ rows, peak }, index) => [
			String(index + 1),
			String(rows),
			`${(peak / 2 ** 20).toFixed(0)} MiB`,
		]),
		targets: [
			atMost(`live peak of the last slices by that of the first ones, at most 1.20`, last / first, 1.2),
		],
	};
}
