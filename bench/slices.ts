import { runNode } from '../test/support/engine';
import { signedIn } from './clients';
import { answer, inFreshProcess } from './freshProcess';
import { ManyConversations } from './manyConversations';
import { watchPeak } from './memory';
import { DAY, RANGE, type Organization } from './organization';

/** What a sync reads, and where from. */
interface Order {
	url: string;
	token: string;
	count: number;
	/** Of them, those that have an end. */
	ended: number;
	slices: number;
}

/** What one run of it took. */
export interface SliceUse {
	/** Rows that came, those of the overlap included. */
	rows: number;
	/** Live memory at its highest, in bytes: heap and buffers, garbage collected before each look. */
	peak: number;
}

const OVERLAP_HOURS = 0.1;

/**
 * Loads all conversations by the time range Since, slice after slice, in one fresh process that keeps nothing but the mark.
 * @throws when one is missing at the end
 */
export async function loadBySlices(server: Organization, count: number, slices: number): Promise<SliceUse[]> {
	// A few are in progress, and a sync only reads what has ended.
	const { ends } = new ManyConversations(count, RANGE.from, RANGE.to);
	const ended = ends.filter((end) => end < Date.now() - 120_000).length;
	const order: Order = { url: server.url, token: await server.token(), count, ended, slices };
	return await inFreshProcess<SliceUse[]>(__filename, order);
}

async function load({ url, token, count, ended, slices }: Order): Promise<SliceUse[]> {
	const host = await signedIn({ url, token: async () => token });
	// One byte each, allocated before the first measurement, so that this bookkeeping doesn't grow.
	const seen = new Uint8Array(count);
	let left = ended;
	let since: string | null = null;
	const uses: SliceUse[] = [];
	while (left > 0) {
		const memory = watchPeak('live');
		const { items, error } = await runNode(
			{ url },
			{
				timeRange: 'since',
				since: since ?? '',
				firstLoadStart: new Date(RANGE.from).toISOString(),
				overlapHours: OVERLAP_HOURS,
				maxDays: (RANGE.to - RANGE.from) / DAY / slices,
				options: { resolveNames: false, source: 'query' },
			},
			{ host },
		);
		memory.stop();
		if (error) throw error;
		const before = left;
		for (const { json } of items) {
			const index = parseInt(String(json.conversationId).slice(0, 8), 16);
			if (seen[index] === 0) left--;
			seen[index] = 1;
		}
		memory.sample();
		uses.push({ rows: items.length, peak: memory.stop() });
		if (left === before) throw new Error(`${left} of ${ended} conversations never came`);
		since = String(items.at(-1)!.json.endTime);
	}
	return uses;
}

if (require.main === module) answer(load);
