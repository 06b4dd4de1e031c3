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
	/** The size of the file, where the result is one. */
	fileBytes?: number;
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
const memoryNow: Record<Kind, () => number> = {
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
/** The maximum share of the time that may be spent on garbage collection. */
const SAMPLE_SHARE = 1 / 5;

/** Looks at the memory again and again, until it is told to stop; tells the highest that it has seen. */
export function watchPeak(kind: Kind): { sample(): void; stop(): number } {
	let peak = 0;
	const sample = () => (peak = Math.max(peak, memoryNow[kind]()));
	let sampler: NodeJS.Timeout;
	const again = () => {
		const begunAt = performance.now();
		sample();
		const tookMs = performance.now() - begunAt;
		sampler = setTimeout(again, Math.max(SAMPLE_MS[kind], tookMs / SAMPLE_SHARE - tookMs));
	};
	again();
	return {
		sample,
		stop: () => {
			clearTimeout(sampler);
			return peak;
		},
	};
}
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
	const memory = watchPeak(kind);
	const run = client === 'sdk' ? undefined : await getMany(await host(), count, query, parameters);
	const kept = run ? run.run.data : await sdkLoop({ url }, tokens.pop()!, count);
	memory.stop();
	const fileBytes = run?.items[0]?.binary?.data?.bytes;
	const held = look() - before;
	// n8n saves an execution as text; a program that only keeps its records writes nothing.
	const saved = client === 'node' ? JSON.stringify(kept) : '';
	memory.sample();
	// Used here so that both are still in memory at the last look.
	if (kept === undefined || (client === 'node' && !saved.includes('runData')))
		throw new Error('The run has no data');
	return { peak: memory.stop() - before, held, ...(fileBytes === undefined ? {} : { fileBytes }) };
}

if (require.main === module) answer(watch);
