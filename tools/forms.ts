import { writeFileSync } from 'fs';
import { join } from 'path';

import type { INodeType } from 'n8n-workflow';

import { GenesysCloudAnalytics } from '../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.ts';
import { GenesysCloudAnalyticsTrigger } from '../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node.ts';
import { everyOperation, shown, subtitleOf } from '../test/support/form';

export const FORMS_FOLDER = join(__dirname, '../test/fields/forms');

/**
 * What workflows are saved with and users see: all properties of both nodes, and what each operation shows at first. A diff
 * of these files shows every change of a form.
 */
export function forms(): Map<string, string> {
	return new Map([
		['node.json', jsonOf(new GenesysCloudAnalytics())],
		['trigger.json', jsonOf(new GenesysCloudAnalyticsTrigger())],
		['operations.txt', operationsAtFirst()],
	]);
}

const jsonOf = (node: INodeType) => `${inLines(node.description.properties)}\n`;

/** Resource and operation. */
const SELECTORS = 2;

/** The subtitle of each operation as it opens, and its fields in their order. */
function operationsAtFirst(): string {
	const node = new GenesysCloudAnalytics();
	return everyOperation
		.map((form) => {
			const fields = shown(form)
				.slice(SELECTORS)
				.map(({ name }) => `  ${name}\n`);
			return `${form.resource}.${form.operation}: ${String(subtitleOf(node, form))}\n${fields.join('')}`;
		})
		.join('\n');
}

const LONGEST = 160;

/** JSON with a choice or a list of words in one line, so that a diff has one line for each. */
function inLines(value: unknown, indent = ''): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).filter(([, each]) => each !== undefined);
	const isFlat = entries.every(([, each]) => typeof each !== 'object');
	const inOneLine = JSON.stringify(value);
	if (isFlat && (Array.isArray(value) || inOneLine.length <= LONGEST)) return inOneLine;
	const inner = `${indent}  `;
	const lines = entries.map(
		([name, each]) =>
			`${inner}${Array.isArray(value) ? '' : `${JSON.stringify(name)}: `}${inLines(each, inner)}`,
	);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

if (require.main === module) {
	for (const [file, content] of forms()) writeFileSync(join(FORMS_FOLDER, file), content);
}
