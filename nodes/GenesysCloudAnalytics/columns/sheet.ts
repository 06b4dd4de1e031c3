import { number, text } from '../records/conversation';
import { UserFacingError } from '../messages/userFacingError';
import type { Cell, Column, ColumnDoc, NameOf, Row } from './column';
import { zonedTime, type ZonedTime } from './zonedTime';

/**
 * A kind of row: its columns, and what has a row. Items, files, name look-ups, masking, docs/columns.md and the schemas
 * that n8n shows before the first run all follow from it.
 */
export interface Sheet<Subject = unknown, Source = unknown> {
	/** As the Output field has it, where an operation offers several; a name of its own elsewhere. */
	name: string;
	/** What one row represents: a paragraph for docs/columns.md, which adds the key. */
	about: string;
	/** In the order of the rows; empty for a sheet that hands on records as they are. */
	columns: ReadonlyArray<Column<Subject>>;
	/**
	 * The columns that tell a row from all others of the sheet: what destinations insert or update by. Of records that are
	 * handed on as they are, the record's own fields.
	 */
	key: readonly string[];
	/** Columns of the key that can be null, and count as equal then. */
	nullable?: readonly string[];
	/**
	 * The column whose latest value in the destination is the mark that the time range Since continues from; of raw records, a
	 * field. Where the user chooses the date (Match By), the operation hands on the sheet with the mark of that date.
	 */
	mark?: string;
	/** The columns that people read first, ten at most, names and no ids; without them there is no such choice. */
	simplified?: readonly string[];
	/** The columns that most tables have, between Simplified and All; without them there is no such choice. */
	standard?: readonly string[];
	/** Columns that rows always have, whichever are chosen: an option added them. */
	always?: readonly string[];
	/** The parts of a record that each have a row; the record itself if absent. */
	subjects?(record: Source): readonly Subject[];
	/** Cells beyond the columns, which differ from record to record; once per record, from its first subject. */
	attributes?(subject: Subject, mask?: Mask): Row;
	/** A sheet that this one begins with, so that the docs need not repeat it. */
	continues?: Sheet<Subject, Source>;
}

type Mask = (value: string) => string;

/** How durations are written: as they are, to the full second, or as h:mm:ss. */
export const SECONDS_FORMATS = ['exact', 'whole', 'hms'] as const;
type SecondsFormat = (typeof SECONDS_FORMATS)[number];

/** How rows are to look. */
export interface RowFormat {
	/** IANA name; the wall clock of `spreadsheet` times and of columns such as `startDate`. */
	timeZone: string;
	/** `spreadsheet`: YYYY-MM-DD HH:mm:ss in the time zone. */
	dateFormat: 'iso' | 'spreadsheet';
	seconds?: SecondsFormat;
	/** Also the cells that differ from record to record. */
	includeAttributes?: boolean;
	/** Applied to personal columns; without it, their values are shown. */
	mask?: Mask;
	/** The host of Genesys Cloud's own pages, as `https://apps.mypurecloud.de`; without it, links are null. */
	appsHost?: string;
	/** Names of columns, in the order wanted; all of them if absent. */
	columns?: readonly string[];
}

/** Whether the sheet hands on records as they are. */
export function isRaw({ columns }: Pick<Sheet, 'columns'>): boolean {
	return columns.length === 0;
}

/**
 * The columns that the rows show, in their order.
 *
 * @throws UserFacingError naming the columns that the sheet doesn't have
 */
export function shownColumns<Subject>(
	{ columns }: Pick<Sheet<Subject>, 'columns'>,
	names?: readonly string[],
): ReadonlyArray<Column<Subject>> {
	if (!names) return columns;
	const byName = new Map(columns.map((column) => [column.name, column]));
	const unknown = names.filter((name) => !byName.has(name));
	if (unknown.length > 0) {
		throw new UserFacingError(
			`There is no column "${unknown.join('", "')}" in this output`,
			`Choose from these: ${[...byName.keys()].join(', ')}.`,
		);
	}
	return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
}

/** What is read for the columns shown: a name can only be looked up by its id, which may not be shown itself. */
export function readColumns<Subject>(
	sheet: Pick<Sheet<Subject>, 'columns'>,
	names?: readonly string[],
): ReadonlyArray<Column<Subject>> {
	const shown = shownColumns(sheet, names);
	const ids = new Set(shown.flatMap(({ nameOf }) => nameOf?.idColumn ?? []));
	return [...shown, ...sheet.columns.filter((column) => ids.has(column.name) && !shown.includes(column))];
}

