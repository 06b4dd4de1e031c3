import { Info } from 'luxon';
import { timeMs } from '../conversation';

/** Times as rows show them, and the wall clock of the row's time zone. */
export interface ZonedTime {
	/** A time of the API in the row's format; null where it can't be read. */
	show(time: unknown): string | null;
	/** The zone's wall clock at that moment, as a Date to be read with the getUTC… methods. */
	local(ms: number): Date;
}

// Offsets change on the quarter of an hour at the finest; asking the zone for each time of 100,000 rows takes seconds.
const QUARTER_MS = 15 * 60_000;

/** @throws when the time zone is not one that luxon knows. */
export function zonedTime(timeZone: string, dateFormat: 'iso' | 'spreadsheet'): ZonedTime {
	const zone = Info.normalizeZone(timeZone);
	if (!zone.isValid) {
		throw new Error(`The time zone "${timeZone}" is unknown. Use a name such as Europe/Berlin or UTC.`);
	}
	const offsets = new Map<number, number>();
	const local = (ms: number) => {
		const quarter = Math.floor(ms / QUARTER_MS);
		let offset = offsets.get(quarter);
		if (offset === undefined) {
			offset = zone.offset(quarter * QUARTER_MS) * 60_000;
			offsets.set(quarter, offset);
		}
		return new Date(ms + offset);
	};
	const spreadsheet = (time: unknown) => {
		const ms = timeMs(time);
		if (ms === null) return null;
		const shown = local(ms).toISOString();
		return `${shown.slice(0, 10)} ${shown.slice(11, 19)}`;
	};
	return { show: dateFormat === 'iso' ? isoTime : spreadsheet, local };
}

/** ISO 8601 in UTC with milliseconds, as the API writes it. */
function isoTime(time: unknown): string | null {
	const ms = timeMs(time);
	if (ms === null) return null;
	const written = time as string;
	return written.length === 24 && written.endsWith('Z') ? written : new Date(ms).toISOString();
}
