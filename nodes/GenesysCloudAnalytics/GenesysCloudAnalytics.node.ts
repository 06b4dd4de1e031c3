import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { nodeProperties } from './resources';
import { operationSubtitle } from './fields/subtitle';
import { listSearch } from './directory/listSearch';
import { run } from './run';

/** Conversations, KPIs, queues and agents of Genesys Cloud as flat rows. */
export class GenesysCloudAnalytics implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Cloud Analytics',
		name: 'genesysCloudAnalytics',
		icon: { light: 'file:genesysCloud.svg', dark: 'file:genesysCloud.dark.svg' },
		group: ['input'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: operationSubtitle,
		description: 'Get conversations, KPIs, queues and agents from Genesys Cloud',
		defaults: { name: 'Genesys Cloud Analytics' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
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

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run.call(this);
	}
}
