import { lowerBound } from './lowerBound';
import type { VisibleConversations } from './visibleConversations';

/** The matches among the conversations that began in a stretch of time, as found at one moment. */
export interface Stretch {
	/** Indexes into the store, by their start. */
	members: Uint32Array;
	/** Made for the first query that is ordered by end. */
	byEnd?: EndOrder;
}

interface EndOrder {
	/** Places in the order of all ends, ascending. */
	ended: Uint32Array;
	/** Indexes of those without an end yet, by their start. */
	open: Uint32Array;
}

/** All that matches a query, in its order. A page is looked up without putting the others in order. */
export class Answer {
	readonly length: number;

	/** @param stretches one after the other, good for now */
	constructor(
		private readonly stretches: Stretch[],
		private readonly query: { order: string; orderBy: string },
		private readonly visible: VisibleConversations,
		private readonly now: number,
	) {
		this.length = total(stretches.map(({ members }) => members));
	}

	/** Indexes into the store of the conversations at the places `from` ≤ place < `to`. */
	slice(from: number, to: number): Uint32Array {
		const { order, orderBy } = this.query;
		const isDescending = order === 'desc';
		if (orderBy !== 'conversationEnd' && orderBy !== 'segmentEnd') {
			const members = this.stretches.map((stretch) => stretch.members);
			return ordered(this.length, from, to, isDescending, (first, last) => cutOut(members, first, last));
		}
		const orders = this.stretches.map((stretch) => (stretch.byEnd ??= this.endOrderOf(stretch)));
		const ended = orders.map((each) => each.ended);
		const over = total(ended);
		// What has no end yet comes last in both directions.
		return concat([
			ordered(over, from, to, isDescending, (first, last) => this.byEnd(ended, first, last)),
			cutOut(
				orders.map((each) => each.open),
				from - over,
				to - over,
			),
		]);
	}

	private endOrderOf({ members }: Stretch): EndOrder {
		const { visible, now } = this;
		const isOver = (index: number) => visible.store.ends[index]! <= visible.momentOf(index, now);
		return {
			ended: members
				.filter(isOver)
				.map((index) => visible.placeByEnd[index]!)
				.sort(),
			open: members.filter((index) => !isOver(index)),
		};
	}

	/** Of those that have ended, by end: the ones with at least `first` and fewer than `last` before them. */
	private byEnd(ended: Uint32Array[], first: number, last: number): Uint32Array {
		const { byEnd } = this.visible;
		const [low, high] = [first, last].map((count) => placeAfter(ended, count, byEnd.length)) as [
			number,
			number,
		];
		const places = ended.map((each) => each.subarray(lowerBound(each, low), lowerBound(each, high)));
		return concat(places)
			.sort()
			.map((place) => byEnd[place]!);
	}
}

/** The first place with `count` entries before it, over all lists; the lists are ascending, and no place is in two. */
function placeAfter(lists: Uint32Array[], count: number, places: number): number {
	let low = 0;
	let high = places;
	while (low < high) {
		const middle = (low + high) >>> 1;
		let before = 0;
		for (const list of lists) before += lowerBound(list, middle);
		if (before < count) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** A part of an order that may run backwards, taken from the ascending order. */
function ordered(
	length: number,
	from: number,
	to: number,
	isDescending: boolean,
	part: (first: number, last: number) => Uint32Array,
): Uint32Array {
	const [first, last] = [from, to].map((place) => Math.min(place, length)) as [number, number];
	return isDescending ? part(length - last, length - first).reverse() : part(first, last);
}

/** A part of the lists, one after the other. */
function cutOut(lists: Uint32Array[], from: number, to: number): Uint32Array {
	const parts: Uint32Array[] = [];
	let offset = 0;
	for (const list of lists) {
		const [first, last] = [from - offset, to - offset];
		if (last > 0 && first < list.length) parts.push(list.subarray(Math.max(0, first), last));
		offset += list.length;
	}
	return concat(parts);
}

function concat(lists: Uint32Array[]): Uint32Array {
	const all = new Uint32Array(total(lists));
	let offset = 0;
	for (const list of lists) {
		all.set(list, offset);
		offset += list.length;
	}
	return all;
}

const total = (lists: Uint32Array[]) => lists.reduce((sum, { length }) => sum + length, 0);
