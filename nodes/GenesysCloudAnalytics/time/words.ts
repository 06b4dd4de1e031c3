import { momentIn } from './zone';
import type { TimeRange } from './timeRange';

const DAY = 'd MMM yyyy';
const TIME = 'HH:mm';

/** A moment as people of the zone say it: "27 Nov 2026, 09:30". */
export function momentInWords(ms: number, timeZone: string): string {
	return momentIn(timeZone, ms).setLocale('en').toFormat(`${DAY}, ${TIME}`);
}

/** "27 Nov 2026, 09:30 (Europe/Berlin)", for sentences that name no zone otherwise. */
export function zonedInWords(ms: number, timeZone: string): string {
	return `${momentInWords(ms, timeZone)} (${timeZone})`;
}

/**
 * "27 Nov 2026, 00:00 to 24:00 (Europe/Berlin)": a range as people of the zone say it, to the minute. No dash: it is part of
 * each execution that n8n saves as one text, which takes two bytes a character as soon as one of them is beyond Latin-1.
 */
export function rangeInWords({ startMs, endMs }: TimeRange, timeZone: string): string {
	const start = momentIn(timeZone, startMs).setLocale('en');
	const end = momentIn(timeZone, endMs).setLocale('en');
	// A range that ends at midnight belongs to the day before.
	const last = momentIn(timeZone, endMs - 1).setLocale('en');
	const endTime = end.hasSame(last, 'day') ? end.toFormat(TIME) : '24:00';
	const until = last.hasSame(start, 'day') ? ` to ${endTime}` : ` to ${last.toFormat(DAY)}, ${endTime}`;
	return `${start.toFormat(`${DAY}, ${TIME}`)}${until} (${timeZone})`;
}
