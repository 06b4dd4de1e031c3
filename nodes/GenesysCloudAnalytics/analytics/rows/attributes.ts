import { entries, fields, type Conversation, type Participant } from '../conversation';
import type { Cell, Row } from './column';

const PREFIX = 'attribute_';

/**
 * The participants' attributes (only job results carry them) as `attribute_<name>`. The customer's value wins where
 * several participants have one of the same name, else the first in the record.
 */
export function attributesOf({ record, customer }: Conversation, mask?: (value: string) => string): Row {
	const result: Row = {};
	const participants = entries<Participant>(record.participants);
	for (const participant of customer ? [customer.participant, ...participants] : participants) {
		for (const [name, value] of Object.entries(fields<object>(participant.attributes))) {
			const column = PREFIX + name;
			if (!Object.hasOwn(result, column)) result[column] = attributeCell(value, mask);
		}
	}
	return result;
}

/** Gives all rows the same attribute columns: last, sorted by name, null where a row hasn't got one. */
export function alignAttributes(rows: Row[]): void {
	const found = new Set<string>();
	for (const row of rows) for (const key in row) if (key.startsWith(PREFIX)) found.add(key);
	const columns = [...found].sort();
	for (const row of rows) {
		const values = columns.map((key) => row[key] ?? null);
		for (const key of columns) delete row[key];
		columns.forEach((key, index) => (row[key] = values[index] ?? null));
	}
}

function attributeCell(value: unknown, mask?: (value: string) => string): Cell {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
	return mask ? mask(String(value)) : value;
}
