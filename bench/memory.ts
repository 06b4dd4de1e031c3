import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { getMany, sdkLoop, signedIn } from './clients';
import { answer, inFreshProcess } from './freshProcess';
import type { Organization } from './organization';

/**
 * `resident`: the process's resident memory, as an operator sees it: it includes garbage that was not collected yet.
 * `live`: heap and buffers in use, garbage collected before each look.
 */
export type Kind = 'resident' | 'live';

/** Bytes above those of the same process before the run. */
export interface MemoryUse {
	/** The maximum, until n8n has serialized the execution for saving. */
	peak: number;
	/** While n8n holds the execution. */
	held: number;
}

interface Order {
	/** The node in n8n's engine, or the official SDK with a list that keeps what it brings. */
	client: 'node' | 'sdk';
	kind: Kind;
	url: string;
	/** For the run that warms up and for the one that counts. */
	tokens: string[];
	count: number;
	/** Of Get Many, besides the range. */
	parameters: INodeParameters;
}

/** How much memory this process has in use, in bytes; `live` needs `--expose-gc`. */
export const memoryNow: Record<Kind, () => number> = {
	resident: () => process.memoryUsage.rss(),
	live: () => {
		// The first collection finds that buffers are garbage, the second one removes them from the count.
		gc!();
		gc!();
		const { heapUsed, external } = process.memoryUsage();
		return heapUsed + external;
	},
};

const SAMPLE_MS: Record<Kind, number> = { resident: 5, live: 500 };
const WARM_UP = 300;

/** Runs Get Many in a fresh process and watches its memory. */
export async function memoryOf(
	kind: Kind,
	server: Organization,
	count: number,
	parameters: INodeParameters,
): Promise<MemoryUse> {
	return await useOf(server, { client: 'node', kind, count, parameters });
}

/** Keeps the conversations as the official SDK brings them, in a fresh process, and watches its resident memory. */
export async function memoryOfSdk(server: Organization, count: number): Promise<MemoryUse> {
	return await useOf(server, { client: 'sdk', kind: 'resident', count, parameters: {} });
}

async function useOf(server: Organization, what: Omit<Order, 'url' | 'tokens'>): Promise<MemoryUse> {
	const tokens = [await server.token(), await server.token()];
	return await inFreshProcess<MemoryUse>(__filename, { ...what, url: server.url, tokens } satisfies Order);
}

async function watch({ client, kind, url, tokens, count, parameters }: Order): Promise<MemoryUse> {
	// n8n keeps files on disk by default.
	await Container.get(BinaryDataService).init();
	const look = memoryNow[kind];
	const host = async () => await signedIn({ url, token: async () => tokens.pop()! });
	const query = { source: 'query' };
	// Files always have all rows.
	const few = { ...parameters, returnAs: 'rows', returnAll: false, limit: WARM_UP };
	await getMany(await host(), WARM_UP, query, few);
	gc!();
	const before = look();
	let peak = before;
	const sample = () => (peak = Math.max(peak, look()));
	const sampler = setInterval(sample, SAMPLE_MS[kind]);
	const kept =
		client === 'sdk'
			? await sdkLoop({ url }, tokens.pop()!, count)
			: (await getMany(await host(), count, query, parameters)).run.data;
	clearInterval(sampler);
	const held = look() - before;
	// n8n saves an execution as text; a program that only keeps its records writes nothing.
	const saved = client === 'node' ? JSON.stringify(kept) : '';
	sample();
	// Used here so that both are still in memory at the last look.
	if (kept === undefined || (client === 'node' && !saved.includes('runData')))
		throw new Error('The run has no data');
	return { peak: peak - before, held };
}

if (require.main === module) answer(watch);
