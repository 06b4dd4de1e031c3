import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { conversationSheets } from '../columns/conversationSheets';
import { columnOptions } from '../columns/options';

/** The columns that conversations can show: n8n asks for them when the list is opened. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return columnOptions(Object.values(conversationSheets), this.getCurrentNodeParameters()?.output);
}
