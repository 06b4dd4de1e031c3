import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { listSearch } from './directory/listSearch';
import { operationSubtitle } from './fields/subtitle';
import { nodeProperties } from './resources';
import { getColumns } from './resources/getColumns';
import { run } from './run';

/** Conversations, KPIs, queues and agents of Genesys Cloud as flat rows. */
export class GenesysCloudAnalytics implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Cloud Analytics',
		name: 'genesysCloudAnalytics',
		icon: { light: 'file:genesysCloud.svg', dark: 'file:genesysCloud.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: operationSubtitle,
		description: 'Get conversations, KPIs, queues and agents from Genesys Cloud',
		defaults: { name: 'Genesys Cloud Analytics' },
		inputs: [NodeConnectionTypes.Main],
		outputs:
			'={{ $parameter.options?.report === true ? [{ type: "main", displayName: "Rows" }, { type: "main", displayName: "Report" }] : [{ type: "main" }] }}',
		usableAsTool: true,
		credentials: [{ name: 'genesysCloudOAuth2Api', required: true }],
		properties: nodeProperties(),
		hints: [
			{
				message:
					'For tens of thousands of rows, choose a file in <b>Return As</b>: n8n then handles a single item instead of one item per row.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["returnAll"] === true && $parameter["returnAs"] === "rows" }}',
			},
		],
	};

	methods = { listSearch, loadOptions: { getColumns } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run.call(this);
	}
}
