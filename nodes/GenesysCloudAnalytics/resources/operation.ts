import type { IExecuteFunctions } from 'n8n-workflow';

import type { AnyEndpoint } from '../api/endpoints';
import type { Cell } from '../columns/column';
import type { Sheet } from '../columns/sheet';
import type { Directory } from '../directory/directory';
import type { Fields, Settings } from '../fields/field';
import type { Report } from '../output/report';
import type { Entry, Items, Sink } from '../output/sink';
import type { TimeRange } from '../time/timeRange';
import type { Connection } from '../transport/connection';

/** What an operation works with, for one input item. */
export interface Work {
	/** n8n's own, for what only it can do: storing files, showing the credential's fields. */
	context: IExecuteFunctions;
	/** Sends nothing more once the operation is over. */
	connection: Connection;
	/** Names of ids. */
	directory: Directory;
	/** What the user should know of the run, collected while it reads. */
	report: Report;
	/** When the execution began, milliseconds since the epoch: "the last hour" is the same one for all items. */
	now: number;
	/** Of days, weeks and spreadsheet dates; IANA. */
	timeZone: string;
	/** Where rows go, for records that come in page by page. */
	open(sheet: Sheet, details: Details): Sink;
}

/** What rows and files have besides the sheet's columns. */
export interface Details {
	/** Of a file, without the extension; with dashes where it has capitals. */
	fileName: string;
	/** Cells that every row gets at its end. */
	extra?: Readonly<Record<string, Cell>>;
}

/** What an operation found: records, with another sheet where they have further columns; rows already made; or items. */
export type Found =
	| (Details & { records: readonly unknown[]; sheet?: Sheet })
	| { sink: Sink; entries: Entry[] }
	| { items: Items };

/** An endpoint that an operation asks, and so the permissions that it needs: docs/permissions.md is made of them. */
export interface EndpointUse {
	endpoint: AnyEndpoint;
	/** What it is asked for, where it isn't always: a choice of the form, or a part of the rows. */
	for?: string;
	/** What the user gets without the permission, besides a hint that names it; if absent, an error. */
	without?: string;
}

/** One operation of the node: what the user sees, and what it does. One file each. */
export interface Operation<F extends Fields = Fields> {
	value: string;
	name: string;
	/** As the nodes panel lists it, e.g. "Get many conversations". */
	action: string;
	description: string;
	/** What has a row, as the README says it after "One row per". */
	rowPer: string;
	/** The form; what it says is what `find` gets. `rows` and `options` tell how rows look. */
	fields: F;
	/** The kinds of rows that it makes, the default first: docs/columns.md and n8n's schemas are made of them. */
	sheets: readonly Sheet[];
	/** The endpoints it uses, apart from the names that its sheets look up. */
	uses: readonly EndpointUse[];
	/** What the user can group rows by, beyond what the sheets show. */
	dimensions?: readonly string[];
	/** The kind of rows that these settings want: what they can't be written as is refused before anything is read. */
	sheetOf(settings: Settings<F>): Sheet;
	/** Reads. @throws UserFacingError, GenesysError, CancelledError */
	find(settings: Settings<F>, work: Work): Promise<Found>;
}

/** An operation whose settings are typed by its fields, as one among others. */
export function operation<F extends Fields>(of: Operation<F>): Operation {
	return of as unknown as Operation;
}

export interface Resource {
	value: string;
	name: string;
	/** The first one is chosen at first. */
	operations: readonly Operation[];
}

/** "kpis-2026-11-20": the name of a file of what the range holds, without the extension. */
export function datedName(name: string, { startMs }: TimeRange): string {
	return `${name}-${new Date(startMs).toISOString().slice(0, 10)}`;
}
