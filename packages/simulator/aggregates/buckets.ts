import { DateTime, Duration, IANAZone } from 'luxon';
import { badRequest } from '../apiError';
import { iso, type Range } from '../interval';

/** The intervals of an aggregates answer: half-open, next to each other, the last one cut at the range's end. */
export interface Buckets {
	/** Their starts, ascending, and the end of the last one. */
	edges: number[];
	/** -1 outside of the range. */
	indexOf(time: number): number;
	text(index: number): string;
}

/**
 * Cuts a range into periods from its start. Days, weeks and months are those of the time zone, so that they are right
 * across a change of daylight saving.
 */
export function bucketsOf(
	range: Range,
	granularity: string | undefined,
	timeZone: string | undefined,
	most: number,
): Buckets {
	const zone = timeZone ?? 'UTC';
	if (!IANAZone.isValidZone(zone))
		throw badRequest(`The time zone [${zone}] is not valid`, 'invalid.timezone');
	const edges = granularity === undefined ? [range.start, range.end] : cut(range, granularity, zone, most);
	return {
		edges,
		indexOf: (time) => {
			if (time < range.start || time >= range.end) return -1;
			let low = 0;
			let high = edges.length - 1;
			while (high - low > 1) {
				const middle = (low + high) >>> 1;
				if (edges[middle]! <= time) low = middle;
				else high = middle;
			}
			return low;
		},
		text: (index) => `${iso(edges[index]!)}/${iso(edges[index + 1]!)}`,
	};
}

function cut(range: Range, granularity: string, zone: string, most: number): number[] {
	const period = Duration.fromISO(granularity);
	if (!(period.toMillis() > 0))
		throw badRequest('The granularity must be a positive period', 'invalid.granularity');
	const start = DateTime.fromMillis(range.start, { zone });
	const edges: number[] = [];
	for (let n = 0; ; n++) {
		const edge = start.plus(period.mapUnits((value) => value * n)).toMillis();
		if (edge >= range.end) break;
		if (n >= most) {
			throw badRequest(
				`The granularity [${granularity}] divides the interval into more than ${most} intervals`,
				'invalid.granularity',
			);
		}
		edges.push(edge);
	}
	return [...edges, range.end];
}
