import { connect } from './testClient';
import { createConversations, createOrganization, startSimulator, type Simulator } from './index';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const HOUR = 3_600_000;
const organization = createOrganization({ queues: 250, users: 130 });
const conversations = createConversations({
	count: 800,
	from: NOW - 6 * HOUR,
	to: NOW + HOUR,
	organization,
	damagedShare: 0,
});

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => NOW, organization, conversations });
	client = await connect(simulator);
});
afterAll(() => simulator.close());

const queueFilter = (ids: string[]) => ({
	type: 'or',
	predicates: ids.map((value) => ({ type: 'dimension', dimension: 'queueId', operator: 'matches', value })),
});
const userFilter = (ids: string[]) => ({
	type: 'or',
	predicates: ids.map((value) => ({ dimension: 'userId', value })),
});

interface Group {
	group: Record<string, string>;
	data: {
		metric: string;
		qualifier?: string;
		stats: Record<string, number>;
		observations?: { conversationId: string }[];
	}[];
}

const observe = (body: object) => client.post('/analytics/queues/observations/query', body);

describe('queue observations', () => {
	const ids = organization.queues.slice(0, 200).map((queue) => queue.id);

	it('count the same open sessions that the details show', async () => {
		const { json } = await observe({
			filter: queueFilter(ids),
			metrics: ['oWaiting'],
			detailMetrics: ['oWaiting'],
		});
		const told = (json.results as Group[]).flatMap(({ group, data }) =>
			(data[0]!.observations ?? []).map((one) => `${group.queueId} ${group.mediaType} ${one.conversationId}`),
		);
		const expected: string[] = [];
		for (let pageNumber = 1; ; pageNumber++) {
			const page = await client.post('/analytics/conversations/details/query', {
				interval: '2026-11-20T00:00:00Z/2026-11-21T00:00:00Z',
				paging: { pageSize: 100, pageNumber },
			});
			if (!page.json.conversations) break;
			for (const record of page.json.conversations) {
				if (record.conversationEnd) continue;
				for (const participant of record.participants) {
					for (const session of participant.purpose === 'acd' ? participant.sessions : []) {
						const open = session.segments.find((segment: { segmentEnd?: string }) => !segment.segmentEnd);
						if (open && ids.includes(open.queueId)) {
							expected.push(`${open.queueId} ${session.mediaType} ${record.conversationId}`);
						}
					}
				}
			}
		}
		expect(expected.length).toBeGreaterThan(3);
		expect(told.sort()).toEqual(expected.sort());
	});

	it('have a group per queue and media type, and one per queue for its users', async () => {
		const metrics = [
			'oWaiting',
			'oInteracting',
			'oMemberUsers',
			'oActiveUsers',
			'oOnQueueUsers',
			'oOffQueueUsers',
		];
		const { json } = await observe({ filter: queueFilter(ids.slice(0, 1)), metrics });
		const results = json.results as Group[];
		expect(results.map(({ group }) => group.mediaType)).toEqual([
			'callback',
			'chat',
			'email',
			'message',
			'voice',
			undefined,
		]);
		const users = Object.fromEntries(results.at(-1)!.data.map(({ metric, stats }) => [metric, stats.count]));
		expect(users.oMemberUsers).toBe(organization.queues[0]!.memberIds.length);
		expect(users.oActiveUsers).toBe(users.oOnQueueUsers! + users.oOffQueueUsers!);
	});

	it('qualify users by routing status and by presence of the organization', async () => {
		const metrics = ['oUserRoutingStatuses', 'oUserPresences'];
		const { json } = await observe({ filter: queueFilter(ids.slice(0, 1)), metrics });
		const { data } = (json.results as Group[])[0]!;
		const presences = new Set(organization.presences.map(({ id }) => id));
		for (const metric of metrics) {
			const entries = data.filter((one) => one.metric === metric);
			const total = entries.reduce((sum, one) => sum + one.stats.count!, 0);
			expect(total).toBe(organization.queues[0]!.memberIds.length);
			if (metric === 'oUserPresences') for (const one of entries) expect(presences).toContain(one.qualifier);
		}
		expect(json.systemToOrganizationMappings.BUSY).toHaveLength(2);
	});

	it('can qualify the users on queue, too', async () => {
		simulator.options.onQueueByStatus = true;
		const body = { filter: queueFilter(ids), metrics: ['oOnQueueUsers'] };
		const { data } = ((await observe(body)).json.results as Group[])[0]!;
		simulator.options.onQueueByStatus = false;
		const [plain] = ((await observe(body)).json.results as Group[])[0]!.data;
		expect(data.every((one) => one.qualifier !== undefined)).toBe(true);
		expect(data.reduce((sum, one) => sum + one.stats.count!, 0)).toBe(plain!.stats.count);
	});

	it('report how long it has taken so far, in milliseconds', async () => {
		const { json } = await observe({ filter: queueFilter(ids), metrics: ['oLongestWaiting'] });
		const longest = (json.results as Group[]).map(({ data }) => data[0]!.stats.calculatedMetricValue!);
		expect(longest.length).toBeGreaterThan(0);
		for (const value of longest) expect(value).toBeGreaterThan(0);
	});

	it('have zeros for a queue in which nothing goes on, and no group for one that is unknown or hidden', async () => {
		const [quiet, hidden] = organization.queues.map(({ id }) => id) as [string, string];
		const night = await startSimulator({
			now: () => NOW,
			organization,
			conversations: [],
			hiddenQueueIds: [hidden],
		});
		const unknown = '11111111-2222-4333-8444-555555555555';
		const body = { filter: queueFilter([quiet, hidden, unknown]), metrics: ['oWaiting'] };
		const { json } = await (await connect(night)).post('/analytics/queues/observations/query', body);
		await night.close();
		const results = json.results as Group[];
		expect(new Set(results.map(({ group }) => group.queueId))).toEqual(new Set([quiet]));
		expect(results.flatMap(({ data }) => data.map(({ stats }) => stats))).toEqual(
			['callback', 'chat', 'email', 'message', 'voice'].map(() => ({ count: 0 })),
		);
	});

	it('have no users where media types are asked for: users belong to none', async () => {
		const filter = {
			type: 'and',
			clauses: [
				queueFilter(ids.slice(0, 1)),
				{ type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
			],
		};
		const { json } = await observe({ filter, metrics: ['oWaiting', 'oMemberUsers'] });
		expect((json.results as Group[]).map(({ group }) => group.mediaType)).toEqual(['voice']);
	});

	it.each([
		['201 predicates', organization.queues.slice(0, 201).map((queue) => queue.id)],
		['no queue', []],
	])('refuse %s', async (_, many) => {
		const answer = await observe({ filter: queueFilter(many), metrics: ['oWaiting'] });
		expect([answer.status, answer.json.code]).toEqual([400, 'constraint.validation']);
	});
});

describe('user aggregates', () => {
	const ask = (body: object) => client.post('/analytics/users/aggregates/query', body);
	const ids = organization.users.slice(0, 100).map((user) => user.id);
	const interval = '2026-11-18T00:00:00.000Z/2026-11-20T00:00:00.000Z';

	it.each(['tAgentRoutingStatus', 'tSystemPresence', 'tOrganizationPresence'])(
		'%s fills the whole range, in parts as in one',
		async (metric) => {
			const body = { interval, metrics: [metric], groupBy: ['userId'], filter: userFilter(ids) };
			const whole = (await ask(body)).json.results;
			const parts = (await ask({ ...body, granularity: 'PT30M' })).json.results;
			const total = (one: { data: { metrics: Group['data'] }[] }) =>
				one.data.flatMap(({ metrics }) => metrics).reduce((sum, { stats }) => sum + stats.sum!, 0);
			expect(whole).toHaveLength(100);
			expect(whole.map(total)).toEqual(ids.map(() => 48 * HOUR));
			expect(parts.map(total)).toEqual(ids.map(() => 48 * HOUR));
			expect(parts[0].data).toHaveLength(96);
		},
	);

	it('on queue is the sum of idle, interacting, not responding and communicating', async () => {
		const { json } = await ask({
			interval,
			metrics: ['tAgentRoutingStatus', 'tSystemPresence'],
			groupBy: ['userId'],
			filter: userFilter(ids.slice(0, 5)),
		});
		for (const { data } of json.results) {
			const entries = data[0].metrics as Group['data'];
			const sum = (test: (one: Group['data'][number]) => boolean) =>
				entries.filter(test).reduce((total, one) => total + one.stats.sum!, 0);
			const onQueue = sum((one) => one.qualifier === 'ON_QUEUE');
			expect(sum((one) => one.metric === 'tAgentRoutingStatus' && one.qualifier !== 'OFF_QUEUE')).toBe(
				onQueue,
			);
		}
	});

	it('agree with what the users listing shows now', async () => {
		const { json } = await client.get('/users?pageSize=100&expand=presence,routingStatus');
		for (const user of json.entities.slice(0, 20)) {
			const start = new Date(NOW - 60_000).toISOString();
			const answer = await ask({
				interval: `${start}/${new Date(NOW).toISOString()}`,
				metrics: ['tAgentRoutingStatus'],
				groupBy: ['userId'],
				filter: userFilter([user.id]),
			});
			const qualifiers = answer.json.results[0].data[0].metrics.map(
				(one: { qualifier: string }) => one.qualifier,
			);
			expect(qualifiers.at(-1)).toBe(user.routingStatus.status);
		}
	});

	it.each(['PT15M', 'PT45M'])('refuse intervals that are not made of half hours: %s', async (granularity) => {
		const body = { interval, metrics: ['tSystemPresence'], filter: userFilter(ids.slice(0, 1)), granularity };
		const answer = await ask(body);
		expect([answer.status, answer.json.code]).toEqual([400, 'invalid.granularity']);
	});

	it("report the organization's own presences by id", async () => {
		const { json } = await ask({
			interval,
			metrics: ['tOrganizationPresence'],
			groupBy: ['userId'],
			filter: userFilter(ids),
		});
		const own = organization.presences.find(({ name }) => name === 'Back Office, paperwork')!;
		const qualifiers = (json.results as { data: { metrics: Group['data'] }[] }[]).flatMap(({ data }) =>
			data.flatMap(({ metrics }) => metrics.map(({ qualifier }) => qualifier)),
		);
		expect(qualifiers).toContain(own.id);
		expect(json.systemToOrganizationMappings.BUSY).toContain(own.id);
	});

	it.each([
		['101 users', organization.users.slice(0, 101).map((user) => user.id)],
		['no user', []],
	])('refuse %s', async (_, many) => {
		const answer = await ask({ interval, metrics: ['tSystemPresence'], filter: userFilter(many) });
		expect([answer.status, answer.json.code]).toEqual([400, 'constraint.validation']);
	});
});

describe('user observations', () => {
	it('users are members of their queues', async () => {
		const user = organization.users[0]!;
		const { json } = await client.post('/analytics/users/observations/query', {
			filter: userFilter([user.id]),
			metrics: ['oMemberQueues'],
		});
		const expected = organization.queues.filter((queue) => queue.memberIds.includes(user.id)).length;
		expect(json.results[0].data).toEqual([{ metric: 'oMemberQueues', stats: { count: expected } }]);
	});
});
