import { entries, number, text, timeMs, type Leg, type Metric, type Segment } from '../records/conversation';

/** The first text found, leg by leg in the record's order. */
export function first(legs: readonly Leg[], read: (leg: Leg) => unknown): string | null {
	for (const leg of legs) {
		const found = text(read(leg));
		if (found !== null) return found;
	}
	return null;
}

/** The first text found, segment by segment in the record's order. */
export function firstInSegments(
	legs: ReadonlyArray<Pick<Leg, 'segments'>>,
	read: (segment: Segment) => unknown,
): string | null {
	for (const { segments } of legs) {
		for (const segment of segments) {
			const found = text(read(segment));
			if (found !== null) return found;
		}
	}
	return null;
}

/** The distinct texts found in segments, in the record's order; a list counts entry by entry. */
export function textsInSegments(
	legs: ReadonlyArray<Pick<Leg, 'segments'>>,
	read: (segment: Segment) => unknown,
): string[] {
	const found: string[] = [];
	for (const { segments } of legs) for (const segment of segments) collect(read(segment), found);
	return found;
}

/** The distinct texts that legs carry, in the record's order; a list counts entry by entry. */
export function textsOf(legs: readonly Leg[], read: (leg: Leg) => unknown): string[] {
	const found: string[] = [];
	for (const leg of legs) collect(read(leg), found);
	return found;
}

export function countSegments(legs: readonly Leg[], matches: (segment: Segment) => boolean): number {
	let count = 0;
	for (const { segments } of legs) for (const segment of segments) if (matches(segment)) count++;
	return count;
}

/** The value of a metric where it was emitted first, in the API's unit. */
export function firstEmitted(legs: readonly Leg[], name: string): number | null {
	let value: number | null = null;
	let earliest = Infinity;
	for (const { session } of legs) {
		for (const metric of entries<Metric>(session.metrics)) {
			if (metric.name !== name) continue;
			const own = number(metric.value);
			const at = timeMs(metric.emitDate) ?? Infinity;
			if (own === null || (value !== null && at >= earliest)) continue;
			value = own;
			earliest = at;
		}
	}
	return value;
}

function collect(value: unknown, found: string[]): void {
	if (Array.isArray(value)) for (const entry of value) collect(entry, found);
	else {
		const one = text(value);
		if (one !== null && !found.includes(one)) found.push(one);
	}
}
