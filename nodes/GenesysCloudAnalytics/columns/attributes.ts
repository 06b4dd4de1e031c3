import { attributeValues } from '../records/attributes';
import type { Conversation } from '../records/conversation';
import type { Cell, Row } from './column';

const PREFIX = 'attribute_';

/** The participants' attributes (only job results carry them) as `attribute_<name>`. */
export function attributesOf(conversation: Conversation, mask?: (value: string) => string): Row {
	const found = attributeValues(conversation);
	const names = [...found.keys()].sort();
	return Object.fromEntries(names.map((name) => [PREFIX + name, attributeCell(found.get(name), mask)]));
}

/** Gives all rows the same attribute columns: last, sorted by name, null where a row hasn't got one. */
export function alignAttributes(rows: Row[]): void {
	const found = new Set<string>();
	for (const row of rows) for (const key of attributeKeys(row)) found.add(key);
	const columns = [...found].sort();
	for (const row of rows) {
		// Deleting keys makes a row slow and large, and most exports have the same attributes in every record.
		if (isSame(attributeKeys(row), columns)) continue;
		const values = columns.map((key) => row[key] ?? null);
		for (const key of columns) delete row[key];
		columns.forEach((key, index) => (row[key] = values[index] ?? null));
	}
}

function isSame(keys: readonly string[], others: readonly string[]): boolean {
	return keys.length === others.length && keys.every((key, index) => key === others[index]);
}

function attributeKeys(row: Row): string[] {
	return Object.keys(row).filter((key) => key.startsWith(PREFIX));
}

function attributeCell(value: unknown, mask?: (value: string) => string): Cell {
	if (value === null || value === undefined) return null;
	return mask ? mask(String(value)) : (value as Cell);
}
