import { UserFacingError } from '../messages/userFacingError';
import type { Granularity } from '../time/buckets';
import type { Field } from './field';
import { choice, type Option } from './kinds';
import { SINCE } from './timeRange';

/** From short to long. */
const LENGTHS = [
	['none', 'None', 'One row for the whole time range'],
	['PT15M', '15 Minutes'],
	['PT30M', '30 Minutes'],
	['PT1H', 'Hour'],
	['P1D', 'Day'],
	['P1W', 'Week', 'From Monday to Monday'],
	['P1M', 'Month'],
] as const satisfies ReadonlyArray<Option<Granularity>>;

/** How finely figures are cut. @param lengths those that the API has for these figures */
function granularityOf(lengths: ReadonlyArray<Option<Granularity>>): Field<Granularity> {
	const field = choice<Granularity>({
		displayName: 'Granularity',
		byDefault: 'none',
		description:
			'How long each interval is. Intervals follow the clock and calendar of the time zone, so the first and last ones in a time range can be shorter.',
		options: lengths,
	});
	return {
		...field,
		read: async (form, name) => {
			const chosen = await field.read(form, name);
			if (chosen !== 'none' || form.given('timeRange').value !== SINCE) return chosen;
			throw new UserFacingError(
				'A sync needs intervals: without them, each run would return different rows',
				'Choose a granularity such as 30 Minutes or Day.',
			);
		},
	};
}

export const granularity = granularityOf(LENGTHS);

/**
 * Of user aggregates. The API's own page on them limits the granularity, half an hour is taken as the finest:
 * https://developer.genesys.cloud/analyticsdatamanagement/analytics/aggregate/user-query (Limitations)
 */
export const halfHoursUp = granularityOf(LENGTHS.filter(([value]) => value !== 'PT15M'));
