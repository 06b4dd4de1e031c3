import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { DEFAULT_CLIENT, type Fault } from '../packages/simulator';
import type { Command, Seen, ServerOptions } from './server';

export const DAY = 86_400_000;
const DAYS = 6;
/** UTC days long enough ago that jobs have their data and nothing changes; a single query covers them. */
const END = Math.floor(Date.now() / DAY) * DAY - 3 * DAY;
export const RANGE = { from: END - DAYS * DAY, to: END };
export const INTERVAL = `${new Date(RANGE.from).toISOString()}/${new Date(RANGE.to).toISOString()}`;

/** An organization in its own process, so that its work isn't counted as that of its clients. */
export interface Organization {
	url: string;
	/** API requests since it was asked last. */
	seen(): Promise<Seen[]>;
	/** Scripts faults for what comes next. */
	strike(faults: Fault[]): Promise<void>;
	/** A token of its own has a rate window of its own. */
	token(): Promise<string>;
	close(): Promise<void>;
}

/** Starts an organization with a number of conversations in `RANGE`. */
export async function organization(
	count: number,
	simulator: ServerOptions['simulator'] = {},
	{ evaluated, users }: { evaluated?: boolean; users?: number } = {},
): Promise<Organization> {
	const options: ServerOptions = { conversations: { count, ...RANGE, evaluated }, users, simulator };
	const child = fork(join(__dirname, 'server.ts'), [JSON.stringify(options)]);
	const [url] = (await once(child, 'message')) as [string];
	return {
		url,
		seen: async () => await ask(child, { journal: true }),
		strike: async (faults) => void (await ask(child, { faults })),
		token: async () => await tokenOf(url),
		async close() {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}

async function ask(child: ChildProcess, command: Command): Promise<Seen[]> {
	child.send(command);
	const [seen] = (await once(child, 'message')) as [Seen[]];
	return seen;
}

async function tokenOf(url: string): Promise<string> {
	const { id, secret } = DEFAULT_CLIENT;
	const answer = await fetch(`${url}/oauth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
		body: new URLSearchParams({ grant_type: 'client_credentials' }),
	});
	const { access_token: token } = (await answer.json()) as { access_token: string };
	return token;
}
