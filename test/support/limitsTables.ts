import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMITS = join(__dirname, '../../docs/limits.md');

/** The cells of each line of docs/limits.md that belongs to a table with this number of columns. */
export function rowsOfLimits(columns: number): string[][] {
	return readFileSync(LIMITS, 'utf8')
		.split('\n')
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.filter((cells) => cells.length === columns + 2)
		.map((cells) => cells.slice(1, -1));
}
