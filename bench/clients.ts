import '../test/support/environment';

import { setTimeout } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import platformClient from 'purecloud-platform-client-v2';

import { withOwnToken } from '../nodes/GenesysCloudAnalytics/transport/issuedToken';
import { createHost, runNode, simulatorCredential, type Host, type RunResult } from '../test/support/engine';
import { PAGE } from './limits';
import { INTERVAL, RANGE, type Organization } from './organization';
import type { Seen } from './server';

/** What a run cost this process. */
export interface Cost {
	elapsedMs: number;
	cpuMs: number;
}

/** Takes the time, and the processor time of all threads, garbage collection included. */
export async function costOf(work: () => Promise<void>): Promise<Cost> {
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	await work();
	const elapsedMs = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(cpu);
	return { elapsedMs, cpuMs: (user + system) / 1_000 };
}

/** The processor time of work that waits for nothing, in milliseconds. */
export function cpuOf(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

/** A host that is signed in already, with a rate budget of its own. */
export async function signedIn({ url, token }: Pick<Organization, 'url' | 'token'>): Promise<Host> {
	const stored = withOwnToken(simulatorCredential({ url }) as ICredentialDataDecryptedObject);
	// Marked as the node marks what n8n fetches for it: it takes no other.
	stored.oauthTokenData = { access_token: await token() };
	return createHost({ ...stored });
}

/**
 * Get Many of everything in `RANGE`, in n8n's engine.
 * @throws when it failed or brought another number of items
 */
export async function getMany(
	host: Host,
	count: number,
	options: IDataObject,
	parameters: INodeParameters = {},
): Promise<RunResult> {
	const result = await runNode(
		{ url: '' },
		{
			timeRange: 'custom',
			startTime: new Date(RANGE.from).toISOString(),
			endTime: new Date(RANGE.to).toISOString(),
			returnAll: true,
			options: { resolveNames: false, ...options } as never,
			...parameters,
		},
		{ host },
	);
	if (result.error) throw result.error;
	const isFile = (parameters.returnAs ?? 'rows') !== 'rows';
	const rows = isFile ? result.items[0]?.json.rows : result.items.length;
	if (rows !== count) throw new Error(`${String(rows)} rows of ${count} conversations`);
	return result;
}

/**
 * The official SDK as its documentation uses it: page after page until `conversations` is absent.
 * @returns the conversations, for those who measure what keeping them costs
 * @throws when it failed or brought another number of conversations
 */
export async function sdkLoop(
	{ url }: Pick<Organization, 'url'>,
	token: string,
	count: number,
): Promise<unknown[]> {
	const client = platformClient.ApiClient.instance;
	client.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(new URL(url).port) });
	client.setAccessToken(token);
	const api = new platformClient.ConversationsApi();
	const conversations: unknown[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const page = await api.postAnalyticsConversationsDetailsQuery({
			interval: INTERVAL,
			paging: { pageSize: 100, pageNumber },
		});
		if (!page.conversations) break;
		conversations.push(...page.conversations);
	}
	if (conversations.length !== count) throw new Error(`${conversations.length} of ${count} conversations`);
	return conversations;
}

/**
 * The details query with nothing around it: the first page, then all others side by side; what failed is sent again at once,
 * what was answered 429 when its Retry-After is over. What a client can't undercut, since the first page tells how many there are.
 * @throws when it brought another number of conversations
 */
export async function bareQuery(
	{ url }: Pick<Organization, 'url'>,
	token: string,
	count: number,
): Promise<void> {
	const pageAt = async (pageNumber: number): Promise<{ conversations: unknown[]; totalHits: number }> => {
		for (;;) {
			const answer = await pageAnswer(url, token, pageNumber).catch(() => undefined);
			if (answer?.ok) return (await answer.json()) as Awaited<ReturnType<typeof pageAt>>;
			const retryAfter = Number(answer?.headers.get('retry-after') ?? 0);
			if (retryAfter > 0) await setTimeout(retryAfter * 1_000);
		}
	};
	const first = await pageAt(1);
	const others = Array.from({ length: Math.ceil(first.totalHits / PAGE) - 1 }, (_, index) => index + 2);
	const pages = [first, ...(await Promise.all(others.map(pageAt)))];
	const brought = pages.reduce((sum, { conversations }) => sum + conversations.length, 0);
	if (brought !== count) throw new Error(`${brought} of ${count} conversations`);
}

/** Pages of the details query as they come, the first so many. */
export async function pageTexts(
	{ url }: Pick<Organization, 'url'>,
	token: string,
	count: number,
): Promise<string[]> {
	const texts: string[] = [];
	for (let pageNumber = 1; pageNumber <= count; pageNumber++) {
		const answer = await pageAnswer(url, token, pageNumber);
		texts.push(await answer.text());
	}
	return texts;
}

async function pageAnswer(url: string, token: string, pageNumber: number): Promise<Response> {
	return await fetch(`${url}/api/v2/analytics/conversations/details/query`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ interval: INTERVAL, paging: { pageSize: PAGE, pageNumber } }),
	});
}

/**
 * A details job with nothing around it: sent, asked for when it is ready, read as JSON, deleted. What a client can't
 * undercut, since each page needs the cursor of the one before.
 */
export async function bareJob(
	{ url }: Pick<Organization, 'url'>,
	token: string,
	readyMs: number,
): Promise<void> {
	const jobs = `${url}/api/v2/analytics/conversations/details/jobs`;
	const call = async <T>(method: string, address: string, body?: object): Promise<T> => {
		const answer = await fetch(address, {
			method,
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		return (method === 'DELETE' ? undefined : await answer.json()) as T;
	};
	await call('GET', `${jobs}/availability`);
	const sentAt = performance.now();
	const { jobId } = await call<{ jobId: string }>('POST', jobs, { interval: INTERVAL });
	await setTimeout(readyMs - (performance.now() - sentAt) + 10);
	const { state } = await call<{ state: string }>('GET', `${jobs}/${jobId}`);
	if (state !== 'FULFILLED') throw new Error(`The job is ${state}`);
	for (let cursor: string | undefined = ''; cursor !== undefined;) {
		const page: { cursor?: string } = await call(
			'GET',
			`${jobs}/${jobId}/results?pageSize=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
		);
		cursor = page.cursor;
	}
	await call('DELETE', `${jobs}/${jobId}`);
}

/**
 * Requests with nothing around them, so many at a time: answered, read as JSON, nothing else. What a client can't undercut
 * that has no more of them under way.
 *
 * @param requests of the method GET
 */
export async function bareRequests(
	{ url }: Pick<Organization, 'url'>,
	token: string,
	requests: readonly Seen[],
	atOnce: number,
): Promise<void> {
	let next = 0;
	const one = async () => {
		while (next < requests.length) {
			const { path, query } = requests[next++]!;
			const parameters = Object.entries(query).flatMap(([name, values]) =>
				[values].flat().map((value): [string, string] => [name, value]),
			);
			const answer = await fetch(`${url}${path}?${new URLSearchParams(parameters).toString()}`, {
				headers: { authorization: `Bearer ${token}` },
			});
			await answer.json();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, one));
}
