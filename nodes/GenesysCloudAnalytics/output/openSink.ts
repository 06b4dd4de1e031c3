import type { Cell } from '../columns/column';
import { isRaw, type Sheet } from '../columns/sheet';
import type { Directory } from '../directory/directory';
import { UserFacingError } from '../messages/userFacingError';
import { FileSink, type FileTarget } from './fileSink';
import type { Report } from './report';
import { RowWriter, type OutputFormat } from './rowWriter';
import { ItemSink, type Sink } from './sink';

/** How and where rows are written. */
export interface Writing {
	format: OutputFormat;
	directory: Directory;
	report: Report;
	/** Cells that every row gets at its end. */
	extra?: Readonly<Record<string, Cell>>;
	/** Items if absent. */
	file?: FileTarget;
}

/**
 * Where rows of a sheet go: items or one file.
 *
 * @throws UserFacingError for what rows of this sheet can't be
 */
export function openSink(sheet: Sheet, { format, directory, report, extra, file }: Writing): Sink {
	if (isRaw(sheet)) refuseOfRaw(format, file);
	const rows = new RowWriter(sheet, format, directory, { extra, report });
	return file ? new FileSink(rows, file) : new ItemSink(rows);
}

function refuseOfRaw({ mask }: OutputFormat, file: FileTarget | undefined): void {
	if (mask) {
		throw new UserFacingError(
			"Personal data can't be masked in raw records",
			'Choose another output, or turn off the option Mask Personal Data.',
		);
	}
	if (file?.type === 'csv') {
		throw new UserFacingError(
			"Raw records can't be written as CSV: they are nested",
			'Choose a JSON Lines file, or another output.',
		);
	}
}
