import { distinct, text, type Leg, type Segment } from '../conversation';

/** The first text found, leg by leg in the record's order. */
export function first(legs: readonly Leg[], read: (leg: Leg) => unknown): string | null {
	for (const leg of legs) {
		const found = text(read(leg));
		if (found !== null) return found;
	}
	return null;
}

/** The first text found, segment by segment in the record's order. */
export function firstInSegments(legs: readonly Leg[], read: (segment: Segment) => unknown): string | null {
	for (const { segments } of legs) {
		for (const segment of segments) {
			const found = text(read(segment));
			if (found !== null) return found;
		}
	}
	return null;
}

/** The distinct texts found in segments, in the record's order; a list counts entry by entry. */
export function textsInSegments(legs: readonly Leg[], read: (segment: Segment) => unknown): string[] | null {
	const found: Array<string | null> = [];
	for (const { segments } of legs) {
		for (const segment of segments) {
			const value = read(segment);
			if (value === undefined) continue;
			if (Array.isArray(value)) found.push(...value.map(listed));
			else found.push(text(value));
		}
	}
	return found.length > 0 ? distinct(found) : null;
}

/** The distinct texts that legs carry, in the record's order. */
export function textsOf(legs: readonly Leg[], read: (leg: Leg) => unknown): string[] {
	return distinct(legs.flatMap((leg) => [read(leg)].flat().map(listed)));
}

export function countSegments(legs: readonly Leg[], matches: (segment: Segment) => boolean): number {
	let count = 0;
	for (const { segments } of legs) for (const segment of segments) if (matches(segment)) count++;
	return count;
}

// Response codes (SIP, Q.850) are numbers in lists.
function listed(value: unknown): string | null {
	return typeof value === 'number' ? String(value) : text(value);
}
