import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/resources';
import type { Column } from '../nodes/GenesysCloudAnalytics/columns/column';
import { conversationSheets } from '../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { shownColumns, type Sheet } from '../nodes/GenesysCloudAnalytics/columns/sheet';

/** Where n8n looks for the schemas of the nodes in this folder. */
export const SCHEMA_FOLDER = join(__dirname, '../nodes/GenesysCloudAnalytics/__schema__');

const FOLDER = 'v1.0.0';

/**
 * The files by which n8n shows an operation's fields before its first run, by path below the folder. n8n knows one for each
 * resource and operation, and so the rows are those of the form as it opens; the trigger has neither resource nor
 * operation.
 */
export function schemas(): Map<string, string> {
	const files = new Map<string, string>();
	files.set(`${FOLDER}.json`, schemaOf(conversationSheets.conversations));
	for (const { value: resource, operations } of resources) {
		for (const {
			value: operation,
			sheets: [first],
		} of operations) {
			if (first) files.set(`${FOLDER}/${resource}/${operation}.json`, schemaOf(first));
		}
	}
	return files;
}

function schemaOf(sheet: Sheet): string {
	const columns = shownColumns(sheet, sheet.simplified);
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
