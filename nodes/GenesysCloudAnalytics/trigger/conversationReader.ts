import { conversationOf, startMs, text } from '../records/conversation';
import { DAY_MS } from '../time/durations';
import type { Caps } from '../api/detailsQuery';
import { retrieve } from '../reading/conversations/retrieve';
import { keyOf, sortMs, type Search } from '../reading/conversations/search';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../messages/userFacingError';
import type { ConversationSettings } from './conversationSettings';
import { keyOfId } from './cursor';
import type { Goal, Sighting } from './progress';

/** How many of the newest conversations are searched for one that passes the record filters: the larger number if needed. */
const TEST_EVENT_SEARCH_SIZES = [100, 1_000];

/** How a trigger reads conversations by the moment of their event. */
export interface Reader<T> {
	connection: Connection;
	settings: ConversationSettings;
	/** What the API takes at most; lowered where it names less. */
	caps: Caps;
	/** Whether a backlog may be read by a job, which takes minutes. */
	mayUseJobs: boolean;
	/** What to emit for a record; undefined where it isn't wanted. The record itself is not retained. */
	make: (record: unknown) => T | undefined;
}

/** Everything in the goal. An empty one is read as a millisecond, so that an activation shows whether the settings work. */
export async function readGoal<T>(
	reader: Reader<T>,
	{ downTo, upTo, isBehind }: Goal,
): Promise<Array<Sighting<T>>> {
	const range = { startMs: downTo, endMs: Math.max(upTo, downTo + 1) };
	const source = isBehind && reader.mayUseJobs ? 'auto' : 'query';
	return await readSightings(reader, { range, limit: Infinity, source });
}

/**
 * The newest conversation of the look-back that is wanted, among the newest ones.
 *
 * @throws UserFacingError where there is none
 */
export async function readNewest<T>(reader: Reader<T>, now: number): Promise<Sighting<T>> {
	const range = { startMs: now - reader.settings.lookBackDays * DAY_MS, endMs: now };
	for (const limit of TEST_EVENT_SEARCH_SIZES) {
		const found = await readSightings(reader, { range, limit, source: 'query' });
		const newest = found.find(({ value }) => value !== undefined);
		if (newest) return newest;
		if (found.length < limit) break;
	}
	throw new UserFacingError(
		'There is no conversation to show',
		'Remove filters, or try again once there has been such a conversation.',
	);
}

/** Newest first. */
async function readSightings<T>(
	{ connection, settings: { matchBy, filters, lookBackDays, format }, caps, make }: Reader<T>,
	how: Pick<Search, 'range' | 'limit' | 'source'>,
): Promise<Array<Sighting<T>>> {
	const sight = (record: unknown): Sighting<T> => {
		const value = make(record);
		const mayReopen = matchBy === 'ended' && value !== undefined && mayGoOn(record);
		const beganMs = startMs(record) ?? -Infinity;
		return { key: keyOfId(keyOf(record)), beganMs, ms: sortMs(record, matchBy), value, mayReopen };
	};
	const plain = { order: 'desc', includeAttributes: false, allowPartial: false } as const;
	const search = { ...plain, ...how, matchBy, filters, lookBackDays, timeZone: format.timeZone };
	return (await retrieve(connection, search, sight, { caps })).values;
}

/** Whether its end may move: only calls can't be reopened, and of those, a wrap-up that is still open may move it. */
function mayGoOn(record: unknown): boolean {
	const { sessions } = conversationOf(record);
	const isOpen = sessions.some(({ segments }) =>
		segments.some(({ segmentEnd }) => text(segmentEnd) === null),
	);
	return isOpen || sessions.length === 0 || sessions.some(({ record }) => record.mediaType !== 'voice');
}
