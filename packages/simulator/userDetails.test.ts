import { connect } from './testClient';
import { connectSdk } from './testSdk';
import type { UserDetail } from './userDetails';
import { createOrganization, startSimulator, type Simulator } from './index';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization({ users: 30 });
const userIds = organization.users.map(({ id }) => id);
const FROM = '2026-11-17T06:00:00.000Z';
const TO = '2026-11-19T00:00:00.000Z';

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => NOW, organization, conversations: [] });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterAll(() => simulator.close());
afterEach(() => {
	simulator.options.userDetails = {};
	simulator.options.jobs = {};
	simulator.options.deniedPermissions = [];
});

const filterOf = (ids: string[]) => ({
	type: 'or',
	predicates: ids.map((value) => ({ dimension: 'userId', value })),
});

/** Milliseconds by state within the range, each record once. */
function totals(
	details: UserDetail[],
	list: 'primaryPresence' | 'routingStatus',
	field: string,
	from = FROM,
	to = TO,
) {
	const seen = new Set<string>();
	const sums: Record<string, number> = {};
	for (const { userId, [list]: records = [] } of details) {
		for (const record of records) {
			const key = `${userId} ${record.startTime}`;
			if (seen.has(key)) continue;
			seen.add(key);
			const start = Math.max(Date.parse(record.startTime!), Date.parse(from));
			const end = Math.min(Date.parse(record.endTime ?? new Date(NOW).toISOString()), Date.parse(to));
			sums[record[field]!] = (sums[record[field]!] ?? 0) + Math.max(0, end - start);
		}
	}
	return sums;
}

async function aggregated(metric: string, from = FROM, to = TO) {
	const { json } = await client.post('/analytics/users/aggregates/query', {
		interval: `${from}/${to}`,
		metrics: [metric],
		filter: filterOf(userIds),
	});
	const metrics: { qualifier: string; stats: { sum: number } }[] = json.results[0].data[0].metrics;
	return Object.fromEntries(metrics.map(({ qualifier, stats }) => [qualifier, stats.sum]));
}

async function queryAll(interval = `${FROM}/${TO}`, more: object = {}): Promise<UserDetail[]> {
	const api = new sdk.UsersApi();
	const all: UserDetail[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const page = await api.postAnalyticsUsersDetailsQuery({
			interval,
			paging: { pageSize: 20, pageNumber },
			...more,
		} as never);
		if (!page.userDetails) return all;
		all.push(...(page.userDetails as UserDetail[]));
	}
}

