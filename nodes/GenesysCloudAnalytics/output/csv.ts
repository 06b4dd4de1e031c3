import type { Cell } from '../columns/column';

/** How CSV is written. */
export interface CsvFormat {
	delimiter: string;
	/** The mark by which Excel knows UTF-8. */
	bom: boolean;
	/** Text that a spreadsheet would run as a formula gets an apostrophe in front: names and notes come from customers. */
	defuse: boolean;
}

export const PLAIN_CSV: CsvFormat = { delimiter: ',', bom: false, defuse: true };

const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;
/** Digits and what people write between them, as in +1 317 555 0100: a number, which no spreadsheet runs. */
const PHONE_NUMBER = /^\+\d[\d ]*$/;
/** What columns have of their own: a duration below zero, and "-" for one that isn't over, in a list or alone. */
const DURATIONS = /^(?:-\d+:\d\d:\d\d|-(?:, (?:-|[\d.]+))*)$/;

/** One record of RFC 4180 (with the delimiter of the format), without the line break (CRLF) that ends it. */
export function csvLine(cells: readonly Cell[], format: CsvFormat = PLAIN_CSV): string {
	// Many readers skip an empty line, and with it a row.
	return cells.map((cell) => csvField(cell, format)).join(format.delimiter) || '""';
}

/** Quoted where it holds the delimiter, a quote, a line break, or a space at its start or end. */
function csvField(cell: Cell, { delimiter, defuse }: CsvFormat): string {
	if (cell === null) return '';
	if (typeof cell !== 'string') return String(cell);
	const isFormula = FORMULA.test(cell) && !PHONE_NUMBER.test(cell) && !DURATIONS.test(cell);
	const text = defuse && isFormula ? `'${cell}` : cell;
	const isPlain = !/["\r\n]/.test(text) && !text.includes(delimiter) && text === text.trim();
	return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
