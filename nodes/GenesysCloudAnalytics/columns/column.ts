import type { ZonedTime } from './zonedTime';

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** The catalogues that names come from. */
export type NameKind =
	| 'queue'
	| 'user'
	| 'wrapUpCode'
	| 'division'
	| 'skill'
	| 'language'
	| 'team'
	| 'flow'
	| 'flowOutcome'
	| 'flowMilestone'
	| 'campaign'
	| 'contactList'
	| 'topic'
	| 'presence'
	| 'managementUnit'
	| 'evaluationForm'
	| 'surveyForm';

/** A column as docs/columns.md shows it. */
export interface ColumnDoc {
	name: string;
	unit: Unit;
	meaning: string;
	/** Where the value comes from in the API's record, or how it is derived from it. */
	source: string;
	/** Personal data of the customer, masked on request. */
	personal?: true;
}

/**
 * What a cell holds, and so how a reading becomes one: `seconds` are read in the API's milliseconds, `time` as the
 * API's text, `link` as the path of a page of Genesys Cloud, a list (`ids`, `texts`) is joined with ", ", `name` is filled in later from the ids beside it, or is a
 * name that the record has itself.
 */
export type Unit =
	| 'id'
	| 'ids'
	| 'link'
	| 'text'
	| 'texts'
	| 'name'
	| 'time'
	| 'seconds'
	| 'count'
	| 'number'
	| 'percent'
	| 'yes/no';

/** One column of the table: its description and how it is read from a row's subject. */
export interface Column<Subject> extends ColumnDoc {
	/** The value in the API's own unit. It need not be of the right type: a cell of the wrong one is null. */
	read(subject: Subject, zone: ZonedTime): unknown;
	nameOf?: NameOf;
}

/** The ids that a column names, and the catalogue that has the names. */
export interface NameOf {
	idColumn: string;
	kind: NameKind;
}

export function column<Subject>(
	name: string,
	unit: Unit,
	meaning: string,
	source: string,
	read: Column<Subject>['read'],
): Column<Subject> {
	return { name, unit, meaning, source, read };
}

export function personal<Subject>(plain: Column<Subject>): Column<Subject> {
	return { ...plain, personal: true };
}

/** Opens the conversation in Genesys Cloud. The address is the oldest of several that work; none is documented. */
export function conversationLink<Subject>(idOf: (subject: Subject) => string | null): Column<Subject> {
	return column(
		'conversationUrl',
		'link',
		'Opens it in Genesys Cloud, with the permissions of whoever follows it; null with custom base URLs',
		'conversationId',
		(subject) => {
			const id = idOf(subject);
			return id === null ? null : `/directory/#/engage/admin/interactions/${encodeURIComponent(id)}`;
		},
	);
}

/** The names that belong to the ids of another column, in the same order. */
export function nameColumn<Subject>(name: string, idColumn: string, kind: NameKind): Column<Subject> {
	return {
		name,
		unit: 'name',
		meaning: `The name for \`${idColumn}\`; null if it can't be read`,
		source: `looked up by \`${idColumn}\``,
		read: () => null,
		nameOf: { idColumn, kind },
	};
}
