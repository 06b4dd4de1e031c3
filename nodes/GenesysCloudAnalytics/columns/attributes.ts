import { entries, fields, type Conversation, type Participant } from '../records/conversation';
import type { Cell, Row } from './column';

const PREFIX = 'attribute_';

/**
 * The participants' attributes (only job results carry them) as `attribute_<name>`. The customer's value wins where
 * several participants have one of the same name, else the first in the record.
 */
export function attributesOf({ record, customer }: Conversation, mask?: (value: string) => string): Row {
	const found = new Map<string, Cell>();
	const participants = entries<Participant>(record.participants);
	for (const participant of customer ? [customer.participant, ...participants] : participants) {
		for (const [name, value] of Object.entries(fields<object>(participant.attributes))) {
			if (!found.has(name)) found.set(name, attributeCell(value, mask));
		}
	}
	const names = [...found.keys()].sort();
	return Object.fromEntries(names.map((name) => [PREFIX + name, found.get(name) ?? null]));
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
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
	return mask ? mask(String(value)) : value;
}
