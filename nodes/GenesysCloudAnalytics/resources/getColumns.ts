import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { columnOptions } from '../columns/options';
import { findOperation } from '.';

/** The columns that the operation, and the output chosen, can show: n8n asks for them when the list is opened. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { resource, operation, output, type } = this.getCurrentNodeParameters() ?? {};
	const { sheets } = findOperation(resource ?? 'conversation', operation ?? 'getAll');
	return columnOptions(sheets, output ?? type);
}
