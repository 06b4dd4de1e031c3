import { DateTime } from 'luxon';
import { iso } from '../interval';
import type { World } from '../world';
import type { UserEntity } from './organization';
import { exceptionsOf, shiftsOf, type Exception, type Shift } from './schedules';

/** What a bulk query asks of one management unit. */
export interface HistoryItem {
	managementUnitId: string;
	startDate: string;
	endDate: string;
	userIds?: string[];
	includeExceptions?: boolean;
	includeActuals?: boolean;
}

interface Span {
	start: number;
	end: number;
}

/** `WfmHistoricalAdherenceBulkResult`: offsets are seconds after its start, days those of the zone of the query. */
export function historyOf(
	world: World,
	{ managementUnitId, startDate, endDate, includeExceptions = false }: HistoryItem,
	users: UserEntity[],
	timeZone: string,
): object {
	const span = { start: Date.parse(startDate), end: Math.min(Date.parse(endDate), world.now()) };
	const lookUp = new Map(world.organization.presences.map(({ id }, index) => [String(index), id]));
	return {
		startDate: iso(span.start),
		endDate: iso(Date.parse(endDate)),
		managementUnitId,
		userResults: users.map((user) => ofUser(world, user, span, timeZone, includeExceptions)),
		lookupIdToSecondaryPresenceId: Object.fromEntries(lookUp),
	};
}

function ofUser(world: World, user: UserEntity, span: Span, timeZone: string, withExceptions: boolean) {
	const shifts = shiftsOf(world, user, span.start, span.end);
	const exceptions = shifts
		.flatMap((shift) => exceptionsOf(world, user, shift))
		.filter(({ start, end }) => start < span.end && end > span.start)
		.map((each) => ({ ...each, ...within(each, span) }));
	const whole = metrics(span, span, shifts, exceptions);
	return {
		userId: user.id,
		adherencePercentage: whole?.adherencePercentage,
		conformancePercentage: whole?.conformancePercentage,
		impact: 'Negative',
		dayMetrics: days(span, timeZone).flatMap((day) => metrics(day, span, shifts, exceptions) ?? []),
		...(withExceptions ? { exceptionInfo: exceptions.map((each) => exceptionInfo(each, span, world)) } : {}),
	};
}

function days({ start, end }: Span, timeZone: string): Span[] {
	const found: Span[] = [];
	for (let at = DateTime.fromMillis(start, { zone: timeZone }); at.toMillis() < end;) {
		const next = at.startOf('day').plus({ days: 1 });
		found.push({ start: at.toMillis(), end: Math.min(end, next.toMillis()) });
		at = next;
	}
	return found;
}

/** Of a day; a day without a schedule has none. */
function metrics(day: Span, { start }: Span, shifts: Shift[], exceptions: Exception[]) {
	const scheduled = seconds(
		shifts.flatMap(({ activities }) => activities),
		day,
	);
	if (scheduled === 0) return undefined;
	const activities = shifts.flatMap((shift) => shift.activities);
	const onQueue = seconds(
		activities.filter(({ category }) => category === 'OnQueueWork'),
		day,
	);
	const own = exceptions.filter((each) => each.start < day.end && each.end > day.start);
	const negative = seconds(
		own.filter(({ impact }) => impact === 'Negative'),
		day,
	);
	const positive = seconds(own, day) - negative;
	return {
		dayStartOffsetSeconds: (day.start - start) / 1000,
		adherenceScheduleSeconds: scheduled,
		conformanceScheduleSeconds: onQueue,
		conformanceActualSeconds: onQueue - negative + positive,
		exceptionCount: own.length,
		exceptionDurationSeconds: negative + positive,
		impactSeconds: negative - positive,
		scheduleLengthSeconds: scheduled,
		actualLengthSeconds: scheduled,
		adherencePercentage: (100 * (scheduled - negative - positive)) / scheduled,
		...(onQueue > 0 ? { conformancePercentage: (100 * (onQueue - negative + positive)) / onQueue } : {}),
	};
}

function exceptionInfo({ start, end, scheduled, actual, impact }: Exception, span: Span, world: World) {
	const { presences } = world.organization;
	const presence = presences.findIndex(({ systemPresence }) => systemPresence === 'BREAK');
	return {
		startOffsetSeconds: (start - span.start) / 1000,
		endOffsetSeconds: (end - span.start) / 1000,
		scheduledActivityCodeId: scheduled.codeId,
		scheduledActivityCategory: scheduled.category,
		scheduledSecondaryPresenceLookupIds: [],
		...(actual === 'Break' ? { actualActivityCodeId: '1' } : {}),
		actualActivityCategory: actual,
		systemPresence: actual === 'Break' ? 'Break' : actual === 'OnQueueWork' ? 'OnQueue' : 'Available',
		routingStatus: actual === 'OnQueueWork' ? 'INTERACTING' : 'OFF_QUEUE',
		...(actual === 'Break' ? { secondaryPresenceLookupId: String(presence) } : {}),
		impact,
	};
}

function within({ start, end }: Span, bounds: Span): Span {
	return { start: Math.max(start, bounds.start), end: Math.min(end, bounds.end) };
}

/** How long these are in all, as far as they are within the bounds. */
function seconds(spans: readonly Span[], bounds: Span): number {
	return spans.reduce((sum, span) => {
		const { start, end } = within(span, bounds);
		return sum + Math.max(0, end - start) / 1000;
	}, 0);
}
