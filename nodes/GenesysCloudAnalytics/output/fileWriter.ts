import { columnsOf, type Row } from '../analytics/rows';
import { csvLine } from './csv';
import type { OutputFormat } from './format';
import type { RowWriter } from './rowWriter';

export type FileFormat = 'csv' | 'jsonl';

/** So many records wait for their names together: fewer look-ups than page by page, and little memory. */
const BATCH = 2_000;
const LINES_PER_CHUNK = 1_000;

/** The rows of one record: first as rows, then as the text that goes into the file. */
export interface FileEntry {
	rows: Row[] | undefined;
	text: string;
	count: number;
}

/** Writes rows as text while they come in, so that memory holds the file and not the rows. */
export class FileWriter {
	private waiting: FileEntry[] = [];
	/** Columns of attributes are known when the last row is: until then such rows are kept as JSON. */
	private readonly columnsComeLast: boolean;

	constructor(
		private readonly fileFormat: FileFormat,
		private readonly format: OutputFormat,
		private readonly rows: RowWriter,
		private readonly extraColumns: readonly string[],
	) {
		this.columnsComeLast = format.row.includeAttributes && format.output !== 'raw';
	}

	/** The entry of one record; its text is there after the next `flush`. */
	make(record: unknown): FileEntry {
		const rows = this.rows.make(record);
		const entry = { rows, text: '', count: rows.length };
		this.waiting.push(entry);
		return entry;
	}

	/** Call it now and then. */
	async flush(isEnd = false): Promise<void> {
		if (this.waiting.length === 0 || (this.waiting.length < BATCH && !isEnd)) return;
		const entries = this.waiting;
		this.waiting = [];
		await this.rows.complete(entries.flatMap(({ rows }) => rows ?? []));
		for (const entry of entries) {
			entry.text = (entry.rows ?? [])
				.map((row) => (this.columnsComeLast ? jsonLine(row) : this.line(row)))
				.join('');
			entry.rows = undefined;
		}
	}

	/** The file's bytes. The entries are used up. */
	async finish(entries: FileEntry[]): Promise<{ bytes: Buffer; rows: number }> {
		await this.flush(true);
		const chunks: Buffer[] = [];
		const columns = this.columns(entries);
		if (this.fileFormat === 'csv') chunks.push(Buffer.from(csvLine(columns)));
		let rows = 0;
		for (let from = 0; from < entries.length; from += LINES_PER_CHUNK) {
			const batch = entries.slice(from, from + LINES_PER_CHUNK);
			chunks.push(Buffer.from(batch.map((entry) => this.final(entry.text, columns)).join('')));
			for (const entry of batch) {
				rows += entry.count;
				entry.text = '';
			}
		}
		return { bytes: Buffer.concat(chunks), rows };
	}

	private line(row: Row): string {
		return this.fileFormat === 'csv' ? csvLine(Object.values(row)) : jsonLine(row);
	}

	private final(text: string, columns: string[]): string {
		if (!this.columnsComeLast) return text;
		const complete = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
		return rowsIn(text)
			.map((row) => this.line(complete(row)))
			.join('');
	}

	private columns(entries: FileEntry[]): string[] {
		if (this.format.output === 'raw') return [];
		const fixed = [...columnsOf(this.format.output).map(({ name }) => name)];
		if (!this.columnsComeLast) return [...fixed, ...this.extraColumns];
		const known = new Set([...fixed, ...this.extraColumns]);
		const attributes = new Set<string>();
		for (const { text } of entries) {
			for (const row of rowsIn(text))
				for (const name of Object.keys(row)) if (!known.has(name)) attributes.add(name);
		}
		return [...fixed, ...[...attributes].sort(), ...this.extraColumns];
	}
}

function jsonLine(row: Row): string {
	return `${JSON.stringify(row)}\n`;
}

function rowsIn(text: string): Row[] {
	return text
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row);
}
