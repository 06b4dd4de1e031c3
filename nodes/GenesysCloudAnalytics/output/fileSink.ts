import type { IBinaryData, IDataObject } from 'n8n-workflow';

import type { Row } from '../columns/column';
import { inTurns } from '../transport/clock';
import { csvLine, PLAIN_CSV, type CsvFormat } from './csv';
import type { RowWriter } from './rowWriter';
import { rowsOf, type Entry, type Items, type Sink } from './sink';

type FileType = 'csv' | 'jsonl';

/** How many records wait to have their names looked up together: fewer look-ups than page by page, and little memory. */
const BATCH = 2_000;
/** How many are turned into text or bytes before others get their turn. */
const ENTRIES_AT_A_TIME = 500;
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
		const bytes = await this.bytes(written);
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
		for await (const some of inTurns(entries, ENTRIES_AT_A_TIME)) {
			for (const entry of some) {
				const own = complete.slice(next, (next += entry.count));
				entry.content = own.map(toLine).join(this.lineEnd);
			}
		}
	}

	/** One buffer of the right size, filled while the entries empty: the file is in memory once, not twice. */
	private async bytes(entries: Entry[]): Promise<Buffer> {
		const columns = await this.columns(entries);
		const inTheirTurns = () => inTurns(entries, ENTRIES_AT_A_TIME);
		if (this.rows.hasAttributes) {
			for await (const some of inTheirTurns()) {
				for (const entry of some) entry.content = this.aligned(linesOf(entry), columns);
			}
		}
		const header = this.target.type === 'csv' ? csvLine(columns, this.csv) + this.lineEnd : '';
		const start = (this.target.type === 'csv' && this.csv.bom ? BOM : '') + header;
		let size = Buffer.byteLength(start);
		for await (const some of inTheirTurns()) {
			for (const entry of some) size += Buffer.byteLength(linesOf(entry)) + this.lineEnd.length;
		}
		// Not filled with zeros first, which takes as long as the rest for a large one: every byte of it is written.
		const bytes = Buffer.allocUnsafeSlow(size);
		let at = bytes.write(start);
		for await (const some of inTheirTurns()) {
			for (const entry of some) {
				at += bytes.write(linesOf(entry) + this.lineEnd, at);
				entry.content = '';
			}
		}
		return bytes.subarray(0, at);
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

	private async columns(entries: Entry[]): Promise<string[]> {
		const { columns: fixed, extraColumns: extra, hasAttributes } = this.rows;
		const known = new Set([...fixed, ...extra]);
		const attributes = new Set<string>();
		if (hasAttributes) {
			for await (const some of inTurns(entries, ENTRIES_AT_A_TIME)) {
				for (const row of some.flatMap((entry) => rowsIn(linesOf(entry))))
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
