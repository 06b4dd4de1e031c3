import { DAY, parseInterval, startOfUtcDay } from '../interval';

/** `ClientPublicApiUsageQueryRequest` */
export interface UsageQuery {
	interval: string;
	granularity?: 'Day' | 'Week' | 'Month';
	groupBy?: readonly string[];
}

interface Requests {
	templateUri: string;
	httpMethod: string;
	platform: string;
	/** Each day. */
	requestCount: number;
	status200: number;
	/** With those of 429. */
	status400: number;
	status429: number;
	status500: number;
}

const of = (
	httpMethod: string,
	templateUri: string,
	requestCount: number,
	refused = 0,
	failed = 0,
): Requests => ({
	...{ templateUri, httpMethod, platform: 'Platform API', requestCount },
	...{
		status200: requestCount - refused - failed,
		status400: refused,
		status429: refused,
		status500: failed,
	},
});

/** What the client asks every day; on Mondays, twice as much. */
export const DAILY: readonly Requests[] = [
	of('POST', '/api/v2/analytics/conversations/details/query', 2_880, 12, 1),
	of('POST', '/api/v2/analytics/conversations/aggregates/query', 96),
	of('GET', '/api/v2/routing/queues', 30),
	of('GET', '/api/v2/users/{userId}', 410, 3),
	of('PUT', '/api/v2/users/{userId}', 7),
];

const COUNTS = ['requestCount', 'status200', 'status400', 'status429', 'status500'] as const;
const FIELDS = { TemplateUri: 'templateUri', HttpMethod: 'httpMethod', Platform: 'platform' } as const;
const MONDAY = 1;

/** `ClientPublicApiUsage[]`: days in UTC, both ends of the interval included, without today. */
export function usageOf(
	{ interval, granularity = 'Day', groupBy = [] }: UsageQuery,
	now: number,
	isWithinLimit = false,
): object[] {
	const { start, end } = parseInterval(interval);
	const groups = Object.entries(FIELDS).flatMap(([name, field]) => (groupBy.includes(name) ? [field] : []));
	const rows = new Map<string, Record<string, string | number>>();
	for (let day = startOfUtcDay(start); day <= Math.min(end, startOfUtcDay(now) - 1); day += DAY) {
		for (const each of DAILY) {
			const requests = isWithinLimit ? of(each.httpMethod, each.templateUri, each.requestCount) : each;
			const times = new Date(day).getUTCDay() === MONDAY ? 2 : 1;
			const group = {
				date: bucketOf(day, granularity),
				...Object.fromEntries(groups.map((field) => [field, requests[field]])),
			};
			const key = JSON.stringify(group);
			const row = rows.get(key) ?? { ...group, status300: 0 };
			for (const count of COUNTS) row[count] = Number(row[count] ?? 0) + requests[count] * times;
			rows.set(key, row);
		}
	}
	return [...rows.values()];
}

function bucketOf(day: number, granularity: string): string {
	const date = new Date(day);
	if (granularity === 'Month') date.setUTCDate(1);
	if (granularity === 'Week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
	return date.toISOString().slice(0, 10);
}
