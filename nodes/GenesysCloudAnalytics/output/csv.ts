import type { Cell } from '../analytics/rows';

/** One record of RFC 4180, without the line break (CRLF) that ends it. */
export function csvLine(cells: readonly Cell[]): string {
	return cells.map(csvField).join(',');
}

/**
 * A field of RFC 4180: quoted where it holds a comma, a quote or a line break. Text that a spreadsheet would take for a
 * formula gets an apostrophe in front: names and notes come from customers.
 */
function csvField(cell: Cell): string {
	if (cell === null) return '';
	if (typeof cell !== 'string') return String(cell);
	const text = /^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
