import { keepNewest } from './boundedCache';
import type { Organization, UserEntity } from './data/organization';
import { statusHistory } from './data/statusHistory';
import type { Stretch } from './data/timeline';
import { DAY, iso, startOfUtcDay, type Range } from './interval';
import { compileFilter, type Filter, type Test } from './predicates';

export interface UserDetailsFilters {
	userFilters?: Filter[] | null;
	presenceFilters?: Filter[] | null;
	routingStatusFilters?: Filter[] | null;
}

export interface UserDetailsOptions {
	/** Records that began before the interval are left out, as the documentation allows. */
	omitsEarlier?: boolean;
	/** Pages of the query are shorter than asked for, and not only the last. */
	shortPages?: boolean;
}

/** `AnalyticsUserDetail`: a user's day. A record that touches two days is in both. */
export interface UserDetail {
	userId: string;
	primaryPresence?: Record<string, string>[];
	routingStatus?: Record<string, string>[];
}

/** A user's day, before it is written as the API writes it: most are on other pages than the one asked for. */
export interface UserDay {
	userId: string;
	presences?: Stretch[];
	routing?: Stretch[];
}

const knownDays = new WeakMap<Organization, Map<string, UserDay[]>>();
const MOST_KNOWN_DAYS = 16;

/** The days of all users that the filters let through, by day and user. One page after the other asks for the same ones. */
export function userDays(
	range: Range,
	filters: UserDetailsFilters,
	order: string | undefined,
	organization: Organization,
	known: number,
	options: UserDetailsOptions,
): UserDay[] {
	const { userFilters, presenceFilters, routingStatusFilters } = filters;
	const asked = [range, order, Math.min(range.end, known), options];
	const key = JSON.stringify([...asked, userFilters, presenceFilters, routingStatusFilters]);
	const cache = knownDays.get(organization) ?? new Map<string, UserDay[]>();
	knownDays.set(organization, cache);
	const days = cache.get(key) ?? daysFor(range, filters, order, organization, known, options);
	keepNewest(cache, key, days, MOST_KNOWN_DAYS);
	return days;
}

function daysFor(
	range: Range,
	filters: UserDetailsFilters,
	order: string | undefined,
	organization: Organization,
	known: number,
	{ omitsEarlier = false }: UserDetailsOptions,
): UserDay[] {
	const keepsUser = all<UserEntity>(filters.userFilters, (user) => [user.id]);
	const until = Math.min(range.end, known);
	if (until <= range.start) return [];
	const within = { start: range.start, end: until };
	const records = recordsOf(organization, known);
	const byDay = (
		stretches: Stretch[],
		given: Filter[] | null | undefined,
		record: (stretch: Stretch) => Record<string, string>,
	) => {
		const keeps = all<Record<string, string>>(given, (one, { dimension = '' }) => [one[dimension]]);
		const found = new Map<number, Stretch[]>();
		for (const stretch of stretches) {
			if (omitsEarlier && stretch.start < range.start) continue;
			if (given?.length && !keeps(record(stretch))) continue;
			for (const day of daysOf(stretch, within)) {
				const ofDay = found.get(day);
				if (ofDay) ofDay.push(stretch);
				else found.set(day, [stretch]);
			}
		}
		return found;
	};
	const people = organization.users.filter(keepsUser).map((user) => {
		const history = statusHistory(user, organization, within);
		return {
			userId: user.id,
			presences: byDay(history.presences, filters.presenceFilters, records.presence),
			routing: byDay(history.routing, filters.routingStatusFilters, records.routing),
		};
	});
	const days: UserDay[] = [];
	for (let day = startOfUtcDay(range.start); day < until; day += DAY) {
		for (const { userId, ...of } of people) {
			const [presences, routing] = [of.presences.get(day), of.routing.get(day)];
			if (filters.presenceFilters?.length && !presences) continue;
			if (filters.routingStatusFilters?.length && !routing) continue;
			if (presences || routing) days.push({ userId, presences, routing });
		}
	}
	return order === 'desc' ? days.reverse() : days;
}

/** A day as the API writes it. */
export function detailOf(
	{ userId, presences, routing }: UserDay,
	organization: Organization,
	known: number,
): UserDetail {
	const records = recordsOf(organization, known);
	return {
		userId,
		...(presences ? { primaryPresence: presences.map(records.presence) } : {}),
		...(routing ? { routingStatus: routing.map(records.routing) } : {}),
	};
}

function recordsOf(organization: Organization, known: number) {
	const presenceOf = (state: string) => organization.presences.find(({ id }) => id === state)!;
	return {
		presence: (stretch: Stretch): Record<string, string> => ({
			systemPresence: presenceOf(stretch.state).systemPresence,
			organizationPresenceId: stretch.state,
			...timesOf(stretch, known),
		}),
		routing: (stretch: Stretch): Record<string, string> => ({
			routingStatus: stretch.state,
			...timesOf(stretch, known),
		}),
	};
}

/** The UTC days that a stretch touches within a range. */
function daysOf({ start, end }: Stretch, range: Range): number[] {
	const days: number[] = [];
	if (end <= range.start) return days;
	const until = Math.min(end, range.end);
	for (let day = startOfUtcDay(Math.max(start, range.start)); day < until; day += DAY) days.push(day);
	return days;
}

/** What goes on has no end yet. */
const timesOf = ({ start, end }: Stretch, known: number): { startTime: string; endTime?: string } => ({
	startTime: iso(start),
	...(end <= known ? { endTime: iso(end) } : {}),
});

function all<T>(filters: Filter[] | null | undefined, valuesOf: Parameters<typeof compileFilter<T>>[1]) {
	const tests: Test<T>[] = (filters ?? []).map((filter) => compileFilter(filter, valuesOf));
	return (subject: T) => tests.every((test) => test(subject));
}