/** The name columns among these, each with the id column that it names; ids and names may be several, joined by ", ". */
export function nameColumns(
	columns: ReadonlyArray<Pick<Column<never>, 'name' | 'nameOf'>>,
): Array<{ column: string } & NameOf> {
	return columns.flatMap(({ name, nameOf }) => (nameOf ? [{ column: name, ...nameOf }] : []));
}

/** The columns of a sheet as docs and schemas show them. */
export function columnDocs({ columns }: Pick<Sheet, 'columns'>): ColumnDoc[] {
	return columns.map(({ name, unit, meaning, source, personal }) => ({
		name,
		unit,
		meaning,
		source,
		...(personal && { personal }),
	}));
}

/**
 * Compiles a sheet's columns; the function returned makes a record's rows, with the same keys in the same order
 * whatever the record lacks. Names to be looked up are null: whoever has them fills them in by `nameColumns`.
 *
 * @throws when the time zone or a column is unknown; the function returned never throws on parsed JSON.
 */
export function rowMaker<Subject, Source>(
	sheet: Sheet<Subject, Source>,
	format: RowFormat,
): (record: Source) => Row[] {
	if (isRaw(sheet)) return (record) => [record as Row];
	const zone = zonedTime(format.timeZone, format.dateFormat);
	const columns = readColumns(sheet, format.columns);
	const names = columns.map((column) => column.name);
	const cells = columns.map((column) => cellReader(column, zone, format));
	// Copying a blank row and setting what isn't null takes a third of the time of adding the keys one by one.
	const blank: Row = Object.fromEntries(names.map((name) => [name, null]));
	return (record) => {
		const subjects = sheet.subjects ? sheet.subjects(record) : [record as unknown as Subject];
		const [first] = subjects;
		const attributes =
			format.includeAttributes && first !== undefined ? sheet.attributes?.(first, format.mask) : undefined;
		return subjects.map((subject) => {
			const row = { ...blank };
			for (let index = 0; index < names.length; index++) {
				const cell = cells[index]!(subject);
				if (cell !== null) row[names[index]!] = cell;
			}
			return attributes ? Object.assign(row, attributes) : row;
		});
	};
}

/** From a column's reading, of whatever type, to a flat cell of the column's unit. */
function cellReader<Subject>(
	{ unit, read, personal }: Column<Subject>,
	zone: ZonedTime,
	{ mask: maskOfRun, seconds = 'exact', appsHost }: RowFormat,
): (subject: Subject) => Cell {
	const mask = personal ? maskOfRun : undefined;
	switch (unit) {
		case 'name':
		case 'id':
		case 'text':
			return (subject) => {
				const value = text(read(subject, zone));
				return mask && value !== null ? mask(value) : value;
			};
		case 'ids':
		case 'texts':
			return (subject) => joined(read(subject, zone), mask);
		case 'link':
			return (subject) => {
				const path = appsHost === undefined ? null : text(read(subject, zone));
				return path === null ? null : `${appsHost}${path}`;
			};
		case 'time':
			return (subject) => zone.show(read(subject, zone));
		case 'seconds': {
			const show = SHOW_SECONDS[seconds];
			return (subject) => {
				const ms = number(read(subject, zone));
				return ms === null ? null : show(ms);
			};
		}
		case 'count':
		case 'number':
		case 'percent':
			return (subject) => number(read(subject, zone));
		case 'yes/no':
			return (subject) => {
				const value = read(subject, zone);
				return typeof value === 'boolean' ? value : null;
			};
	}
}

const SHOW_SECONDS: Record<SecondsFormat, (ms: number) => Cell> = {
	exact: (ms) => ms / 1_000,
	whole: (ms) => Math.round(ms / 1_000),
	hms: (ms) => {
		const seconds = Math.round(Math.abs(ms) / 1_000);
		const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
		const rest = [minutes, seconds % 60].map((part) => String(part).padStart(2, '0'));
		return `${ms < 0 && seconds > 0 ? '-' : ''}${hours}:${rest.join(':')}`;
	},
};

function joined(list: unknown, mask?: Mask): string | null {
	if (!Array.isArray(list)) return null;
	const texts = list
		.map((entry) => (typeof entry === 'number' ? String(entry) : text(entry)))
		.filter((t) => t !== null);
	if (texts.length === 0) return null;
	return (mask ? texts.map(mask) : texts).join(', ');
}
