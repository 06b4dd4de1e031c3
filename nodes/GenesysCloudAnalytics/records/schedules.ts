import type { Models } from 'purecloud-platform-client-v2';
import { DateTime } from 'luxon';

import { MINUTE_MS } from '../time/durations';
import type { TimeRange } from '../time/timeRange';
import type { OfUnit } from './adherenceHistory';
import type { Unchecked } from './conversation';
import { entries, number, text, timeMs } from './json';
import { valueAt } from '../columns/field';

/** What an agent is scheduled to do for some time, or that the agent is off for a day. */
export interface ScheduledActivity {
	agentId: string | null;
	unit: OfUnit;
	/** IANA, of the business unit: its days and weeks. */
	timeZone: string | null;
	/** Milliseconds since the epoch; of a day off, the day's start and end in the business unit. */
	startMs: number;
	endMs: number;
	/** Of a day off, YYYY-MM-DD: it has no start and end of its own. */
	dayOff: string | null;
	activity: Unchecked<Models.BuAgentScheduleActivity>;
	shift: Unchecked<Models.BuAgentScheduleShift>;
	/** Null where the answer doesn't say which schedules are published. */
	isPublished: boolean | null;
}

type Result = Unchecked<Models.BuAgentSchedulesSearchResponse>;
type Agent = Unchecked<Models.BuAgentScheduleSearchResponse>;
type Marker = Unchecked<Models.BuFullDayTimeOffMarker>;

/** All that an answer has of the range, in full length where it begins earlier or ends later. */
export function activitiesIn(
	result: Result,
	unit: OfUnit,
	{ startMs, endMs }: TimeRange,
): ScheduledActivity[] {
	const timeZone = text(result.businessUnitTimeZone);
	const published = Array.isArray(result.publishedSchedules)
		? new Set(entries<{ id?: unknown }>(result.publishedSchedules).map(({ id }) => id))
		: undefined;
	const found = entries<Agent>(result.agentSchedules).flatMap((agent) => {
		const shared = { agentId: text(valueAt(agent, 'user.id')), unit, timeZone };
		const inShifts = entries<ScheduledActivity['shift']>(agent.shifts).flatMap((shift) =>
			entries<ScheduledActivity['activity']>(shift.activities).flatMap((activity) => {
				const start = timeMs(activity.startDate);
				const minutes = number(activity.lengthMinutes);
				if (start === null || minutes === null) return [];
				const isPublished = published?.has(valueAt(shift, 'schedule.id')) ?? null;
				const span = { startMs: start, endMs: start + minutes * MINUTE_MS };
				return [{ ...shared, ...span, dayOff: null, activity, shift, isPublished }];
			}),
		);
		return [...inShifts, ...daysOff(agent, shared)];
	});
	return found.filter((each) => each.startMs < endMs && each.endMs > startMs);
}

function daysOff(
	agent: Agent,
	shared: Pick<ScheduledActivity, 'agentId' | 'unit' | 'timeZone'>,
): ScheduledActivity[] {
	return entries<Marker>(agent.fullDayTimeOffMarkers).flatMap((marker) => {
		const date = text(marker.businessUnitDate) ?? '';
		const day = DateTime.fromISO(date, { zone: shared.timeZone ?? shared.unit.timeZone ?? 'UTC' });
		if (!day.isValid) return [];
		const span = { startMs: day.toMillis(), endMs: day.plus({ days: 1 }).toMillis() };
		return [{ ...shared, ...span, dayOff: date, activity: marker, shift: {}, isPublished: null }];
	});
}

/**
 * Each activity once, oldest first. Schedules that overlap bring it several times, and so do ranges next to each other where
 * it goes on past the border; of several, the published one counts.
 */
export function eachOnce(activities: readonly ScheduledActivity[]): ScheduledActivity[] {
	const found = new Map<string, ScheduledActivity>();
	for (const each of activities) {
		const { agentId, startMs, endMs, dayOff, activity } = each;
		const key = JSON.stringify([agentId, startMs, endMs, dayOff, activity.activityCodeId]);
		const known = found.get(key);
		if (!known || (each.isPublished && !known.isPublished)) found.set(key, each);
	}
	return [...found.values()];
}
