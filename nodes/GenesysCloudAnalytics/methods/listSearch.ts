import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { NameKind } from '../analytics/rows';
import { searchPage } from '../api/lookUps';
import { toNodeError } from '../transport/errors';
import { BRIEF } from '../transport/retry';
import { connect } from '../transport/connection';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
) => Promise<INodeListSearchResult>;

/** The lists of the resource locators: searched on the server, page by page. What goes wrong is shown in the list. */
export const listSearch: Record<string, Search> = {
	searchQueues: searchFor('queue'),
	searchAgents: searchFor('user'),
	searchWrapUpCodes: searchFor('wrapUpCode'),
	searchDivisions: searchFor('division'),
	searchFlows: searchFor('flow'),
};

function searchFor(kind: NameKind): Search {
	return async function search(filter, paginationToken) {
		try {
			const connection = await connect(this, BRIEF);
			const page = typeof paginationToken === 'string' ? paginationToken : undefined;
			const { entities, next } = await searchPage(connection, kind, filter?.trim() ?? '', page);
			return { results: entities.map(({ id, name }) => ({ name, value: id })), paginationToken: next };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
