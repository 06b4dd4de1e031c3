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

/** The details of all users that the filters let through, by day and user. */
export function userDetails(
	range: Range,
	filters: UserDetailsFilters,
	order: string | undefined,
	organization: Organization,
	known: number,
	{ omitsEarlier = false }: UserDetailsOptions,
): UserDetail[] {
	const keepsUser = all<UserEntity>(filters.userFilters, (user) => [user.id]);
	const keepsRecord = (record: Record<string, string>, given?: Filter[] | null) =>
		all<Record<string, string>>(given, (one, { dimension = '' }) => [one[dimension]])(record);
	const until = Math.min(range.end, known);
	if (until <= range.start) return [];
	const people = organization.users.filter(keepsUser).map((user) => {
		const history = statusHistory(user, organization, { start: range.start, end: until });
		const hasBegun = ({ start }: Stretch) => !omitsEarlier || start >= range.start;
		return {
			user,
			presences: history.presences.filter(hasBegun).map((stretch) => {
				const presence = organization.presences.find(({ id }) => id === stretch.state)!;
				const record = {
					systemPresence: presence.systemPresence,
					organizationPresenceId: presence.id,
					...timesOf(stretch, known),
				};
				return { stretch, record };
			}),
			routing: history.routing.filter(hasBegun).map((stretch) => {
				const record = { routingStatus: stretch.state, ...timesOf(stretch, known) };
				return { stretch, record };
			}),
		};
	});
	const details: UserDetail[] = [];
	for (let day = startOfUtcDay(range.start); day < until; day += DAY) {
		const touches = ({ stretch }: { stretch: Stretch }) => {
			return stretch.start < Math.min(day + DAY, until) && stretch.end > Math.max(day, range.start);
		};
		for (const { user, presences, routing } of people) {
			const primaryPresence = presences
				.filter(touches)
				.map(({ record }) => record)
				.filter((record) => keepsRecord(record, filters.presenceFilters));
			const routingStatus = routing
				.filter(touches)
				.map(({ record }) => record)
				.filter((record) => keepsRecord(record, filters.routingStatusFilters));
			if (filters.presenceFilters?.length && primaryPresence.length === 0) continue;
			if (filters.routingStatusFilters?.length && routingStatus.length === 0) continue;
			if (primaryPresence.length + routingStatus.length === 0) continue;
			details.push({
				userId: user.id,
				...(primaryPresence.length > 0 ? { primaryPresence } : {}),
				...(routingStatus.length > 0 ? { routingStatus } : {}),
			});
		}
	}
	return order === 'desc' ? details.reverse() : details;
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
