import { DateTime } from 'luxon';
import { DAY, iso } from '../interval';
import type { World } from '../world';
import type { UserEntity } from './organization';
import { BUSINESS_UNIT_ZONE, daysOffOf, shiftsOf, type Shift } from './schedules';

const MINUTE = 60_000;

/** `BuAgentSchedulesSearchResponse`: whole shifts and days off that the range touches. */
export function agentSchedules(
	world: World,
	users: readonly UserEntity[],
	{ start, end }: { start: number; end: number },
): object {
	const shifts = users.map((user) => ({ user, shifts: shiftsOf(world, user, start, end) }));
	const weeks = new Set(shifts.flatMap((each) => each.shifts.map(weekOf)));
	const isTwice = world.options.schedules?.overlapping === true;
	return {
		businessUnitTimeZone: BUSINESS_UNIT_ZONE,
		publishedSchedules: [...weeks].map((weekDate) => ({ id: scheduleId(weekDate), weekDate, weekCount: 1 })),
		agentSchedules: shifts.map(({ user, shifts: own }) => ({
			user: { id: user.id, selfUri: `/api/v2/users/${user.id}` },
			shifts: own.flatMap((shift) => [
				...(isTwice ? [shiftOf(shift, 'draft')] : []),
				shiftOf(shift, scheduleId(weekOf(shift))),
			]),
			fullDayTimeOffMarkers: daysOffOf(world, user, start, end).map(({ date, codeId }) => ({
				businessUnitDate: date,
				lengthMinutes: 480,
				description: '',
				activityCodeId: codeId,
				paid: true,
				payableMinutes: 480,
				timeOffRequestId: `request-${date}`,
			})),
		})),
	};
}

function shiftOf(shift: Shift, schedule: string) {
	return {
		id: shift.id,
		startDate: iso(shift.start),
		lengthMinutes: (shift.end - shift.start) / MINUTE,
		manuallyEdited: false,
		schedule: { id: schedule, weekDate: weekOf(shift) },
		activities: shift.activities.map(({ start, end, codeId }) => ({
			startDate: iso(start),
			lengthMinutes: (end - start) / MINUTE,
			activityCodeId: codeId,
			description: codeId === '20' ? 'What is new' : '',
			...(codeId === '2' ? { paid: false, payableMinutes: 0 } : {}),
			...(codeId === '0' ? { paid: true, payableMinutes: (end - start) / MINUTE } : {}),
			...(codeId === '21'
				? { externalActivityId: `coaching-${shift.id}`, externalActivityType: 'Coaching' }
				: {}),
		})),
	};
}

/** The Monday of the shift's week in the business unit. */
function weekOf({ start }: Shift): string {
	return DateTime.fromMillis(start, { zone: BUSINESS_UNIT_ZONE }).startOf('week').toISODate()!;
}

const scheduleId = (weekDate: string) =>
	`88888888-0000-4000-8000-${String(Date.parse(weekDate) / DAY).padStart(12, '0')}`;
