import { readFileSync } from 'fs';

import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { isRaw, nameColumns, type Sheet } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { COLUMNS_DOC, columnsDoc } from '../../tools/columnsDoc';

const sheets = new Map<string, Sheet>(
	resources.flatMap(({ operations }) =>
		operations.flatMap((operation) =>
			operation.sheets.filter((sheet) => !isRaw(sheet)).map((sheet): [string, Sheet] => [sheet.name, sheet]),
		),
	),
);

it('docs/columns.md says what the code does; else: npm run generate', () => {
	expect(readFileSync(COLUMNS_DOC, 'utf8')).toBe(columnsDoc());
});

it('every operation says which rows it makes', () => {
	for (const { operations } of resources) {
		for (const { value, sheets: own } of operations) expect([value, own.length > 0]).toEqual([value, true]);
	}
});

describe.each([...sheets])('the columns of %s', (_, { columns, simplified }) => {
	const names = columns.map(({ name }) => name);

	it('have names of their own, a meaning and a source', () => {
		expect(new Set(names).size).toBe(names.length);
		expect(columns.filter(({ meaning, source }) => !meaning || !source).map(({ name }) => name)).toEqual([]);
	});

	it('have each name right behind its id', () => {
		for (const { column, idColumn } of nameColumns(columns)) {
			expect(names.indexOf(column)).toBe(names.indexOf(idColumn) + 1);
		}
	});

	it('have ten at most in the simplified table, each of them a column', () => {
		if (!simplified) return;
		expect(simplified.length).toBeLessThanOrEqual(10);
		expect(simplified.filter((name) => !names.includes(name))).toEqual([]);
	});
});
