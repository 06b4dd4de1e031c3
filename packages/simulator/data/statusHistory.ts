import { DAY, startOfUtcDay, type Range } from '../interval';
import type { Organization, UserEntity } from './organization';
import { dayOfWork, type DayOfWork, type RoutingStatus, type Stretch } from './timeline';

/** Stretches of one user in the order of their start; one that goes on past midnight is one. */
export interface StatusHistory {
	presences: Stretch[];
	routing: Stretch<RoutingStatus>[];
}

/** If a user never logs in, a stretch is cut here anyway: its start must not depend on the range. */
const LONGEST = 64 * DAY;

/** What overlaps the range, whole: a stretch may begin before it and end after it. */
export function statusHistory(user: UserEntity, organization: Organization, range: Range): StatusHistory {
	const work = (day: number) => dayOfWork(user, organization, day);
	let first = startOfUtcDay(range.start);
	while (first % LONGEST !== 0) {
		first -= DAY;
		if (isDivided(work(first))) break;
	}
	let last = startOfUtcDay(range.end - 1);
	while ((last + DAY) % LONGEST !== 0) {
		last += DAY;
		if (isDivided(work(last))) break;
	}
	const presences: Stretch[] = [];
	const routing: Stretch<RoutingStatus>[] = [];
	for (let day = first; day <= last; day += DAY) {
		const isBlock = day % LONGEST === 0;
		const dayOfWork = work(day);
		append(presences, dayOfWork.presences, isBlock);
		append(routing, dayOfWork.routing, isBlock);
	}
	const overlaps = ({ start, end }: Stretch) => start < range.end && end > range.start;
	return { presences: presences.filter(overlaps), routing: routing.filter(overlaps) };
}

/** Whether the day has more than one stretch of each kind. */
const isDivided = ({ presences, routing }: DayOfWork) => presences.length > 1 && routing.length > 1;

function append<State extends string>(all: Stretch<State>[], more: Stretch<State>[], apart: boolean): void {
	more.forEach((stretch, i) => {
		const last = all.at(-1);
		if (last && last.state === stretch.state && !(apart && i === 0)) last.end = stretch.end;
		else all.push({ ...stretch });
	});
}
