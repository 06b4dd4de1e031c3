import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/resources';
import {
	conversationSheets,
	shownColumns,
	type Column,
	type Sheet,
} from '../nodes/GenesysCloudAnalytics/columns';

/** Where n8n looks for the schemas of the nodes in this folder. */
export const SCHEMA_FOLDER = join(__dirname, '../nodes/GenesysCloudAnalytics/__schema__');

const VERSIONS = [1, 2];

/**
 * The files by which n8n shows an operation's fields before its first run, by path below the folder. n8n knows one for a
 * version, resource and operation, and so the rows are those of the form as it opens; the trigger has neither resource nor
 * operation.
 */
export function schemas(): Map<string, string> {
	const files = new Map<string, string>();
	for (const version of VERSIONS) {
		const folder = `v${version}.0.0`;
		files.set(`${folder}.json`, schemaOf(conversationSheets.summary, version));
		for (const { value: resource, operations } of resources) {
			for (const { value: operation, sheets, sheetOfVersion1 } of operations) {
				const first = (version === 1 ? sheetOfVersion1 : undefined) ?? sheets[0];
				if (first) files.set(`${folder}/${resource}/${operation}.json`, schemaOf(first, version));
			}
		}
	}
	return files;
}

function schemaOf(sheet: Sheet, version: number): string {
	const columns = shownColumns(sheet, version === 1 ? undefined : sheet.simplified);
	const properties = Object.fromEntries(columns.map(({ name, unit }) => [name, { type: typeOf(unit) }]));
	return `${JSON.stringify({ type: 'object', properties, version: 1 }, null, 2)}\n`;
}

function typeOf(unit: Column<unknown>['unit']): 'string' | 'number' | 'boolean' {
	switch (unit) {
		case 'seconds':
		case 'count':
		case 'number':
		case 'percent':
			return 'number';
		case 'yes/no':
			return 'boolean';
		default:
			return 'string';
	}
}

if (require.main === module) {
	rmSync(SCHEMA_FOLDER, { recursive: true, force: true });
	for (const [file, content] of schemas()) {
		const path = join(SCHEMA_FOLDER, file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
	}
}
