import { resolveSince, type Borders, type SyncRun } from '../time/since';
import { resolveTimeRange, type TimeRange } from '../time/timeRange';
import { hiddenIf, notice, onlyIf, propertiesOf, readSettings, shownIf, type Field } from './field';
import { choice, moment, number, type Option } from './kinds';

/** Shortest first, then those that need more fields. */
const RANGES = [
	['last15Minutes', 'Last 15 Minutes', 'Up to now'],
	['lastHour', 'Last Hour', 'Up to now'],
	['last24Hours', 'Last 24 Hours', 'Up to now; for calendar days, use Today or Yesterday'],
	['today', 'Today', 'From midnight until now'],
	['yesterday', 'Yesterday'],
	['last7Days', 'Last 7 Days', 'Whole days, up to the end of yesterday'],
	['thisWeek', 'This Week', 'From its first day until now'],
	['lastWeek', 'Last Week', 'The seven days before this week'],
	['last14Days', 'Last 14 Days', 'Whole days, up to the end of yesterday'],
	['last30Days', 'Last 30 Days', 'Whole days, up to the end of yesterday'],
	['last90Days', 'Last 90 Days', 'Whole days, up to the end of yesterday'],
	['thisMonth', 'This Month', 'From the first of the month until now'],
	['lastMonth', 'Last Month'],
	['thisQuarter', 'This Quarter', 'From the first of January, April, July or October until now'],
	['lastQuarter', 'Last Quarter'],
	['thisYear', 'This Year', 'From the first of January until now'],
	[
		'lastFullInterval',
		'Last Full Intervals',
		'One or more complete intervals of 15, 30 or 60 minutes on the clock',
	],
	['relative', 'Last Minutes, Hours, Days or Weeks', 'Up to now, for as long as you enter below'],
	[
		'since',
		'Since (for a Sync)',
		'Everything newer than what a database or table already has, to keep it in sync',
	],
	['custom', 'Custom', 'From the start to the end that you enter below'],
] as const satisfies ReadonlyArray<Option<string>>;
type RangeName = (typeof RANGES)[number][0];

/** The range of a sync. */
export const SINCE = 'since';
/** Their fields say more than their names. */
const NAMELESS: readonly RangeName[] = ['relative', 'since', 'custom', 'lastFullInterval'];
const LABELS: ReadonlyMap<RangeName, string> = new Map(RANGES.map(([value, name]) => [value, name]));
const shownFor = (...ranges: RangeName[]) => ({ timeRange: ranges });

/** What the fields of a time range say; what that is at a moment depends on the time zone, and on the granularity. */
export interface Period {
	/** Whether a destination gets what it doesn't have yet. */
	isSync: boolean;
	/** What the form calls the range, where its name says when that is: "Yesterday". */
	label: string | undefined;
	/** @throws UserFacingError for a range that can't be followed */
	rangeAt(nowMs: number, timeZone: string): TimeRange;
	/** Of a sync. @throws UserFacingError */
	runAt(nowMs: number, timeZone: string, borders?: Borders): SyncRun;
}

/** What the form says of a sync. */
export interface SinceTexts {
	/** What is read, and how to write it. */
	notice: string;
	/** What the mark is, and how it is read. */
	mark: string;
	/** What changes late. */
	late: string;
}

const HOW_TO_SYNC =
	'<a href="https://github.com/genesys-cloud-analytics/n8n-nodes-genesys-cloud-analytics/blob/main/docs/sync.md" target="_blank">How to keep a database in sync</a>';

/** Which of the ranges. */
const chosen = (byDefault: RangeName, isSyncable: boolean) => ({
	timeRange: choice({
		displayName: 'Time Range',
		byDefault,
		description:
			"The period to look at. Days, weeks, months, quarters and years follow the time zone in the options, or else the workflow's.",
		options: RANGES.filter(([value]) => isSyncable || value !== SINCE),
	}),
});

/** Of a range that is relative to now. */
const RELATIVE = {
	relativeAmount: shownIf(
		number({
			displayName: 'Amount',
			byDefault: 1,
			above: 0,
			description: 'How many minutes, hours, days or weeks to look back from now',
		}),
		shownFor('relative'),
	),
	relativeUnit: shownIf(
		choice({
			displayName: 'Unit',
			byDefault: 'hours',
			description: 'A day is 24 hours here; for calendar days, use Today or Yesterday',
			options: [
				['minutes', 'Minutes'],
				['hours', 'Hours'],
				['days', 'Days'],
				['weeks', 'Weeks'],
			],
		}),
		shownFor('relative'),
	),
};