describe('user details', () => {
	it.each([{}, { shortPages: true }])(
		'add up to what the aggregates say, on pages of any length (%j)',
		async (options) => {
			simulator.options.userDetails = options;
			const details = await queryAll();
			expect(totals(details, 'primaryPresence', 'systemPresence')).toEqual(
				await aggregated('tSystemPresence'),
			);
			expect(totals(details, 'routingStatus', 'routingStatus')).toEqual(
				await aggregated('tAgentRoutingStatus'),
			);
			expect(details.length).toBeGreaterThan(userIds.length);
		},
	);

	it('by a job, page by cursor, add up to the same', async () => {
		simulator.options.jobs = { pageSize: 7, raggedPages: true };
		const api = new sdk.UsersApi();
		const { dataAvailabilityDate } = await api.getAnalyticsUsersDetailsJobsAvailability();
		expect(Date.parse(dataAvailabilityDate!)).toBe(NOW - 24 * 3_600_000);
		const { jobId } = await api.postAnalyticsUsersDetailsJobs({ interval: `${FROM}/${TO}` });
		expect((await api.getAnalyticsUsersDetailsJob(jobId!)).state).toBe('FULFILLED');
		const details: UserDetail[] = [];
		let cursor: string | undefined;
		do {
			const page = await api.getAnalyticsUsersDetailsJobResults(jobId!, { cursor, pageSize: 5 });
			details.push(...((page.userDetails ?? []) as UserDetail[]));
			cursor = page.cursor;
		} while (cursor);
		expect(totals(details, 'primaryPresence', 'systemPresence')).toEqual(await aggregated('tSystemPresence'));
		await api.deleteAnalyticsUsersDetailsJob(jobId!);
		expect(simulator.jobIds).toEqual([]);
	});

	it('of today leave the end of what goes on open', async () => {
		const from = '2026-11-20T00:00:00.000Z';
		const to = '2026-11-21T00:00:00.000Z';
		const details = await queryAll(`${from}/${to}`);
		const open = details.flatMap(({ primaryPresence = [] }) => primaryPresence).filter((one) => !one.endTime);
		expect(open).toHaveLength(userIds.length);
		expect(totals(details, 'primaryPresence', 'systemPresence', from, to)).toEqual(
			await aggregated('tSystemPresence', from, to),
		);
	});

	it('have a record that began before the interval, or not', async () => {
		const starts = async () =>
			(await queryAll()).flatMap(({ primaryPresence = [] }) => primaryPresence.map((one) => one.startTime!));
		expect((await starts()).some((start) => start < FROM)).toBe(true);
		simulator.options.userDetails = { omitsEarlier: true };
		expect((await starts()).some((start) => start < FROM)).toBe(false);
	});

	it('start at the same moment whatever the interval', async () => {
		const first = await queryAll(`2026-11-18T00:00:00.000Z/2026-11-18T01:00:00.000Z`);
		const longer = await queryAll(`2026-11-15T00:00:00.000Z/2026-11-18T01:00:00.000Z`);
		const starts = (details: UserDetail[]) =>
			details.flatMap(({ userId, primaryPresence = [] }) =>
				primaryPresence.map((one) => `${userId} ${one.startTime}`),
			);
		expect(starts(longer)).toEqual(expect.arrayContaining(starts(first)));
	});

	it('are filtered by user, presence and routing status', async () => {
		const [userId] = userIds;
		const details = await queryAll(undefined, {
			userFilters: [filterOf([userId!])],
			presenceFilters: [{ type: 'or', predicates: [{ dimension: 'systemPresence', value: 'ON_QUEUE' }] }],
		});
		expect(new Set(details.map((one) => one.userId))).toEqual(new Set([userId]));
		for (const { primaryPresence } of details) {
			for (const { systemPresence } of primaryPresence!) expect(systemPresence).toBe('ON_QUEUE');
		}
	});
});

describe('user details refuse', () => {
	const PATH = '/analytics/users/details/query';
	const week = '2026-11-01T00:00:00.000Z/2026-11-09T00:00:00.000Z';

	it.each([
		['no interval', {}],
		['more than 7 days without a filter', { interval: week }],
		[
			'more than 31 days',
			{
				interval: '2026-09-01T00:00:00.000Z/2026-11-01T00:00:00.000Z',
				userFilters: [filterOf(['x'])],
			},
		],
		['an unknown field', { interval: `${FROM}/${TO}`, limit: 3 }],
		[
			'an unknown dimension',
			{
				interval: `${FROM}/${TO}`,
				userFilters: [{ type: 'or', predicates: [{ dimension: 'teamId', value: 'x' }] }],
			},
		],
		['a page that is too large', { interval: `${FROM}/${TO}`, paging: { pageSize: 101, pageNumber: 1 } }],
	])('%s', async (_, body) => {
		expect((await client.post(PATH, body)).status).toBe(400);
	});

	it('paging of a job', async () => {
		const body = { interval: `${FROM}/${TO}`, paging: { pageSize: 10, pageNumber: 1 } };
		expect((await client.post('/analytics/users/details/jobs', body)).status).toBe(400);
	});

	it('what the permission is missing for', async () => {
		simulator.options.deniedPermissions = ['analytics:userDetail:view'];
		for (const answer of [
			await client.post(PATH, { interval: `${FROM}/${TO}` }),
			await client.post('/analytics/users/details/jobs', { interval: `${FROM}/${TO}` }),
			await client.get('/analytics/users/details/jobs/availability'),
			await client.get('/analytics/users/details/jobs/x/results'),
			await client.delete('/analytics/users/details/jobs/x'),
		]) {
			expect([answer.status, answer.json.code]).toEqual([403, 'missing.any.permissions']);
		}
	});
});
