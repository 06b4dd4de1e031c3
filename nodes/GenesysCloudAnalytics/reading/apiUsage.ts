import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { pages } from '../api/pages';
import { byNextUri } from '../api/paging';
import { untilDone } from '../api/untilDone';
import { UserFacingError } from '../messages/userFacingError';
import { MINUTE_MS } from '../time/durations';
import type { Connection } from '../transport/connection';

type Page = Answered<Models.ClientPublicApiUsageResultsResponse>;
type ClientQuery = Models.ClientPublicApiUsageQueryRequest;

/** The most that a page has, the API's own reference. */
const PAGE_SIZE = 1_000;
const MAX_WAIT_MS = 10 * MINUTE_MS;
const BY_AFTER = byNextUri('after');

/**
 * How many requests an OAuth client made, by day and group. The API works on a query for some seconds, then pages.
 *
 * @throws UserFacingError where it fails or doesn't end; GenesysError, CancelledError
 */
export async function readApiUsage(
	connection: Connection,
	clientId: string,
	query: ClientQuery,
): Promise<Models.ClientPublicApiUsage[]> {
	const { id } = await ask(connection, API.createUsageQuery, { ids: [clientId], body: query });
	const askFor = async (after: string | undefined): Promise<Page> =>
		await ask(connection, API.usage, { ids: [clientId, id!], query: { pageSize: PAGE_SIZE, after } });
	const all: Models.ClientPublicApiUsage[] = [];
	const nextOf = (page: Page, after: string | undefined) => BY_AFTER.next(page, after);
	for await (const page of pages(async (after) => await finished(connection, () => askFor(after)), nextOf)) {
		all.push(...(page.entities ?? []));
	}
	return all;
}

/** The page, once there is one: the status code is 202 while the query runs, and where it failed. */
async function finished(connection: Connection, read: () => Promise<Page>): Promise<Page> {
	const done = async () => {
		const page = await read();
		if (page.queryStatus === 'Succeeded') return page;
		if (page.queryStatus !== 'Failed' && page.queryStatus !== 'Cancelled') return undefined;
		const why = page.errorBody?.message;
		throw new UserFacingError(
			`The query of API usage ended with the status ${page.queryStatus}${why ? `: ${why}` : ''}`,
			'Run the workflow again, with fewer days if it happens every time.',
		);
	};
	const late = (minutes: number) =>
		new UserFacingError(
			`The query of API usage was not finished after ${minutes} minutes`,
			'Run the workflow again later, or with fewer days.',
		);
	return await untilDone(connection, done, MAX_WAIT_MS, late);
}
