import { alignAttributes } from '../columns/attributes';
import type { Cell, Row } from '../columns/column';
import {
	isRaw,
	nameColumns,
	readColumns,
	rowMaker,
	shownColumns,
	type RowFormat,
	type Sheet,
} from '../columns/sheet';
import type { Directory } from '../directory/directory';
import type { Report } from './report';

/** How rows are to look, and whether names are looked up. */
export interface OutputFormat extends RowFormat {
	resolveNames: boolean;
}

/** Turns records into rows of a sheet, names and all. */
export class RowWriter<Source = unknown> {
	/** The columns that all rows have, in their order; attributes come after them, and `extra` last. */
	readonly columns: readonly string[];
	readonly extraColumns: readonly string[];
	/** Whether there are further columns, which are only known once the last row is. */
	readonly hasAttributes: boolean;
	private readonly toRows: (record: Source) => Row[];
	private readonly names: ReturnType<typeof nameColumns>;
	/** Ids that were read for their names alone. */
	private readonly hidden: ReadonlySet<string>;

	private readonly extra: Readonly<Record<string, Cell>>;
	private readonly report: Pick<Report, 'hasNoNameFor'> | undefined;

	/** @param extra cells that every row gets at its end; `report` hears of ids without a name */
	constructor(
		private readonly sheet: Sheet<unknown, Source>,
		format: OutputFormat,
		private readonly directory: Directory,
		{
			extra = {},
			report,
		}: { extra?: Readonly<Record<string, Cell>>; report?: Pick<Report, 'hasNoNameFor'> } = {},
	) {
		this.extra = extra;
		this.report = report;
		this.toRows = rowMaker(sheet, format);
		const shown = shownColumns(sheet, format.columns);
		this.columns = shown.map(({ name }) => name);
		this.extraColumns = isRaw(sheet) ? [] : Object.keys(extra);
		this.hasAttributes = format.includeAttributes === true && sheet.attributes !== undefined;
		this.names = format.resolveNames ? nameColumns(shown) : [];
		const read = readColumns(sheet, format.columns);
		this.hidden = new Set(read.filter((column) => !shown.includes(column)).map(({ name }) => name));
	}

	/** The rows of one record, without names yet. */
	make(record: Source): Row[] {
		return this.toRows(record);
	}

	/** The rows that `make` made with their names, and all with the same columns: the list itself, so that no row is held twice. */
	async complete(rows: Row[]): Promise<Row[]> {
		if (isRaw(this.sheet)) return rows;
		if (this.names.length > 0) {
			const nameless = await this.directory.fill(rows, this.names);
			this.report?.hasNoNameFor(nameless);
		}
		if (this.hidden.size > 0) rows.forEach((row, index) => (rows[index] = this.withoutHidden(row)));
		if (this.hasAttributes) alignAttributes(rows);
		if (this.extraColumns.length > 0) for (const row of rows) Object.assign(row, this.extra);
		return rows;
	}

	private withoutHidden(row: Row): Row {
		const shown: Row = {};
		for (const name of Object.keys(row)) if (!this.hidden.has(name)) shown[name] = row[name] ?? null;
		return shown;
	}
}
