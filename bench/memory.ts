import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { IDataObject } from 'n8n-workflow';

import { getMany, signedIn } from './clients';
import type { Organization } from './organization';

/**
 * `resident`: the process's resident memory, as an operator sees it: it includes garbage that was not collected yet.
 * `live`: heap and buffers in use, garbage collected before each look.
 */
export type Kind = 'resident' | 'live';

interface Order {
	kind: Kind;
	url: string;
	/** For the run that warms up and for the one that counts. */
	tokens: string[];
	count: number;
	options: IDataObject;
}

const SAMPLE_MS: Record<Kind, number> = { resident: 5, live: 250 };
const WARM_UP = 300;

/**
 * Runs Get Many in a fresh process and watches its memory.
 *
 * @returns bytes at its highest, above those of the same process before
 */
export async function peakMemory(
	kind: Kind,
	server: Organization,
	count: number,
	options: IDataObject,
): Promise<number> {
	const order: Order = {
		kind,
		url: server.url,
		tokens: [await server.token(), await server.token()],
		count,
		options,
	};
	const child = fork(__filename, [JSON.stringify(order)], { execArgv: [...process.execArgv, '--expose-gc'] });
	const [peak] = (await once(child, 'message')) as [number];
	await once(child, 'exit');
	return peak;
}

async function watch({ kind, url, tokens, count, options }: Order): Promise<number> {
	const look = {
		resident: () => process.memoryUsage.rss(),
		live: () => {
			gc!();
			const { heapUsed, external } = process.memoryUsage();
			return heapUsed + external;
		},
	}[kind];
	const host = async () => await signedIn({ url, token: async () => tokens.pop()! });
	const query = { source: 'query', ...options };
	await getMany(await host(), WARM_UP, query, { returnAll: false, limit: WARM_UP });
	gc!();
	const before = look();
	let peak = before;
	const sample = () => (peak = Math.max(peak, look()));
	const sampler = setInterval(sample, SAMPLE_MS[kind]);
	const result = await getMany(await host(), count, query);
	clearInterval(sampler);
	sample();
	// The result is held until here.
	if (result.items.length === 0) throw new Error('No items');
	return peak - before;
}

if (require.main === module) {
	void watch(JSON.parse(process.argv[2]!) as Order).then((peak) => {
		process.send!(peak);
		process.disconnect();
	});
}
