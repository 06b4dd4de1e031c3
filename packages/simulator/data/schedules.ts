import { DateTime } from 'luxon';
import type { World } from '../world';
import { unitOf } from './adherence';
import type { UserEntity } from './organization';

const MINUTE = 60_000;

/** What an activity of a schedule is called; `active` is false for a deleted one. Ids are those of the business unit. */
export const ACTIVITY_CODES = [
	{ id: '0', category: 'OnQueueWork', defaultCode: true, countsAsPaidTime: true, countsAsWorkTime: true },
	{ id: '1', category: 'Break', defaultCode: true, countsAsPaidTime: true, countsAsWorkTime: false },
	{ id: '2', category: 'Meal', defaultCode: true, countsAsPaidTime: false, countsAsWorkTime: false },
	{ id: '7', category: 'TimeOff', defaultCode: true, countsAsPaidTime: true, countsAsWorkTime: false },
	{ id: '20', name: 'Team Huddle', category: 'Meeting', countsAsPaidTime: true, countsAsWorkTime: true },
	{
		...{ id: '21', name: 'Old Coaching', category: 'Training', active: false },
		...{ countsAsPaidTime: true, countsAsWorkTime: true },
	},
].map((code) => ({ active: true, defaultCode: false, ...code }));

/** One that is in schedules, and is not listed any more. */
const GONE = '99';

/** Minutes after the start of the shift, and what is scheduled from then on. */
const DAY: ReadonlyArray<readonly [minute: number, codeId: string]> = [
	[0, '0'],
	[120, '1'],
	[135, '0'],
	[240, '2'],
	[270, '0'],
	[360, 'own'],
	[390, '0'],
	[480, 'end'],
];

interface Activity {
	start: number;
	end: number;
	codeId: string;
	category: string;
}

export interface Shift {
	id: string;
	start: number;
	end: number;
	activities: Activity[];
}

/** A part of a shift in which the agent did something else. */
export interface Exception {
	start: number;
	end: number;
	scheduled: Activity;
	actual: string;
	impact: 'Positive' | 'Negative';
}

/** Of the business unit of all units. */
export const BUSINESS_UNIT_ZONE = 'Europe/Berlin';

/** yyyy-MM-dd in the business unit's zone, and what the agent is off for. */
interface DayOff {
	date: string;
	codeId: string;
}

/** Where a shift begins, by the name of the unit: that of the night shift goes on past midnight. */
const HOUR_OF_START: Readonly<Record<string, number>> = { 'Day Shift': 8, 'Night Shift': 21 };

/** Agents work from Monday to Friday, eight hours in the zone of their unit; every fifth has Wednesdays off. */
export function shiftsOf(world: World, user: UserEntity, start: number, end: number): Shift[] {
	const unit = unitOf(world, user);
	if (!unit) return [];
	const index = world.organization.users.indexOf(user);
	const found: Shift[] = [];
	let day = DateTime.fromMillis(start, { zone: unit.timeZone }).startOf('day').minus({ days: 1 });
	for (; day.toMillis() < end; day = day.plus({ days: 1 })) {
		if (day.weekday > 5 || (index % 5 === 0 && day.weekday === 3)) continue;
		const at = day.set({ hour: HOUR_OF_START[unit.name]! }).toMillis();
		const shift = { id: `${user.id.slice(0, 8)}-${day.toISODate()}`, start: at, end: at + 480 * MINUTE };
		if (shift.start < end && shift.end > start) found.push({ ...shift, activities: activities(at, index) });
	}
	return found;
}

/** Every fifth agent is off on Wednesdays: markers of days of the business unit, without a time. */
export function daysOffOf(world: World, user: UserEntity, start: number, end: number): DayOff[] {
	if (!unitOf(world, user) || world.organization.users.indexOf(user) % 5 !== 0) return [];
	const found: DayOff[] = [];
	let day = DateTime.fromMillis(start, { zone: BUSINESS_UNIT_ZONE }).startOf('day');
	for (; day.toMillis() < end; day = day.plus({ days: 1 })) {
		if (day.weekday === 3) found.push({ date: day.toISODate()!, codeId: '7' });
	}
	return found;
}

function activities(shiftStart: number, index: number): Activity[] {
	return DAY.slice(0, -1).map(([minute, code], n) => {
		const codeId = code === 'own' ? ['20', '21', GONE][index % 3]! : code;
		const known = ACTIVITY_CODES.find(({ id }) => id === codeId);
		return {
			start: shiftStart + minute * MINUTE,
			end: shiftStart + DAY[n + 1]![0] * MINUTE,
			codeId,
			category: known?.category ?? 'Meeting',
		};
	});
}

/**
 * Who came back late from the break did so by 5 to 14 minutes; everybody leaves the queue for 25 minutes in the middle of the
 * next block; every second agent works through the meeting.
 */
export function exceptionsOf(world: World, user: UserEntity, shift: Shift): Exception[] {
	const index = world.organization.users.indexOf(user);
	const late = 5 + (index % 10);
	const plan: Array<[from: number, to: number, actual: string, impact: Exception['impact']]> = [
		[135, 135 + late, 'Break', 'Negative'],
		[170, 195, 'OffQueueWork', 'Negative'],
		...(index % 2 === 0
			? ([[360, 390, 'OnQueueWork', 'Positive']] as Array<[number, number, string, 'Positive']>)
			: []),
	];
	return plan.map(([from, to, actual, impact]) => ({
		start: shift.start + from * MINUTE,
		end: shift.start + to * MINUTE,
		scheduled: shift.activities.find(
			(activity) =>
				activity.start <= shift.start + from * MINUTE && activity.end > shift.start + from * MINUTE,
		)!,
		actual,
		impact,
	}));
}
