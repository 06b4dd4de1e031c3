import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { getMany, signedIn } from './clients';
import { answer, inFreshProcess } from './freshProcess';
import type { Organization } from './organization';

/** How long everyone else on the same n8n had to wait while a run was under way. */
export interface Blocked {
	/** The longest stretch, milliseconds. */
	longestMs: number;
	/** The 99th percentile of all looks, milliseconds. */
	usualMs: number;
}

interface Order {
	url: string;
	/** For the run that warms up and for the one that counts. */
	tokens: string[];
	count: number;
	parameters: INodeParameters;
}

/** A timer that fires each so many milliseconds tells by how much it was late. */
const RESOLUTION_MS = 5;
const WARM_UP = 2_000;

/** Runs Get Many in a fresh process and watches its event loop. */
export async function blockedBy(
	server: Organization,
	count: number,
	parameters: INodeParameters,
): Promise<Blocked> {
	const tokens = [await server.token(), await server.token()];
	return await inFreshProcess<Blocked>(__filename, {
		url: server.url,
		tokens,
		count,
		parameters,
	} satisfies Order);
}

async function watch({ url, tokens, count, parameters }: Order): Promise<Blocked> {
	await Container.get(BinaryDataService).init();
	const host = async () => await signedIn({ url, token: async () => tokens.pop()! });
	const query = { source: 'query' };
	// Files always have all rows.
	const few = { ...parameters, returnAs: 'rows', returnAll: false, limit: WARM_UP };
	await getMany(await host(), WARM_UP, query, few);
	const counting = await host();
	return await watchLoop(async () => void (await getMany(counting, count, query, parameters)));
}

/** For how long the work, done in this process, keeps everything else waiting. */
export async function watchLoop(work: () => Promise<void>): Promise<Blocked> {
	gc!();
	const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delays.enable();
	await work();
	// The last stretch is known once the timer has fired after it.
	await setTimeout(2 * RESOLUTION_MS);
	delays.disable();
	return { longestMs: delays.max / 1e6, usualMs: delays.percentile(99) / 1e6 };
}

if (require.main === module) answer(watch);
