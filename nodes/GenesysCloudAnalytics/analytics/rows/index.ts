import { digest, number, text, type Conversation } from '../conversation';
import { attributesOf } from './attributes';
import type { Cell, Column, ColumnDoc, NameKind, Row } from './column';
import { detailedColumns } from './detailedColumns';
import { interactionColumns, interactionsOf, type Interaction } from './interactionColumns';
import { segmentColumns, segmentsOf, type SegmentOfLeg } from './segmentColumns';
import { summaryColumns } from './summaryColumns';
import { zonedTime, type ZonedTime } from './time';

export { alignAttributes } from './attributes';
export type { Cell, ColumnDoc, NameKind, Row } from './column';
export { createMask } from './mask';

export type TabularOutput = 'summary' | 'detailed' | 'interactions' | 'segments';

export interface RowFormat {
	/** IANA name; the wall clock of `spreadsheet` times and of columns such as `startDate`. */
	timeZone: string;
	/** `spreadsheet`: YYYY-MM-DD HH:mm:ss in the time zone. */
	dateFormat: 'iso' | 'spreadsheet';
	includeAttributes: boolean;
	/** Applied to what tells something of the customer; without it, values are shown. */
	mask?: (value: string) => string;
}

/** What an output makes rows of: its subjects in a conversation, and the columns read from each. */
interface Sheet<Subject> {
	columns: ReadonlyArray<Column<Subject>>;
	subjects(conversation: Conversation): readonly Subject[];
}

const itself = (conversation: Conversation) => [conversation];
const summary: Sheet<Conversation> = { columns: summaryColumns, subjects: itself };
const detailed: Sheet<Conversation> = { columns: [...summaryColumns, ...detailedColumns], subjects: itself };
const interactions: Sheet<Interaction> = { columns: interactionColumns, subjects: interactionsOf };
const segments: Sheet<SegmentOfLeg> = { columns: segmentColumns, subjects: segmentsOf };

/**
 * Compiles an output's columns; the function returned makes a record's rows, with the same keys in the same order
 * whatever the record lacks. Name columns are null: whoever has the names fills them in by `nameColumns`.
 *
 * @throws when the time zone is unknown; the function returned never throws on parsed JSON.
 */
export function rowMaker(output: TabularOutput, format: RowFormat): (conversation: unknown) => Row[] {
	switch (output) {
		case 'summary':
			return compile(summary, format);
		case 'detailed':
			return compile(detailed, format);
		case 'interactions':
			return compile(interactions, format);
		case 'segments':
			return compile(segments, format);
	}
}

/** The name columns of an output, each with the id column it stands beside; ids and names may be several, joined by ", ". */
export function nameColumns(
	output: TabularOutput,
): Array<{ column: string; idColumn: string; kind: NameKind }> {
	return sheets[output].columns.flatMap(({ name, nameOf }) => (nameOf ? [{ column: name, ...nameOf }] : []));
}

/** The columns of an output in the order of its rows. */
export function columnsOf(output: TabularOutput): ColumnDoc[] {
	return sheets[output].columns.map(({ name, unit, meaning, source, personal }) => ({
		name,
		unit,
		meaning,
		source,
		...(personal && { personal }),
	}));
}

const sheets: Record<TabularOutput, { columns: ReadonlyArray<ColumnDoc & Pick<Column<never>, 'nameOf'>> }> = {
	summary,
	detailed,
	interactions,
	segments,
};

function compile<Subject>(sheet: Sheet<Subject>, format: RowFormat): (conversation: unknown) => Row[] {
	const zone = zonedTime(format.timeZone, format.dateFormat);
	const names = sheet.columns.map((column) => column.name);
	const cells = sheet.columns.map((column) => cellReader(column, zone, format.mask));
	// Copying a blank row and setting what isn't null takes a third of the time of adding the keys one by one.
	const blank: Row = Object.fromEntries(names.map((name) => [name, null]));
	return (record) => {
		const conversation = digest(record);
		const attributes = format.includeAttributes ? attributesOf(conversation, format.mask) : undefined;
		return sheet.subjects(conversation).map((subject) => {
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
	maskOfRun: RowFormat['mask'],
): (subject: Subject) => Cell {
	const mask = personal ? maskOfRun : undefined;
	switch (unit) {
		case 'name':
			return () => null;
		case 'id':
		case 'text':
			return (subject) => {
				const value = text(read(subject, zone));
				return mask && value !== null ? mask(value) : value;
			};
		case 'ids':
		case 'texts':
			return (subject) => joined(read(subject, zone), mask);
		case 'time':
			return (subject) => zone.show(read(subject, zone));
		case 'seconds':
			return (subject) => {
				const ms = number(read(subject, zone));
				return ms === null ? null : ms / 1000;
			};
		case 'count':
		case 'number':
			return (subject) => number(read(subject, zone));
		case 'yes/no':
			return (subject) => {
				const value = read(subject, zone);
				return typeof value === 'boolean' ? value : null;
			};
	}
}

function joined(list: unknown, mask?: (value: string) => string): string | null {
	if (!Array.isArray(list)) return null;
	const texts = list
		.map((entry) => (typeof entry === 'number' ? String(entry) : text(entry)))
		.filter((t) => t !== null);
	if (texts.length === 0) return null;
	return (mask ? texts.map(mask) : texts).join(', ');
}
