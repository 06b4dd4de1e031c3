import type { INodeProperties } from 'n8n-workflow';

import { choice, type Choice } from '../../descriptions/choice';
import { directionField, filterCollection, mediaTypesField } from '../../descriptions/filters';
import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from '../../descriptions/locators';
import {
	dateFormatOption,
	optionCollection,
	resolveNamesOption,
	timeZoneOption,
} from '../../descriptions/output';

/** From short to long. */
const LENGTHS: Choice[] = [
	['none', 'None', 'One figure for the whole time range'],
	['PT15M', '15 Minutes'],
	['PT30M', '30 Minutes'],
	['PT1H', 'Hour'],
	['P1D', 'Day'],
	['P1W', 'Week', 'From Monday to Monday'],
	['P1M', 'Month'],
];

export const granularityField: INodeProperties = {
	displayName: 'Granularity',
	name: 'granularity',
	type: 'options',
	default: 'none',
	description:
		'How long the intervals are that the figures are told for. They begin on the clock and the calendar of the time zone, so the first and the last one of the time range can be shorter.',
	options: LENGTHS.map(choice),
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
