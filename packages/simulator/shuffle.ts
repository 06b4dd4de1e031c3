import type { VisibleConversations } from './visibleConversations';

const SECOND_MS = 1_000;

/**
 * A copy with everything of the same second in a new order: the API promises none among equals, nor how finely it sorts.
 *
 * @param random numbers from 0 to 1
 */
export function shuffleTies(
	indexes: Uint32Array,
	orderBy: string,
	visible: VisibleConversations,
	now: number,
	random: () => number,
): Uint32Array {
	const { starts, ends } = visible.store;
	const byEnd = orderBy === 'conversationEnd' || orderBy === 'segmentEnd';
	const keyOf = (index: number) => {
		if (!byEnd) return Math.floor(starts[index]! / SECOND_MS);
		return ends[index]! <= visible.momentOf(index, now) ? Math.floor(ends[index]! / SECOND_MS) : Infinity;
	};
	const shuffled = indexes.slice();
	for (let first = 0; first < shuffled.length;) {
		let next = first + 1;
		while (next < shuffled.length && keyOf(shuffled[next]!) === keyOf(shuffled[first]!)) next++;
		for (let i = next - 1; i > first; i--) {
			const other = first + Math.floor(random() * (i - first + 1));
			[shuffled[i], shuffled[other]] = [shuffled[other]!, shuffled[i]!];
		}
		first = next;
	}
	return shuffled;
}
