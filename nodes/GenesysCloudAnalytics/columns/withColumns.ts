import type { Column } from './column';
import { isRaw, type Sheet } from './sheet';

interface Extended<Value> {
	subject: unknown;
	value: Value;
}

/** A sheet of conversations with further columns at the end of its rows, of what is known of each conversation besides. */
export function withColumns<Value>(
	sheet: Sheet,
	columns: ReadonlyArray<Column<Value>>,
	valueOf: (record: unknown) => Value,
): Sheet {
	if (isRaw(sheet)) return sheet;
	const { subjects, attributes } = sheet;
	const names = columns.map(({ name }) => name);
	const extended: Sheet<Extended<Value>> = {
		...sheet,
		continues: undefined,
		columns: [
			...sheet.columns.map((of): Column<Extended<Value>> => ({
				...of,
				read: ({ subject }, zone) => of.read(subject, zone),
			})),
			...columns.map((of): Column<Extended<Value>> => ({
				...of,
				read: ({ value }, zone) => of.read(value, zone),
			})),
		],
		simplified: sheet.simplified && [...sheet.simplified, ...names],
		standard: sheet.standard && [...sheet.standard, ...names],
		always: [...(sheet.always ?? []), ...names],
		subjects: (record) => {
			const value = valueOf(record);
			return (subjects?.(record) ?? [record]).map((subject) => ({ subject, value }));
		},
		attributes: attributes && (({ subject }, mask) => attributes(subject, mask)),
	};
	return extended as Sheet;
}
