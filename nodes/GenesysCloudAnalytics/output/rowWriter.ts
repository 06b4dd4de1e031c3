import { alignAttributes, rowMaker, type Cell, type Row } from '../analytics/rows';
import type { Directory } from '../directory/directory';
import type { OutputFormat } from './format';

/** Turns records into rows, names and all. */
export class RowWriter {
	private readonly toRows: (record: unknown) => Row[];

	/** @param extra cells that every row gets at its end */
	constructor(
		private readonly format: OutputFormat,
		private readonly directory: Directory,
		private readonly extra: Readonly<Record<string, Cell>> = {},
	) {
		this.toRows = format.output === 'raw' ? (record) => [record as Row] : rowMaker(format.output, format.row);
	}

	/** The rows of one record, without names yet. */
	make(record: unknown): Row[] {
		return this.toRows(record);
	}

	/** Completes rows that `make` made: names, the same columns in all of them. */
	async complete(rows: Row[]): Promise<Row[]> {
		const { output, resolveNames, row } = this.format;
		if (output === 'raw') return rows;
		if (resolveNames) await this.directory.fillOutput(rows, output);
		if (row.includeAttributes) alignAttributes(rows);
		for (const each of rows) Object.assign(each, this.extra);
		return rows;
	}
}