/** Of intervals that are over. */
const FULL_INTERVALS = {
	intervalMinutes: shownIf(
		choice({
			displayName: 'Interval',
			byDefault: 30,
			description: 'How long each interval is',
			options: [
				[15, '15 Minutes'],
				[30, '30 Minutes'],
				[60, '60 Minutes'],
			],
		}),
		shownFor('lastFullInterval'),
	),
	intervalCount: shownIf(
		number({
			displayName: 'Number of Intervals',
			byDefault: 1,
			min: 1,
			isWhole: true,
			description: 'How many consecutive intervals to look at, up to the last complete one',
		}),
		shownFor('lastFullInterval'),
	),
};

/** Of ranges that are weeks. */
export const weekStart = choice({
	displayName: 'Week Starts On',
	byDefault: 'monday',
	description: 'The first day of the week',
	options: [
		['monday', 'Monday'],
		['sunday', 'Sunday'],
	],
});

/** Of a custom range. Not required: n8n would ask for it as well where an expression chooses the range, whichever it is. */
export const startTime = moment({
	displayName: 'Start Time',
	description:
		'The start of the time range (included). An expression can also return a Unix time in seconds or milliseconds.',
});

/** From one moment to another. */
const CUSTOM = {
	startTime: shownIf(startTime, shownFor('custom')),
	endTime: shownIf(
		moment({
			displayName: 'End Time',
			nothing: null,
			description:
				'The end of the time range (not included). If it is empty or in the future, the time range ends now.',
		}),
		shownFor('custom'),
	),
};

/** What has no Since still has its fields, though not in the form. */
const WITHOUT_SINCE: SinceTexts = { notice: '', mark: '', late: '' };

/** Of a sync. */
function sinceParts({ notice: ofSync, mark, late }: SinceTexts, isSyncable: boolean) {
	const ofSyncs = <T>(field: Field<T>) => onlyIf(isSyncable, shownIf(field, shownFor(SINCE)));
	return {
		sinceNotice: ofSyncs(notice(`${ofSync} ${HOW_TO_SYNC}.`)),
		since: ofSyncs(
			moment({
				displayName: 'Since',
				nothing: null,
				placeholder: 'e.g. {{ $json.since }}',
				description: `${mark}, as read by the previous node. Null or empty means a first load.`,
			}),
		),
		firstLoadStart: ofSyncs(
			moment({
				displayName: 'First Load Starts At',
				description: 'Where to start while the destination is empty. Anything earlier is never read.',
			}),
		),
		overlapHours: ofSyncs(
			number({
				displayName: 'Overlap (Hours)',
				byDefault: 48,
				min: 0,
				description: `How far before Since to read again, to catch late changes: ${late}`,
			}),
		),
		maxDays: ofSyncs(
			number({
				displayName: 'Days per Run',
				byDefault: 7,
				above: 0,
				description:
					'How many days beyond Since to read in one run at most, oldest first. The column moreLeft is true until later runs have caught up.',
			}),
		),
	};
}

/** All fields of a time range, by the names of their parameters. */
const partsOf = (byDefault: RangeName, texts: SinceTexts | undefined) => ({
	...chosen(byDefault, texts !== undefined),
	...RELATIVE,
	...FULL_INTERVALS,
	weekStart: shownIf(weekStart, shownFor('lastWeek', 'thisWeek')),
	...CUSTOM,
	...sinceParts(texts ?? WITHOUT_SINCE, texts !== undefined),
});

/** The period that is asked for, or what a destination doesn't have yet; without texts, there is no such range. */
export function timeRange(byDefault: RangeName, texts?: SinceTexts): Field<Period> {
	const parts = partsOf(byDefault, texts);
	return {
		properties: () => propertiesOf(parts),
		read: async (form) => {
			const said = await readSettings(parts, form);
			return {
				isSync: said.timeRange === SINCE,
				label: NAMELESS.includes(said.timeRange) ? undefined : LABELS.get(said.timeRange),
				rangeAt: (nowMs, timeZone) => resolveTimeRange(said, timeZone, nowMs),
				runAt: (nowMs, timeZone, borders) => resolveSince(said, timeZone, nowMs, borders),
			};
		},
	};
}

/** Of aggregates, whose intervals have to be complete. */
export const timeRangeOfIntervals: Field<Period> = timeRange('today', {
	notice:
		'Returns complete intervals, oldest first. Figures can change after an interval has ended, so insert or update rows by intervalStart and the columns they are grouped by. Choose a granularity.',
	mark: 'The latest end of an interval in the destination, MAX("intervalEnd")',
	late: 'wrap-up and conversations that appear late',
});

/** Hides a field where the time range is Since, which takes all of it, oldest first. */
export function unlessSince<T>(field: Field<T>): Field<T> {
	return hiddenIf(field, shownFor(SINCE));
}
