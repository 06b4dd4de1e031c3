import type { INodeProperties } from 'n8n-workflow';

/** One conversation or several, by id. */
export const conversationIdField: INodeProperties = {
	displayName: 'Conversation ID',
	name: 'conversationId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
	description: 'The ID of the conversation. Separate several IDs with commas.',
};
