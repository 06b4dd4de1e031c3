import type { INodeProperties } from 'n8n-workflow';

import { directionField, filterCollection, mediaTypesField } from '../../descriptions/filters';
import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from '../../descriptions/locators';
import {
	dateFormatOption,
	optionCollection,
	resolveNamesOption,
	timeZoneOption,
} from '../../descriptions/output';

export const granularityField: INodeProperties = {
	displayName: 'Granularity',
	name: 'granularity',
	type: 'options',
	default: 'none',
	description:
		'How long the intervals are that the figures are told for. They begin on the clock and the calendar of the time zone, so the first and the last one of the time range can be shorter.',
	options: [
		{ name: 'None', value: 'none', description: 'One figure for the whole time range' },
		{ name: '15 Minutes', value: 'PT15M' },
		{ name: '30 Minutes', value: 'PT30M' },
		{ name: 'Hour', value: 'PT1H' },
		{ name: 'Day', value: 'P1D' },
		{ name: 'Week', value: 'P1W', description: 'From Monday to Monday' },
		{ name: 'Month', value: 'P1M' },
	],
};

export const fillGapsOption: INodeProperties = {
	displayName: 'Fill Gaps',
	name: 'fillGaps',
	type: 'boolean',
	default: true,
	description:
		'Whether to add a row for each interval in which nothing happened, so that no interval is missing',
};

/** Filters that aggregates know; `readAggregateFilter` reads them. */
export const aggregateFilters: INodeProperties = filterCollection([
	agentLocator,
	directionField,
	divisionLocator,
	mediaTypesField,
	queueLocator,
	wrapUpCodeLocator,
]);

export const aggregateOptions: INodeProperties = optionCollection([
	dateFormatOption,
	fillGapsOption,
	resolveNamesOption,
	timeZoneOption,
]);
