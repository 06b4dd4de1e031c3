import type { INodeProperties } from 'n8n-workflow';

import type { Sheet } from '../../columns';
import { choice, type Choice } from '../../fields/choice';
import { directionField, filterCollection, mediaTypesField } from '../../fields/filters';
import { agentLocator, divisionLocator, queueLocator, wrapUpCodeLocator } from '../../fields/locators';
import { optionCollection, outputFields, rowOptions } from '../../fields/output';

/** From short to long. */
const LENGTHS: Choice[] = [
	['none', 'None', 'One row for the whole time range'],
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
		'How long each interval is. Intervals follow the clock and calendar of the time zone, so the first and last ones in a time range can be shorter.',
	options: LENGTHS.map(choice),
};

export const fillGapsOption: INodeProperties = {
	displayName: 'Fill Gaps',
	name: 'fillGaps',
	type: 'boolean',
	default: true,
	description: 'Whether to add rows for intervals without activity, so that no interval is missing',
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

/**
 * Columns, Return As, filters and options of aggregates.
 *
 * @param sheet with the groups and figures chosen at first
 * @param widest with all groups that can be chosen, whose options the form needs
 */
export function aggregateFields(
	sheet: Sheet,
	{
		filters = aggregateFilters,
		options = [],
		widest = sheet,
	}: { filters?: INodeProperties; options?: INodeProperties[]; widest?: Sheet } = {},
): INodeProperties[] {
	return [
		...outputFields(sheet),
		filters,
		optionCollection([...options, fillGapsOption, ...rowOptions(widest)]),
	];
}
