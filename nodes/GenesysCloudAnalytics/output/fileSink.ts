import type { IBinaryData, IDataObject } from 'n8n-workflow';

import type { Row } from '../columns';
import { csvLine, PLAIN_CSV, type CsvFormat } from './csv';
import type { RowWriter } from './rowWriter';
import { rowsOf, type Entry, type Items, type Sink } from './sink';

export type FileType = 'csv' | 'jsonl';

/** How many records wait to have their names looked up together: fewer look-ups than page by page, and little memory. */
const BATCH = 2_000;
const LINE_END: Record<FileType, string> = { csv: '\r\n', jsonl: '\n' };
const MIME_TYPE: Record<FileType, string> = { csv: 'text/csv', jsonl: 'application/x-ndjson' };
const BOM = '\uFEFF';

/** The file to write, and how n8n takes it. */
export interface FileTarget {
	type: FileType;
	csv?: CsvFormat;
	/** Without the extension. */
	name: string;
	/** The binary field of the item. */
	field: string;
	prepare(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData>;
}

/** Writes rows as text while they come in, so that memory holds the file and not the rows. One item carries it. */
export class FileSink<Source> implements Sink<Source> {
	private waiting: Entry[] = [];
	private readonly csv: CsvFormat;

	constructor(
		private readonly rows: RowWriter<Source>,
		private readonly target: FileTarget,
	) {
		this.csv = target.csv ?? PLAIN_CSV;
	}

	make(record: Source): Entry {
		const content = this.rows.make(record);
		const entry: Entry = { content, count: content.length };
		this.waiting.push(entry);
		return entry;
	}

	async flush(): Promise<void> {
		if (this.waiting.length >= BATCH) await this.write();
	}

	async finish(entries: Entry[], about: () => IDataObject = () => ({})): Promise<Items> {
		await this.write();
		const { type, name, field } = this.target;
		const written = entries.filter(({ count }) => count > 0);
		const bytes = this.bytes(written);
		const binary = await this.target.prepare(bytes, `${name}.${type}`, MIME_TYPE[type]);
		return [{ json: about(), binary: { [field]: binary } }];
	}

	/** Names for the rows that wait, and lines in their place. Columns of attributes come last: until then, JSON. */
	private async write(): Promise<void> {
		const entries = this.waiting;
		this.waiting = [];
		const complete = await this.rows.complete(entries.flatMap(rowsOf));
		const toLine = this.rows.hasAttributes ? jsonLine : (row: Row) => this.line(row);
		let next = 0;
		for (const entry of entries) {
			const own = complete.slice(next, (next += entry.count));
			entry.content = own.map(toLine).join(this.lineEnd);
		}
	}

	/** One buffer of the right size, filled while the entries empty: the file is in memory once, not twice. */
	private bytes(entries: Entry[]): Buffer {
		const columns = this.columns(entries);
		if (this.rows.hasAttributes) {
			for (const entry of entries) entry.content = this.aligned(linesOf(entry), columns);
		}
		const header = this.target.type === 'csv' ? csvLine(columns, this.csv) + this.lineEnd : '';
		const start = (this.target.type === 'csv' && this.csv.bom ? BOM : '') + header;
		const length = (text: string) => Buffer.byteLength(text);
		const end = length(this.lineEnd);
		const bytes = Buffer.alloc(
			entries.reduce((sum, entry) => sum + length(linesOf(entry)) + end, length(start)),
		);
		let at = bytes.write(start);
		for (const entry of entries) {
			at += bytes.write(linesOf(entry) + this.lineEnd, at);
			entry.content = '';
		}
		return bytes;
	}

	private get lineEnd(): string {
		return LINE_END[this.target.type];
	}

	private line(row: Row): string {
		return this.target.type === 'csv' ? csvLine(Object.values(row), this.csv) : jsonLine(row);
	}

	private aligned(lines: string, columns: readonly string[]): string {
		const complete = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
		return rowsIn(lines)
			.map((row) => this.line(complete(row)))
			.join(this.lineEnd);
	}

	private columns(entries: Entry[]): string[] {
		const { columns: fixed, extraColumns: extra, hasAttributes } = this.rows;
		const known = new Set([...fixed, ...extra]);
		const attributes = new Set<string>();
		if (hasAttributes) {
			for (const entry of entries) {
				for (const row of rowsIn(linesOf(entry)))
					for (const name of Object.keys(row)) if (!known.has(name)) attributes.add(name);
			}
		}
		return [...fixed, ...[...attributes].sort(), ...extra];
	}
}

function linesOf({ content }: Entry): string {
	return typeof content === 'string' ? content : '';
}

function jsonLine(row: Row): string {
	return JSON.stringify(row);
}

/** Splitting at line breaks is safe: those within JSON text are escaped. */
function rowsIn(lines: string): Row[] {
	return lines
		.split(/\r?\n/)
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row);
}
