/** What a request is for, in the words of the one who reads its error. */
export interface Asked {
	/** What its path names by an id, such as "queue"; empty where it names nothing. */
	thing: string;
	/** It carries the filters of the node. */
	hasFilters: boolean;
}

const NAMED_BY_ID: ReadonlyArray<[path: RegExp, thing: string]> = [
	[/\/adherence\/.*\/jobs\/[^/]+/, 'adherence job'],
	[/\/jobs\/[^/]+/, 'details job'],
	[/\/managementunits\/[^/]+/, 'management unit'],
	[/\/conversations\/(?!details\b|aggregates\b)[^/]+/, 'conversation'],
	[/\/routing\/queues\/[^/]+/, 'queue'],
	[/\/users\/(?!search\b)[^/]+/, 'agent'],
	[/\/publishedforms\/[a-z]+\/[^/]+/, 'form'],
];

export function askedBy({ method, path }: { method: string; path: string }): Asked {
	const isQuery = method === 'POST' && /\/(?:query|jobs|search)$/.test(path);
	return {
		thing: isQuery ? '' : (NAMED_BY_ID.find(([pattern]) => pattern.test(path))?.[1] ?? ''),
		hasFilters: isQuery && path.includes('/analytics/'),
	};
}
