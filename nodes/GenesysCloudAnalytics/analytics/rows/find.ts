import { text, type Leg, type Segment } from '../conversation';

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
export function textsInSegments(legs: readonly Leg[], read: (segment: Segment) => unknown): string[] {
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

function collect(value: unknown, found: string[]): void {
	if (Array.isArray(value)) for (const entry of value) collect(entry, found);
	else {
		const one = text(value);
		if (one !== null && !found.includes(one)) found.push(one);
	}
}
