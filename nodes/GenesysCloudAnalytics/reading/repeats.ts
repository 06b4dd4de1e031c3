import { counted } from '../messages/count';
import { contactOf, type Contact } from '../records/contact';
import { anyOf, type DetailFilters } from '../records/filters';
import { repeatsOf, windowsBefore, type Repeat } from '../records/repeats';
import { momentInWords } from '../time/words';
import type { Connection } from '../transport/connection';
import { retrieve } from './conversations/retrieve';
import type { Search } from './conversations/search';

/** Which conversations are repeats, and what a user should know of it. */
export interface Repeats {
	repeats: Map<string, Repeat>;
	note: string;
	/** One sentence for each stretch that may lack conversations: then nothing is known of any repeat. */
	missing: string[];
}

/** Whatever was searched for: whether somebody had called before doesn't depend on it. */
const inbound: DetailFilters = {
	conversationFilters: [anyOf('originatingDirection', ['inbound'])],
} as DetailFilters;

/**
 * Which of these conversations are repeats. The time before each of them is read in full, whatever the range that they were
 * found in.
 *
 * @throws UserFacingError when some of it can't be retrieved, unless the search allows that; GenesysError; CancelledError
 */
export async function readRepeats(
	connection: Connection,
	records: readonly unknown[],
	hours: number,
	{ source, allowPartial, timeZone }: Pick<Search, 'source' | 'allowPartial' | 'timeZone'>,
): Promise<Repeats> {
	const contacts = records.map(contactOf).filter((contact) => contact !== null);
	const requestsBefore = connection.usage.requests;
	const known: Contact[] = [];
	const missing: string[] = [];
	const windows = windowsBefore(contacts, hours);
	let count = 0;
	for (const range of windows) {
		const found = await retrieve(
			connection,
			{
				...{ range, matchBy: 'started', order: 'asc', limit: Infinity },
				...{ filters: inbound, includeAttributes: false, allowPartial, lookBackDays: 0, timeZone },
				// What began before and goes on is not in the data of jobs.
				source: source === 'query' ? 'query' : 'auto',
			},
			contactOf,
		);
		count += found.values.length;
		for (const contact of found.values) if (contact) known.push(contact);
		missing.push(...found.missing);
	}
	const requests = connection.usage.requests - requestsBefore;
	return {
		repeats: missing.length > 0 ? new Map() : repeatsOf(contacts, known, hours),
		note: noteOf(windows[0]?.startMs, timeZone, { count, requests }),
		missing,
	};
}

function noteOf(
	sinceMs: number | undefined,
	timeZone: string,
	{ count, requests }: { count: number; requests: number },
): string {
	if (sinceMs === undefined) return 'No conversation has a customer who could be found in earlier ones.';
	const since = momentInWords(sinceMs, timeZone);
	return `To find repeat contacts, ${counted(count, 'inbound conversations')} since ${since} were read, in ${counted(requests, 'requests')}.`;
}
