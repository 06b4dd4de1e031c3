import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from './locators';

/** The API's media types, those that most contact centers have first. */
const mediaTypeOptions: INodePropertyOptions[] = [
	{ name: 'Voice', value: 'voice' },
	{ name: 'Callback', value: 'callback' },
	{ name: 'Message', value: 'message', description: 'Web messaging, SMS, WhatsApp, …' },
	{ name: 'Chat', value: 'chat' },
	{ name: 'Email', value: 'email' },
	{ name: 'Video', value: 'video' },
	{ name: 'Cobrowse', value: 'cobrowse' },
	{ name: 'Screen Share', value: 'screenshare' },
	{ name: 'Screen Monitoring', value: 'screenmonitoring' },
	{ name: 'Internal Message', value: 'internalmessage' },
	{ name: 'Unknown', value: 'unknown' },
];

/** Their values. */
export const MEDIA_TYPES = mediaTypeOptions.map(({ value }) => String(value));

export const mediaTypesField: INodeProperties = {
	displayName: 'Media Types',
	name: 'mediaTypes',
	type: 'multiOptions',
	default: [],
	description: 'Only conversations on these channels',
	allowArbitraryValues: true,
	options: mediaTypeOptions,
};

export const directionField: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	default: 'inbound',
	description: 'Who started the conversation',
	options: [
		{ name: 'Inbound', value: 'inbound', description: 'The customer' },
		{ name: 'Outbound', value: 'outbound', description: 'The contact center' },
	],
};

/** Its values. */
export const DIRECTIONS = ['inbound', 'outbound'] as const;

/** A collection of filters, as n8n wants it. */
export function filterCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Conversations must match all filters',
		options: options as Array<INodeProperties | INodePropertyOptions | INodePropertyCollection>,
	} as INodeProperties;
}

const filters: INodeProperties[] = [
	queueLocator,
	agentLocator,
	mediaTypesField,
	directionField,
	{
		displayName: 'Outcome',
		name: 'outcome',
		type: 'options',
		// Whoever adds this filter most often looks for lost conversations.
		default: 'abandoned',
		description: 'How the conversation turned out',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'Answered', value: 'answered', description: 'An agent answered' },
			{ name: 'Abandoned', value: 'abandoned', description: 'The customer gave up waiting' },
		],
	},
	wrapUpCodeLocator,
	{
		displayName: 'Minimum Handle Time (Seconds)',
		name: 'minHandleSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description: 'Only conversations that agents handled for at least this long',
	},
	{
		displayName: 'ANI',
		name: 'ani',
		type: 'string',
		default: '',
		placeholder: 'e.g. +13175550100',
		description: 'The number the call came from',
	},
	{
		displayName: 'DNIS',
		name: 'dnis',
		type: 'string',
		default: '',
		placeholder: 'e.g. +13175550199',
		description: 'The number that was called',
	},
	divisionLocator,
	{
		displayName: 'Ended Only',
		name: 'endedOnly',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out conversations that are still in progress',
	},
	{
		displayName: 'Advanced Filters',
		name: 'advancedFilters',
		type: 'json',
		default: '',
		placeholder:
			'e.g. { "segmentFilters": [{ "type": "or", "predicates": [{ "dimension": "purpose", "value": "ivr" }] }] }',
		description:
			'More filters, in API syntax (conversationFilters, segmentFilters, evaluationFilters, surveyFilters, resolutionFilters)',
	},
];

/** Filters of conversations; `readFilters` reads them. Queue, which most people want, is there without being added. */
export const conversationFilters: INodeProperties = {
	...filterCollection(filters),
	default: { queue: queueLocator.default } as INodeProperties['default'],
};
