import { counted } from '../../messages/count';
import { UserFacingError } from '../../messages/userFacingError';
import { matchesAttributes, type AttributeFilter } from '../../records/attributes';
import type { Connection } from '../../transport/connection';
import { MAX_LIVE, readLiveAttributes, type LiveAttributes } from './liveAttributes';
import { retrieve, type Retrieved } from './retrieve';
import type { Search } from './search';

/** A record that may belong to the result: by its attributes, or because they aren't known yet. */
interface Candidate {
	record: unknown;
	isKnown: boolean;
}

/**
 * The conversations of a search whose participant attributes match. The API can't search for them, so that the whole range is
 * read: the attributes by job, those that jobs don't have yet live, one request each. A limit counts what matches.
 *
 * @throws UserFacingError where attributes can't be known and all conversations were asked for; as `retrieve`
 */
export async function retrieveByAttributes(
	connection: Connection,
	search: Search,
	filters: readonly AttributeFilter[],
): Promise<Retrieved<unknown>> {
	const found = await retrieve<Candidate | undefined>(
		connection,
		{ ...search, limit: Infinity, includeAttributes: true },
		(record, isKnown) => (isKnown && !matchesAttributes(record, filters) ? undefined : { record, isKnown }),
	);
	const candidates = found.values.filter((each) => each !== undefined);
	const unknown = candidates.filter(({ isKnown }) => !isKnown).map(({ record }) => record);
	const read = await readLiveAttributes(connection, unknown);
	const missing = [...found.missing, ...missingOf(read)];
	if (missing.length > found.missing.length && !search.allowPartial && search.limit === Infinity) {
		throw new UserFacingError(
			`Not all conversations could be compared with the filter Participant Attributes. ${missing.join(' ')}`,
			'Choose an earlier time range, add other filters, or turn on the option Allow Partial Results.',
		);
	}
	const matching = candidates.flatMap(({ record, isKnown }) => {
		if (isKnown) return [record];
		const live = read.live.get(record);
		return live !== undefined && matchesAttributes(live, filters) ? [live] : [];
	});
	return {
		...found,
		notes: [...found.notes, whatItTook(found.values.length, read.live.size)],
		missing,
		values: matching.slice(0, search.limit),
		cut: matching.length > search.limit ? { total: matching.length } : undefined,
	};
}

function whatItTook(count: number, live: number): string {
	const compared = `Participant attributes of ${counted(count, 'conversations')} were compared`;
	return live > 0 ? `${compared}, ${live} of them read live.` : `${compared}.`;
}

function missingOf({ refused, left }: LiveAttributes): string[] {
	return [
		...(refused > 0
			? [
					`The OAuth client may not read the participant attributes of ${counted(refused, 'conversations')} live.`,
				]
			: []),
		...(left > 0
			? [
					`The participant attributes of ${counted(left, 'conversations')} are not in details jobs yet, and at most ${MAX_LIVE} conversations are read live.`,
				]
			: []),
	];
}
