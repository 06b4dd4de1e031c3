import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/resources';

export const README = join(__dirname, '../README.md');

const HEAD = ['Resource', 'Operation', 'One row per'];
const TABLE = /^\| Resource .*\n(?:\|.*\n)+/m;

/** The README with the table of operations as the code has them. */
export function withOperations(readme: string): string {
	const lines = resources.flatMap(({ name, operations }) =>
		operations.map((operation) => [name, operation.name, operation.rowPer]),
	);
	return readme.replace(TABLE, () => table([HEAD, ...lines]));
}

/** As the formatter has it: columns as wide as their widest cell. */
function table([head = [], ...lines]: string[][]): string {
	const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => cells[column]!.length)));
	const rule = widths.map((width) => '-'.repeat(width));
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
	return [head, rule, ...lines].map(line).join('');
}

if (require.main === module) writeFileSync(README, withOperations(readFileSync(README, 'utf8')));
