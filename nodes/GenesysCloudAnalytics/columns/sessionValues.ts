import {
	entries,
	number,
	text,
	timeMs,
	type Session,
	type Metric,
	type Segment,
} from '../records/conversation';

/** The first text found, session by session in the record's order. */
export function first(sessions: readonly Session[], read: (session: Session) => unknown): string | null {
	for (const session of sessions) {
		const found = text(read(session));
		if (found !== null) return found;
	}
	return null;
}

/** The first text found, segment by segment in the record's order. */
export function firstInSegments(
	sessions: ReadonlyArray<Pick<Session, 'segments'>>,
	read: (segment: Segment) => unknown,
): string | null {
	for (const { segments } of sessions) {
		for (const segment of segments) {
			const found = text(read(segment));
			if (found !== null) return found;
		}
	}
	return null;
}

/** The distinct texts found in segments, in the record's order; a list counts entry by entry. */
export function textsInSegments(
	sessions: ReadonlyArray<Pick<Session, 'segments'>>,
	read: (segment: Segment) => unknown,
): string[] {
	const found: string[] = [];
	for (const { segments } of sessions) for (const segment of segments) collect(read(segment), found);
	return found;
}

/** The distinct texts that sessions carry, in the record's order; a list counts entry by entry. */
export function textsOf(sessions: readonly Session[], read: (session: Session) => unknown): string[] {
	const found: string[] = [];
	for (const session of sessions) collect(read(session), found);
	return found;
}

export function countSegments(sessions: readonly Session[], matches: (segment: Segment) => boolean): number {
	let count = 0;
	for (const { segments } of sessions) for (const segment of segments) if (matches(segment)) count++;
	return count;
}

/** The value of a metric where it was emitted first, in the API's unit. */
export function firstEmitted(sessions: readonly Session[], name: string): number | null {
	let value: number | null = null;
	let earliest = Infinity;
	for (const { record } of sessions) {
		for (const metric of entries<Metric>(record.metrics)) {
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
