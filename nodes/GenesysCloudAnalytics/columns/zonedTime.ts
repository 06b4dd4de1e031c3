import { isApiTime, isoTime, timeMs } from '../records/conversation';
import { DAY_MS, MINUTE_MS } from '../time/durations';
import { momentIn } from '../time/zone';

/** Times as rows show them, and the wall clock of the row's time zone. */
export interface ZonedTime {
	/** A time of the API in the row's format; null where it can't be read. */
	show(time: unknown): string | null;
	/** The zone's wall clock at that moment, as a Date to be read with the getUTC… methods. */
	local(ms: number): Date;
}

// Offsets change on the quarter of an hour at the finest; asking the zone for each time of 100,000 rows takes seconds.
const QUARTER_MS = 15 * MINUTE_MS;

/** @throws UserFacingError for a time zone that there isn't */
export function zonedTime(timeZone: string, dateFormat: 'iso' | 'spreadsheet'): ZonedTime {
	const { zone } = momentIn(timeZone, 0);
	const offsets = new Map<number, number>();
	const local = (ms: number) => {
		const quarter = Math.floor(ms / QUARTER_MS);
		let offset = offsets.get(quarter);
		if (offset === undefined) {
			offset = zone.offset(quarter * QUARTER_MS) * MINUTE_MS;
			offsets.set(quarter, offset);
		}
		return new Date(ms + offset);
	};
	const spreadsheet = (time: unknown) => {
		const ms = timeMs(time);
		return ms === null ? null : wallClock(local(ms));
	};
	return { show: dateFormat === 'iso' ? inUtc : spreadsheet, local };
}

/** ISO 8601 in UTC with milliseconds, as the API writes it. */
function inUtc(time: unknown): string | null {
	if (typeof time === 'string' && isApiTime(time)) return time;
	return isoTime(timeMs(time));
}

/** YYYY-MM-DD of a zone's wall clock. */
export function dateOf(local: Date): string {
	return `${local.getUTCFullYear()}-${padded(local.getUTCMonth() + 1)}-${padded(local.getUTCDate())}`;
}

/** Number of the day, to compare days with. */
export function dayOf(local: Date): number {
	return Math.floor(local.getTime() / DAY_MS);
}

function wallClock(local: Date): string {
	const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
	return `${dateOf(local)} ${time.map(padded).join(':')}`;
}

function padded(part: number): string {
	return part < 10 ? `0${part}` : `${part}`;
}
