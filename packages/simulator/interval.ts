import { Interval } from 'luxon';
import { badRequest } from './apiError';

/** Half-open, milliseconds since 1970. */
export interface Range {
	start: number;
	end: number;
}

export const DAY = 86_400_000;

/** `start/end` in ISO 8601; UTC where no offset is given. */
export function parseInterval(text: string): Range {
	const parsed = Interval.fromISO(text, { zone: 'utc' });
	if (!parsed.isValid || !text.includes('/')) {
		throw badRequest(
			`Intervals must be specified as ISO-8601 strings. For example: YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss`,
			'invalid.interval',
		);
	}
	const start = parsed.start!.toMillis();
	const end = parsed.end!.toMillis();
	if (end <= start) throw badRequest('The end of the interval must be after its start', 'invalid.interval');
	return { start, end };
}

export const iso = (time: number) => new Date(time).toISOString();

export const startOfUtcDay = (time: number) => Math.floor(time / DAY) * DAY;
