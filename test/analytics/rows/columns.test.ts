import { readFileSync } from 'fs';
import {
	columnsOf,
	nameColumns,
	type TabularOutput,
} from '../../../nodes/GenesysCloudAnalytics/analytics/rows';
import { COLUMNS_DOC, columnsDoc } from '../../../tools/columnsDoc';

it('docs/columns.md says what the code does; else: npx tsx tools/columnsDoc.ts', () => {
	expect(readFileSync(COLUMNS_DOC, 'utf8')).toBe(columnsDoc());
});

describe.each<TabularOutput>(['summary', 'detailed', 'interactions', 'segments'])(
	'the columns of %s',
	(output) => {
		const columns = columnsOf(output);
		const names = columns.map(({ name }) => name);

		it('have names of their own, a meaning and a source', () => {
			expect(new Set(names).size).toBe(names.length);
			expect(columns.filter(({ meaning, source }) => !meaning || !source)).toEqual([]);
		});

		it('have each name right behind its id', () => {
			for (const { column, idColumn } of nameColumns(output)) {
				expect(names.indexOf(column)).toBe(names.indexOf(idColumn) + 1);
			}
		});
	},
);
