import type { INodePropertyOptions } from 'n8n-workflow';

import { isRaw, type Sheet } from './sheet';

/**
 * The columns that can be chosen, for a list of the form.
 *
 * @param chosen the name of one of the sheets, where the form has such a choice; else it is the first
 */
export function columnOptions(sheets: readonly Sheet[], chosen: unknown): INodePropertyOptions[] {
	const sheet = sheets.find(({ name }) => name === chosen) ?? sheets[0];
	if (!sheet || isRaw(sheet)) return [];
	return sheet.columns.map(({ name, meaning }) => ({
		name,
		value: name,
		description: meaning.replaceAll('`', ''),
	}));
}
