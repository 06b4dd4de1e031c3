import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { nodeProperties } from './actions';
import { listSearch } from './methods/listSearch';
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
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Get conversations, KPIs, queues and agents from Genesys Cloud',
		defaults: { name: 'Genesys Cloud Analytics' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'genesysCloudOAuth2Api', required: true }],
		properties: nodeProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run.call(this);
	}
}
