import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from './locators';

/** The API's media types. */
export const mediaTypeOptions: INodePropertyOptions[] = [
	{ name: 'Callback', value: 'callback' },
	{ name: 'Chat', value: 'chat' },
	{ name: 'Cobrowse', value: 'cobrowse' },
	{ name: 'Email', value: 'email' },
	{ name: 'Internal Message', value: 'internalmessage' },
	{ name: 'Message', value: 'message' },
	{ name: 'Screen Monitoring', value: 'screenmonitoring' },
	{ name: 'Screen Share', value: 'screenshare' },
	{ name: 'Unknown', value: 'unknown' },
	{ name: 'Video', value: 'video' },
	{ name: 'Voice', value: 'voice' },
];

/** Their values. */
export const MEDIA_TYPES = mediaTypeOptions.map(({ value }) => String(value));

export const mediaTypesField: INodeProperties = {
	displayName: 'Media Types',
	name: 'mediaTypes',
	type: 'multiOptions',
	default: [],
	description: 'Only these channels',
	options: mediaTypeOptions,
};

export const directionField: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	default: 'inbound',
	description: 'Who began it',
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
		description: 'All of the filters must fit',
		options: options as Array<INodeProperties | INodePropertyOptions | INodePropertyCollection>,
	} as INodeProperties;
}

/** Filters of conversations; `readFilters` reads them. */
export const conversationFilters: INodeProperties = filterCollection([
	{
		displayName: 'Advanced Filters',
		name: 'advancedFilters',
		type: 'json',
		default: '',
		placeholder:
			'e.g. { "segmentFilters": [{ "type": "or", "predicates": [{ "dimension": "purpose", "value": "ivr" }] }] }',
		description:
			'Filters in the words of the API (conversationFilters, segmentFilters, evaluationFilters, surveyFilters, resolutionFilters); they are added to the others',
	},
	agentLocator,
	{
		displayName: 'ANI',
		name: 'ani',
		type: 'string',
		default: '',
		placeholder: 'e.g. +13175550100',
		description: 'The number that the call came from',
	},
	directionField,
	divisionLocator,
	{
		displayName: 'DNIS',
		name: 'dnis',
		type: 'string',
		default: '',
		placeholder: 'e.g. +13175550199',
		description: 'The number that was called',
	},
	{
		displayName: 'Ended Only',
		name: 'endedOnly',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out conversations that are still going on',
	},
	mediaTypesField,
	{
		displayName: 'Minimum Handle Time (Seconds)',
		name: 'minHandleSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description: 'Only conversations that agents handled for at least so long',
	},
	{
		displayName: 'Outcome',
		name: 'outcome',
		type: 'options',
		default: 'any',
		description: 'What became of it',
		options: [
			{ name: 'Abandoned', value: 'abandoned', description: 'The customer gave up waiting' },
			{ name: 'Answered', value: 'answered', description: 'An agent answered' },
			{ name: 'Any', value: 'any' },
		],
	},
	queueLocator,
	wrapUpCodeLocator,
]);
