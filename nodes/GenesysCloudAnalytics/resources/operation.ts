import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Sheet } from '../columns';
import type { AnyEndpoint } from '../api/endpoints';
import type { Directory } from '../directory/directory';
import type { Items } from '../output/sink';
import type { Connection } from '../transport/connection';

/** Reads a parameter of the node, expressions resolved. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** What all items of one execution share. */
export interface Session {
	context: IExecuteFunctions;
	connection: Connection;
	/** When the execution began, milliseconds since the epoch: "the last hour" is the same one for all items. */
	now: number;
	/** Names of ids; what it could not name is mentioned at the end of the execution. */
	directory: Directory;
	/** Something the user should know, shown above the output; once, even if several items give the same hint. */
	hint(text: string, type?: 'info' | 'warning'): void;
}

/** What an operation returns for one input item; the loop pairs it with that item. */
export type Result = Items;

/** An endpoint that an operation asks, and so the permissions that it needs: docs/permissions.md is made of them. */
export interface Ask {
	endpoint: AnyEndpoint;
	/** What it is asked for, where it isn't always: a choice of the form, or a part of the rows. */
	for?: string;
	/** What the user gets without the permission, besides a hint that names it; if absent, an error. */
	without?: string;
}

/** One operation of the node: what the user sees, and what it does. One file each. */
export interface Operation {
	value: string;
	name: string;
	/** As the nodes panel lists it, e.g. "Get many conversations". */
	action: string;
	description: string;
	fields: INodeProperties[];
	/** The kinds of rows that it makes, the default first: docs/columns.md and n8n's schemas are made of them. */
	sheets: readonly Sheet[];
	/** The endpoints it uses, apart from the names that its sheets look up. */
	asks: readonly Ask[];
	/** What the user can group rows by, beyond what the sheets show. */
	dimensions?: readonly string[];
	/** The default sheet in version 1 of the node, if that was a different one. */
	sheetOfVersion1?: Sheet;
	/** For one input item. */
	execute(session: Session, read: ReadParameter): Promise<Result>;
}

export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
	/** The operation chosen at first. */
	defaultOperation: string;
}

/** Objects as results. */
export function toResult(rows: readonly object[]): Result {
	return rows.map((row) => ({ json: row as IDataObject }));
}
