import type { JournalEntry } from './types';

export const TOKEN_PATH = '/oauth/token';

/** Query parameters as they are read: repeated ones as a list. */
export function queryOf(parameters: URLSearchParams): JournalEntry['query'] {
	const query: JournalEntry['query'] = {};
	for (const name of new Set(parameters.keys())) {
		const values = parameters.getAll(name);
		query[name] = values.length > 1 ? values : values[0]!;
	}
	return query;
}

export function apiRequests(journal: JournalEntry[], pathPart: string): JournalEntry[] {
	return journal.filter((entry) => entry.path !== TOKEN_PATH && entry.path.includes(pathPart));
}
