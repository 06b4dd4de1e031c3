import { toggle } from './kinds';

/** Of aggregates by interval. */
export const fillGaps = toggle({
	displayName: 'Fill Gaps',
	byDefault: true,
	description: 'Whether to add rows for intervals without activity, so that no interval is missing',
});
