import type { TimeRange } from '../time/timeRange';
import { DAY_MS, HOUR_MS } from '../time/durations';
import type { Contact } from './contact';

/** What earlier contacts of the same customer say of a conversation. */
export interface Repeat {
	previousId: string | null;
	hoursSincePrevious: number | null;
	/** How many there were in the window, this one included. */
	contacts: number;
}

/** What has to be read to know the earlier contacts of all these: everything in the window before each of them. */
export function windowsBefore(contacts: readonly Contact[], hours: number): TimeRange[] {
	const windows: TimeRange[] = [];
	for (const { startMs } of contacts.toSorted((a, b) => a.startMs - b.startMs)) {
		const window = { startMs: startMs - hours * HOUR_MS, endMs: startMs + 1 };
		const last = windows.at(-1);
		// Queries go by whole days: a gap of less than that saves nothing.
		if (last && window.startMs - last.endMs < DAY_MS) last.endMs = window.endMs;
		else windows.push(window);
	}
	return windows;
}

/**
 * What is repeated, by conversation: a customer who was in touch within this many hours before, from start to start.
 *
 * @param contacts whose repeats are wanted
 * @param known all contacts in the windows before them
 */
export function repeatsOf(
	contacts: readonly Contact[],
	known: readonly Contact[],
	hours: number,
): Map<string, Repeat> {
	const byKey = new Map<string, Contact[]>();
	const all = new Map([...known, ...contacts].map((contact) => [contact.id, contact]));
	for (const contact of [...all.values()].sort(inOrder)) {
		for (const key of contact.keys) {
			const others = byKey.get(key);
			if (others) others.push(contact);
			else byKey.set(key, [contact]);
		}
	}
	return new Map(contacts.map((contact) => [contact.id, repeatOf(contact, byKey, hours)]));
}

function repeatOf(contact: Contact, byKey: ReadonlyMap<string, Contact[]>, hours: number): Repeat {
	const earliest = contact.startMs - hours * HOUR_MS;
	const earlier = new Map<string, Contact>();
	for (const key of contact.keys) {
		const others = byKey.get(key) ?? [];
		for (let index = firstSince(others, earliest); index < others.length; index++) {
			const other = others[index]!;
			if (inOrder(other, contact) >= 0) break;
			earlier.set(other.id, other);
		}
	}
	const previous = [...earlier.values()].sort(inOrder).at(-1);
	return {
		previousId: previous?.id ?? null,
		hoursSincePrevious: previous
			? Math.round((100 * (contact.startMs - previous.startMs)) / HOUR_MS) / 100
			: null,
		contacts: earlier.size + 1,
	};
}

/** By start; of the same moment, by id, so that one of them is the repeat of the other. */
function inOrder(a: Contact, b: Contact): number {
	return a.startMs - b.startMs || (a.id < b.id ? -1 : Number(a.id > b.id));
}

function firstSince(contacts: readonly Contact[], ms: number): number {
	let [low, high] = [0, contacts.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (contacts[middle]!.startMs < ms) low = middle + 1;
		else high = middle;
	}
	return low;
}
