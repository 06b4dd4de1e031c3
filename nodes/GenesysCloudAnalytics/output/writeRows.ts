import type { IDataObject } from 'n8n-workflow';

import { isRaw, type Cell, type Sheet } from '../columns';
import type { CsvFormat } from './csv';
import { FileSink, type FileType } from './fileSink';
import { RowWriter } from './rowWriter';
import { ItemSink, type Entry, type Sink } from './sink';
import { UserFacingError } from '../messages/userFacingError';
import type { ReadParameter, Result, Session } from '../resources/operation';
import { readOutputFormat } from '../fields/outputFormat';
import { flag, oneOf, text } from '../fields/choices';
import { readCollection } from '../fields/parameters';

/** What an operation's output is called and carries besides its sheet's columns. */
export interface OutputDetails {
	/** The name of a file, without the extension; with dashes where it has capitals. */
	fileName: string;
	/** Cells that every row gets at its end. */
	extra?: Readonly<Record<string, Cell>>;
}

/** Rows of a sheet as the node's parameters want them: items or one file, with names, masked, the columns chosen. */
export async function writeRows<Source>(
	session: Session,
	read: ReadParameter,
	sheet: Sheet<unknown, Source>,
	records: Iterable<Source> | AsyncIterable<Source>,
	{ about, ...details }: OutputDetails & { about?: IDataObject },
): Promise<Result> {
	const sink = await openOutput(session, read, sheet, details);
	const entries: Entry[] = [];
	for await (const record of records) {
		entries.push(sink.make(record));
		await sink.flush();
	}
	return await sink.finish(entries, about);
}

/**
 * Refuses what rows of a sheet can't be, for operations that read much before they write any.
 *
 * @throws UserFacingError as `openOutput`
 */
export async function checkOutput(session: Session, read: ReadParameter, sheet: Sheet): Promise<void> {
	await openOutput(session, read, sheet, { fileName: '' });
}

/** Where the rows go; for records that come in page by page. `finish` ends it. */
export async function openOutput<Source>(
	session: Session,
	read: ReadParameter,
	sheet: Sheet<unknown, Source>,
	{ fileName, extra }: OutputDetails,
): Promise<Sink<Source>> {
	const { context, directory } = session;
	const format = await readOutputFormat(context, read, sheet);
	const rows = new RowWriter(sheet, format, directory, extra);
	const type = readReturnAs(session, read);
	if (type === 'rows') return new ItemSink(rows);
	if (type === 'csv' && isRaw(sheet)) {
		throw new UserFacingError(
			"Raw records can't be written as CSV: they are nested",
			'Choose a JSON Lines file, or another output.',
		);
	}
	const options = readCollection(read, 'options');
	return new FileSink(rows, {
		type,
		csv: readCsvFormat(options),
		name: fileName.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
		field: text(options.binaryPropertyName) || 'data',
		prepare: async (bytes, name, mimeType) => await context.helpers.prepareBinaryData(bytes, name, mimeType),
	});
}

/** Rows or a file: Return As, or, in version 1 of the node, the option File. */
function readReturnAs({ context }: Session, read: ReadParameter): FileType | 'rows' {
	if (context.getNode().typeVersion >= 2) {
		return oneOf('Return As', read('returnAs', 'rows'), ['rows', 'csv', 'jsonl']);
	}
	const file = oneOf('File', readCollection(read, 'options').file ?? 'none', ['none', 'csv', 'jsonl']);
	return file === 'none' ? 'rows' : file;
}

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

function readCsvFormat(options: Record<string, unknown>): CsvFormat {
	const delimiter = oneOf('CSV Delimiter', options.csvDelimiter ?? 'comma', [
		'comma',
		'semicolon',
		'tab',
	] as const);
	return {
		delimiter: DELIMITERS[delimiter],
		bom: flag('CSV for Excel', options.csvBom),
		defuse: flag('Defuse Formulas', options.csvDefuse, true),
	};
}
