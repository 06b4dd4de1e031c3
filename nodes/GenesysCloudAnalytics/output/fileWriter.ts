import { columnsOf, type Row } from '../analytics/rows';
import { csvLine } from './csv';
import type { OutputFormat } from './format';
import type { RowWriter } from './rowWriter';

export type FileFormat = 'csv' | 'jsonl';

/** So many records wait for their names together: fewer look-ups than page by page, and little memory. */
const BATCH = 2_000;
const ENTRIES_PER_CHUNK = 1_000;
const LINE_END: Record<FileFormat, string> = { csv: '\r\n', jsonl: '\n' };

/** The rows of one record. */
export interface FileEntry {
	/** First as rows, then as the lines that go into the file, without the end of the last one. */
	content: Row[] | string;
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

	/** The entry of one record; its lines are there after the next `flush`. */
	make(record: unknown): FileEntry {
		const content = this.rows.make(record);
		const entry = { content, count: content.length };
		this.waiting.push(entry);
		return entry;
	}

	/** Call it now and then. */
	async flush(isEnd = false): Promise<void> {
		if (this.waiting.length === 0 || (this.waiting.length < BATCH && !isEnd)) return;
		const entries = this.waiting;
		this.waiting = [];
		await this.rows.complete(entries.flatMap(rowsOf));
		const toLine = this.columnsComeLast ? jsonLine : (row: Row) => this.line(row);
		for (const entry of entries) entry.content = rowsOf(entry).map(toLine).join(this.lineEnd);
	}

	/** The file's bytes. The entries are used up. */
	async finish(entries: FileEntry[]): Promise<{ bytes: Buffer; rows: number }> {
		await this.flush(true);
		const chunks: Buffer[] = [];
		const columns = this.columns(entries);
		if (this.fileFormat === 'csv') chunks.push(Buffer.from(csvLine(columns) + this.lineEnd));
		let rows = 0;
		for (let from = 0; from < entries.length; from += ENTRIES_PER_CHUNK) {
			const batch = entries.slice(from, from + ENTRIES_PER_CHUNK).filter(({ count }) => count > 0);
			const lines = batch.map((entry) => this.final(linesOf(entry), columns) + this.lineEnd);
			chunks.push(Buffer.from(lines.join('')));
			for (const entry of batch) {
				rows += entry.count;
				entry.content = '';
			}
		}
		return { bytes: Buffer.concat(chunks), rows };
	}

	private get lineEnd(): string {
		return LINE_END[this.fileFormat];
	}

	private line(row: Row): string {
		return this.fileFormat === 'csv' ? csvLine(Object.values(row)) : jsonLine(row);
	}

	private final(lines: string, columns: string[]): string {
		if (!this.columnsComeLast) return lines;
		const complete = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
		return rowsIn(lines)
			.map((row) => this.line(complete(row)))
			.join(this.lineEnd);
	}

	private columns(entries: FileEntry[]): string[] {
		if (this.format.output === 'raw') return [];
		const fixed = [...columnsOf(this.format.output).map(({ name }) => name)];
		if (!this.columnsComeLast) return [...fixed, ...this.extraColumns];
		const known = new Set([...fixed, ...this.extraColumns]);
		const attributes = new Set<string>();
		for (const entry of entries) {
			for (const row of rowsIn(linesOf(entry)))
				for (const name of Object.keys(row)) if (!known.has(name)) attributes.add(name);
		}
		return [...fixed, ...[...attributes].sort(), ...this.extraColumns];
	}
}

function rowsOf({ content }: FileEntry): Row[] {
	return typeof content === 'string' ? [] : content;
}

function linesOf({ content }: FileEntry): string {
	return typeof content === 'string' ? content : '';
}

function jsonLine(row: Row): string {
	return JSON.stringify(row);
}

/** Text breaks no line of JSON: its line breaks are escaped. */
function rowsIn(lines: string): Row[] {
	return lines
		.split(/\r?\n/)
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row);
}
