import { DAY, startOfUtcDay, type Range } from '../interval';
import type { Organization, UserEntity } from './organization';
import { dayOfWork, type DayOfWork, type RoutingStatus, type Stretch } from './timeline';

/** Stretches of one user in the order of their start; one that goes on past midnight is one. */
export interface StatusHistory {
	presences: Stretch[];
	routing: Stretch<RoutingStatus>[];
}

/** Where nobody ever logs in, a stretch ends here all the same: its start must not depend on the range. */
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
		const of = work(day);
		append(presences, of.presences, isBlock);
		append(routing, of.routing, isBlock);
	}
	const overlaps = ({ start, end }: Stretch) => start < range.end && end > range.start;
	return { presences: presences.filter(overlaps), routing: routing.filter(overlaps) };
}

/** Something begins and something ends on that day. */
const isDivided = ({ presences, routing }: DayOfWork) => presences.length > 1 && routing.length > 1;

function append<State extends string>(all: Stretch<State>[], more: Stretch<State>[], apart: boolean): void {
	more.forEach((stretch, i) => {
		const last = all.at(-1);
		if (last && last.state === stretch.state && !(apart && i === 0)) last.end = stretch.end;
		else all.push({ ...stretch });
	});
}
