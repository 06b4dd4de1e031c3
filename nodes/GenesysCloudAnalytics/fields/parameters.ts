import type { NameKind } from '../columns';
import { resolveSince, type Borders, type SyncRun } from '../time/since';
import { resolveTimeRange, type TimeRange } from '../time/timeRange';
import { resolveIds } from '../directory/resolveIds';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../messages/userFacingError';
import { flag, list, text } from './choices';
import { SINCE } from './timeRange';
import type { ReadParameter } from '../resources/operation';

/** The time zone of the options, else the workflow's. */
export function readTimeZone(options: Record<string, unknown>, workflowZone: string): string {
	return text(options.timeZone) || workflowZone;
}

/** The time range that the fields mean at `nowMs`. */
export function readTimeRange(read: ReadParameter, timeZone: string, nowMs: number): TimeRange {
	return resolveTimeRange(
		{
			timeRange: String(read('timeRange', 'relative')),
			relativeAmount: read('relativeAmount', 1),
			relativeUnit: read('relativeUnit', 'hours'),
			intervalMinutes: read('intervalMinutes', 30),
			intervalCount: read('intervalCount', 1),
			weekStart: read('weekStart', 'monday'),
			startTime: read('startTime', ''),
			endTime: read('endTime', ''),
		},
		timeZone,
		nowMs,
	);
}

/** Whether the operation brings a destination what it doesn't have yet. */
export function isSync(read: ReadParameter): boolean {
	return read('timeRange', 'relative') === SINCE;
}

/** What a run of the time range Since has to read at `nowMs`. */
export function readSince(read: ReadParameter, timeZone: string, nowMs: number, borders?: Borders): SyncRun {
	return resolveSince(
		{
			since: read('since', ''),
			firstLoadStart: read('firstLoadStart', ''),
			overlapHours: read('overlapHours', 48),
			maxDays: read('maxDays', 7),
		},
		timeZone,
		nowMs,
		borders,
	);
}

/** Infinity for Return All, and for a file and a sync, where n8n shows neither. */
export function readLimit(read: ReadParameter): number {
	if (isSync(read)) return Infinity;
	if (flag('Return All', read('returnAll', false)) || read('returnAs', 'rows') !== 'rows') return Infinity;
	const limit = Number(read('limit', 50));
	if (!Number.isInteger(limit) || limit < 1) {
		throw new UserFacingError(
			`Limit must be a whole number above 0, not "${String(read('limit', 50))}"`,
			'Change it, or turn on Return All.',
		);
	}
	return limit;
}

/**
 * The option Allow Partial Results.
 *
 * @throws UserFacingError for a sync: its mark would move past what is missing
 */
export function readAllowPartial(read: ReadParameter): boolean {
	const allowPartial = flag('Allow Partial Results', readCollection(read, 'options').allowPartial);
	if (!allowPartial || !isSync(read)) return allowPartial;
	throw new UserFacingError(
		'A sync must not skip what could not be retrieved: it would never be read again',
		'Turn off the option Allow Partial Results, or choose another time range than Since.',
	);
}

/**
 * The ids of the Conversation ID field, each once.
 *
 * @throws UserFacingError where there is none
 */
export function readConversationIds(read: ReadParameter): string[] {
	const ids = [...new Set(list(read('conversationId', '')))];
	if (ids.length > 0) return ids;
	throw new UserFacingError('The conversation ID is missing', 'Enter the ID of at least one conversation.');
}

/** The ids that a resource locator means; empty where nothing is chosen. */
export async function readIds(connection: Connection, kind: NameKind, locator: unknown): Promise<string[]> {
	const value =
		typeof locator === 'object' && locator !== null && 'value' in locator
			? (locator as { value: unknown }).value
			: locator;
	if (Array.isArray(value)) return await resolveIds(connection, kind, value.map(String).join(','));
	return await resolveIds(connection, kind, text(value));
}

/** A collection parameter; an expression may give anything, which counts as empty where it is no object. */
export function readCollection(read: ReadParameter, name: string): Record<string, unknown> {
	const value = read(name, {});
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
