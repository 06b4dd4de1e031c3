import { countOf, type Figures, type GroupInInterval } from './aggregates';

const MARK = 'callbacks without an outcome';

/** Whether Genesys doesn't count the outcome of these callbacks on their own media type. */
export function isWithoutOutcome(figures: Figures): boolean {
	return figures.has(MARK);
}

/**
 * Marks callbacks that were offered, and neither answered nor abandoned. Of customer-first callbacks, Genesys counts what came
 * of them as a call: "0 % answered" would be wrong.
 */
export function withoutOutcome(row: GroupInInterval): GroupInInterval {
	const { figures } = row;
	const hasOutcome = figures.has('tAnswered') || figures.has('tAbandon');
	if (hasOutcome || countOf(figures, 'nOffered') === 0) return row;
	return { ...row, figures: new Map([...figures, [MARK, {}]]) };
}
