/** The names of the fields that hold lists. */
const LISTS = [
	'entities',
	'results',
	'conversations',
	'userDetails',
	'transcripts',
	'participants',
	'questionGroups',
];

/** The answer with something else in the place of its list, or of itself where it is one. */
const withList = (value: unknown) => (answer: unknown) => {
	if (Array.isArray(answer)) return value;
	const fields = { ...(answer as Record<string, unknown>) };
	for (const name of LISTS) if (name in fields) fields[name] = value;
	return fields;
};

/** What a broken proxy answers with, status 200. */
export const BODIES: Record<string, (answer: unknown) => unknown> = {
	'{}': () => ({}),
	'[]': () => [],
	'"text"': () => 'text',
	'an error as a success': () => ({ message: 'The service is unavailable', status: 503 }),
	'a message': () => ({ message: 'Please sign in to the network' }),
	'a text as the list': withList('none'),
	'a number as the list': withList(7),
	'an object as the list': withList({ id: 'one' }),
};

/** JavaScript's own words, and n8n's for them. */
export const JARGON =
	/is not a function|undefined|Cannot read|is not iterable|\[object Object\]|NaN|Infinity|JSON at/;
