import type { Cell } from '../analytics/rows';

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

/** One record of RFC 4180 (with the delimiter of the format), without the line break (CRLF) that ends it. */
export function csvLine(cells: readonly Cell[], format: CsvFormat = PLAIN_CSV): string {
	return cells.map((cell) => csvField(cell, format)).join(format.delimiter);
}

/** Quoted where it holds the delimiter, a quote, a line break, or a space at its start or end. */
function csvField(cell: Cell, { delimiter, defuse }: CsvFormat): string {
	if (cell === null) return '';
	if (typeof cell !== 'string') return String(cell);
	const isFormula = FORMULA.test(cell) && !PHONE_NUMBER.test(cell);
	const text = defuse && isFormula ? `'${cell}` : cell;
	const isPlain = !/["\r\n]/.test(text) && !text.includes(delimiter) && text === text.trim();
	return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
