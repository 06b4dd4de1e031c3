import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations';
import { UserFacingError } from '../messages/userFacingError';
import { clock } from '../transport/clock';
import { toNodeError } from '../transport/errors';
import type { Poll } from './pollTime';

/** What passes by itself is only logged, until it has lasted this long and for this many polls. */
const LASTING_MS = HOUR_MS;
const LASTING_POLLS = 3;
/** How long, and for as many polls, they may come no closer to now, before that is an error. */
const BEHIND_FOR_MS = 6 * HOUR_MS;
/** An hour between two errors, also where n8n polls once an hour and starts a little early. */
const SILENT_MS = HOUR_MS - MINUTE_MS;

/** A kind of failure since a node's last successful poll. Milliseconds of `clock.elapsed`: the time of day may be set. */
interface Failing {
	sinceMs: number;
	polls: number;
	/** When it last was an error execution. */
	saidMs?: number;
}

/** By node, then by kind: n8n's context of a poll may be a new one each time. */
const failing = new Map<string, Map<string, Failing>>();

/**
 * Notes that a poll has failed, and says whether that is to be an error execution: at once for what doesn't pass by itself,
 * and then once an hour while it lasts.
 *
 * @param kind what is told apart; undefined for whatever may pass by itself, which counts as one
 */
export function isToTell(node: string, kind: string | undefined): boolean {
	const now = clock.elapsed();
	const kinds = failing.get(node) ?? new Map<string, Failing>();
	failing.set(node, kinds);
	const key = kind ?? '';
	const { sinceMs, polls, saidMs } = kinds.get(key) ?? { sinceMs: now, polls: 0 };
	const isDue =
		saidMs === undefined
			? kind !== undefined || (polls + 1 >= LASTING_POLLS && now - sinceMs >= LASTING_MS)
			: now - saidMs >= SILENT_MS;
	kinds.set(key, { sinceMs, polls: polls + 1, saidMs: isDue ? now : saidMs });
	return isDue;
}

/** Contexts of polls that have been seen: without durable scheduling, each activation has one. */
const activations = new WeakSet<object>();

/**
 * Who activates a workflow is to see what fails, even if it was told a minute ago. What may pass by itself is not held against
 * it, however long ago that began: a failed activation may end the trigger.
 */
export function noteActivation(node: string, context: object): void {
	if (activations.has(context)) return;
	activations.add(context);
	failing.delete(node);
}

/** Notes that a poll has succeeded. For how long polls had failed before, in minutes; undefined if they hadn't. */
export function minutesFailed(node: string): number | undefined {
	const since = [...(failing.get(node)?.values() ?? [])].map(({ sinceMs }) => sinceMs);
	failing.delete(node);
	if (since.length === 0) return undefined;
	return Math.round((clock.elapsed() - Math.min(...since)) / MINUTE_MS);
}

/** When something was last told, by node and message. Milliseconds of `clock.elapsed`. */
const saidAt = new Map<string, number>();

/**
 * Starts an error execution for what was cut or given up, or what rows lack; the poll goes on and hands over what it has.
 *
 * @param about what is told again only after `silentMs`, a day by default
 */
export function tell(
	{ context, node }: Pick<Poll, 'context' | 'node'>,
	error: UserFacingError,
	{ about = error.message, silentMs = DAY_MS } = {},
): void {
	const key = `${node} ${about}`;
	const now = clock.elapsed();
	if (now - (saidAt.get(key) ?? -Infinity) < silentMs) return;
	saidAt.set(key, now);
	context.__emitError(toNodeError(context.getNode(), error, undefined, context));
}

/** By node: the least that it has been behind since it was up to date, when, and how many polls ago. */
const leastBehind = new Map<string, { lagMs: number; atMs: number; pollsAgo: number }>();

/** Whether polls have come no closer to now for hours: after a pause, each one does. */
export function fallsBehind(node: string, lagMs: number): boolean {
	const atMs = clock.elapsed();
	const least = leastBehind.get(node);
	if (!least || lagMs < least.lagMs || lagMs <= LASTING_MS) {
		leastBehind.set(node, { lagMs, atMs, pollsAgo: 0 });
		return false;
	}
	least.pollsAgo++;
	return least.pollsAgo >= LASTING_POLLS && atMs - least.atMs >= BEHIND_FOR_MS;
}

/** By node, and by what it is: what the previous poll has missed. */
const missedBefore = new Map<string, readonly string[]>();

/** Tells what is watched and can't be read, if the previous poll missed it as well: one answer that leaves it out says nothing. */
export function tellMissing(poll: Poll, names: readonly string[], what: string, why: string): void {
	if (poll.context.getMode() === 'manual') return;
	const key = `${poll.node} ${what}`;
	const before = missedBefore.get(key) ?? [];
	missedBefore.set(key, names);
	const lasting = names.filter((name) => before.includes(name));
	if (lasting.length === 0) return;
	const message = `Genesys Cloud has nothing on some of the ${what}`;
	tell(poll, new UserFacingError(message, `${why}: ${lasting.join(', ')}. The others are watched.`));
}

const NAMES_SILENT_MS = 7 * DAY_MS;

/** Tells which names rows are handed over without, each kind once a week: some people's divisions leave some out for good. */
export function tellNameless(poll: Poll): void {
	for (const note of poll.memory.directory.notes()) {
		const error = new UserFacingError('Some rows come without names', `${note} The rows have null instead.`);
		tell(poll, error, { about: note.replace(/\d+/g, ''), silentMs: NAMES_SILENT_MS });
	}
}
