import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { eventSubtitle } from './fields/subtitle';
import { listSearch } from './directory/listSearch';
import { propertiesOf } from './fields/field';
import { triggerFields } from './trigger/fields';
import { getColumns } from './trigger/getColumns';
import { poll } from './trigger/poll';

/** Starts a workflow when conversations begin, end or change, queues cross a threshold, or agents change their status. */
export class GenesysCloudAnalyticsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Cloud Analytics Trigger',
		name: 'genesysCloudAnalyticsTrigger',
		icon: { light: 'file:genesysCloud.svg', dark: 'file:genesysCloud.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle,
		description:
			'Starts the workflow when conversations end or change, queues cross a threshold, or agents change status or stay in one for long',
		defaults: { name: 'Genesys Cloud Analytics Trigger' },
		polling: true,
		eventTriggerDescription: '',
		activationMessage:
			'n8n now checks Genesys Cloud at your poll times. Only what happens from now on starts the workflow, nothing from the past.',
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'genesysCloudOAuth2Api', required: true }],
		properties: propertiesOf(triggerFields),
	};

	methods = { listSearch, loadOptions: { getColumns } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
