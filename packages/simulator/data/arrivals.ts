import { Random } from './random';

const QUARTER = 900_000;
const HOUR = 3_600_000;
/** Relative load by hour of the organization's day: nights are quiet, never empty. */
const BY_HOUR = [3, 3, 2, 2, 3, 3, 5, 8, 11, 13, 13, 12, 10, 11, 12, 12, 11, 9, 7, 6, 5, 4, 4, 3];
const BUSIEST_HOUR = 10;
const WEEKEND = 0.5;

/**
 * Ascending whole milliseconds in from ≤ t < to, denser in office hours: those of UTC, or of wherever it is ten in the
 * morning at `busiestAt` (milliseconds since 1970).
 */
export function arrivalTimes(
	{ count, from, to, busiestAt }: { count: number; from: number; to: number; busiestAt?: number },
	seed: number,
): Float64Array {
	const offset =
		busiestAt === undefined ? 0 : BUSIEST_HOUR * HOUR - (Math.floor(busiestAt / HOUR) % 24) * HOUR;
	const times = new Float64Array(count);
	const random = new Random(seed, 77);
	const slots = Math.max(1, Math.ceil((to - from) / QUARTER));
	const cumulated = new Float64Array(slots + 1);
	for (let slot = 0; slot < slots; slot++) {
		const start = from + slot * QUARTER;
		const length = Math.min(to - start, QUARTER) / QUARTER;
		cumulated[slot + 1] = cumulated[slot]! + loadAt(start + offset) * length;
	}
	const total = cumulated[slots]!;
	let slot = 0;
	for (let i = 0; i < count; i++) {
		const target = ((i + random.next()) / count) * total;
		while (cumulated[slot + 1]! < target && slot < slots - 1) slot++;
		const share = (target - cumulated[slot]!) / (cumulated[slot + 1]! - cumulated[slot]!);
		const start = from + slot * QUARTER;
		times[i] = Math.min(to - 1, Math.floor(start + share * Math.min(to - start, QUARTER)));
	}
	return times;
}

function loadAt(time: number): number {
	const date = new Date(time);
	const day = date.getUTCDay();
	return BY_HOUR[date.getUTCHours()]! * (day === 0 || day === 6 ? WEEKEND : 1);
}
