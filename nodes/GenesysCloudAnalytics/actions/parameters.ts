import type { NameKind } from '../analytics/rows';
import { resolveTimeRange, type TimeRange } from '../analytics/timeRange';
import { resolveIds } from '../directory/resolveIds';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/send';
import { UserFacingError } from '../userFacingError';
import type { ReadParameter } from './operation';

/** The time zone of the options, else the workflow's. */
export function readTimeZone(options: Record<string, unknown>, workflowZone: string): string {
	return text(options.timeZone) || workflowZone;
}

/** The time range that the fields mean now. */
export function readTimeRange(read: ReadParameter, timeZone: string): TimeRange {
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
		clock.now(),
	);
}

/** Infinity for Return All. */
export function readLimit(read: ReadParameter): number {
	if (read('returnAll', false) === true) return Infinity;
	const limit = Number(read('limit', 50));
	if (!Number.isInteger(limit) || limit < 1) {
		throw new UserFacingError(
			`The limit "${String(read('limit', 50))}" is not a number of results`,
			'Enter a whole number above 0, or turn on Return All.',
		);
	}
	return limit;
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

/** A collection parameter; an expression may have made anything of it. */
export function readCollection(read: ReadParameter, name: string): Record<string, unknown> {
	const value = read(name, {});
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The values of a multiple choice; an expression may give them as text separated by commas. */
export function list(value: unknown): string[] {
	const values = Array.isArray(value) ? value.map(String) : text(value).split(',');
	return values.map((entry) => entry.trim()).filter(Boolean);
}

export function text(value: unknown): string {
	return value === undefined || value === null ? '' : String(value).trim();
}

/**
 * One of a choice; an expression may have made anything of it.
 *
 * @throws UserFacingError naming the field and the values
 */
export function oneOf<T extends string>(field: string, value: unknown, values: readonly T[]): T {
	const found = values.find((each) => each === value);
	if (found) return found;
	throw new UserFacingError(`${field} can't be "${String(value)}"`, `Use one of ${values.join(', ')}.`);
}
