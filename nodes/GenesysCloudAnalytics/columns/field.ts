import { fields } from '../records/conversation';
import { column, type Column, type Unit } from './column';

/** A column that is one field of the API's record, at this path. */
export function field<Record>(name: string, unit: Unit, meaning: string, path: string): Column<Record> {
	return column(name, unit, meaning, path, (record) => valueAt(record, path));
}

/** The value at a path such as `division.name`; undefined where the record doesn't go that far. */
export function valueAt(record: unknown, path: string): unknown {
	return path.split('.').reduce((value, key) => fields<Record<string, unknown>>(value)[key], record);
}
