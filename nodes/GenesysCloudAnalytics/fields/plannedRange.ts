import { resolvePlannedRange, type TimeRange } from '../time/timeRange';
import { propertiesOf, readSettings, shownIf, type Field } from './field';
import { choice, moment, type Option } from './kinds';
import { startTime, weekStart } from './timeRange';

const RANGES = [
	['today', 'Today', 'The whole day'],
	['tomorrow', 'Tomorrow'],
	['next7Days', 'Next 7 Days', 'Whole days, from tomorrow on'],
	['thisWeek', 'This Week', 'The whole week'],
	['nextWeek', 'Next Week'],
	['yesterday', 'Yesterday'],
	['last7Days', 'Last 7 Days', 'Whole days, up to the end of yesterday'],
	['lastWeek', 'Last Week'],
	['custom', 'Custom', 'From the start to the end that you enter below'],
] as const satisfies ReadonlyArray<Option<string>>;
const LABELS: ReadonlyMap<string, string> = new Map(RANGES.map(([value, name]) => [value, name]));

/** A range of time that may lie in the future. */
export interface PlannedRange {
	/** What the form calls it, where that says when it is. */
	label: string | undefined;
	/** @throws UserFacingError for a range that can't be followed */
	rangeAt(nowMs: number, timeZone: string): TimeRange;
}

const parts = {
	timeRange: choice({
		displayName: 'Time Range',
		byDefault: 'today',
		description:
			"The period to look at. Days and weeks follow the time zone in the options, or else the workflow's.",
		options: RANGES,
	}),
	weekStart: shownIf(weekStart, { timeRange: ['thisWeek', 'nextWeek', 'lastWeek'] }),
	startTime: shownIf(startTime, { timeRange: ['custom'] }),
	endTime: shownIf(
		moment({ displayName: 'End Time', description: 'The end of the time range (not included)' }),
		{ timeRange: ['custom'] },
	),
};

/** Of schedules. */
export const plannedRange: Field<PlannedRange> = {
	properties: () => propertiesOf(parts),
	read: async (form) => {
		const said = await readSettings(parts, form);
		return {
			label: said.timeRange === 'custom' ? undefined : LABELS.get(said.timeRange),
			rangeAt: (nowMs, timeZone) => resolvePlannedRange(said, timeZone, nowMs),
		};
	},
};
