import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { NameKind } from '../columns/column';
import { isId } from './directory';
import { SEARCHES } from './searches';
import { searchCodesOfQueue, searchPage, type EntityPage } from '../api/lookUps';
import { isObject } from '../records/isObject';
import { toNodeError } from '../transport/errors';
import { BRIEF, connect, type Connection } from '../transport/connection';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
) => Promise<INodeListSearchResult>;

/** The lists: searched on the server, page by page. What goes wrong is shown in the list. */
export const listSearch: Record<string, Search> = {
	...Object.fromEntries(
		Object.entries(SEARCHES).map(([kind, method]) => [method, searchFor(kind as NameKind)]),
	),
	searchWrapUpCodes,
};

/** The codes of the queue that is chosen beside them come first. */
async function searchWrapUpCodes(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const queueId = chosenQueue(this.getCurrentNodeParameter('filters'));
	return await answer(this, paginationToken, async (connection, page) => {
		const text = filter?.trim() ?? '';
		const [ofQueue, { entities, next }] = await Promise.all([
			queueId ? searchCodesOfQueue(connection, queueId, text) : [],
			searchPage(connection, 'wrapUpCode', text, page),
		]);
		const isOfQueue = new Set(ofQueue.map(({ id }) => id));
		const others = entities.filter(({ id }) => !isOfQueue.has(id));
		return { entities: page ? others : [...ofQueue, ...others], next };
	});
}

/** Undefined for none, several, an expression, or a name: those cost more than they are worth here. */
function chosenQueue(filters: unknown): string | undefined {
	const locator = (filters as { queue?: unknown } | undefined)?.queue;
	const value = isObject(locator) ? locator.value : locator;
	return typeof value === 'string' && isId(value.trim()) ? value.trim() : undefined;
}

function searchFor(kind: NameKind): Search {
	return async function search(filter, paginationToken) {
		return await answer(
			this,
			paginationToken,
			async (connection, page) => await searchPage(connection, kind, filter?.trim() ?? '', page),
		);
	};
}

async function answer(
	context: ILoadOptionsFunctions,
	paginationToken: unknown,
	ask: (connection: Connection, page?: string) => Promise<EntityPage>,
): Promise<INodeListSearchResult> {
	try {
		const page = typeof paginationToken === 'string' ? paginationToken : undefined;
		const { entities, next } = await ask(await connect(context, BRIEF), page);
		return { results: entities.map(({ id, name }) => ({ name, value: id })), paginationToken: next };
	} catch (error) {
		throw toNodeError(context.getNode(), error, undefined, context);
	}
}
