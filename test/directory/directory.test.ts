import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { MAX_IN_FLIGHT } from '../../nodes/GenesysCloudAnalytics/transport/budget';
import {
	createConversations,
	createOrganization,
	fault503,
	startSimulator,
	type ConversationRecord,
	type Organization,
	type Simulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import { runNode, type RunResult } from '../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../support/fastClock';
import { conversation } from '../support/records';
import { until } from '../support/until';

const DAY_MS = 86_400_000;

let time: FastClock;
let simulator: Simulator;
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

/** What happened yesterday in `all`; the catalogues are those of `known`, the same organization unless given. */
async function organization(
	count: number,
	all: Organization,
	known: Organization = all,
	options: SimulatorOptions = {},
): Promise<void> {
	time = useFastClock();
	const today = time.now() - (time.now() % DAY_MS);
	simulator = await startSimulator({
		now: time.now,
		organization: known,
		conversations: createConversations({ count, from: today - DAY_MS, to: today, organization: all }),
		rateLimit: { allowed: 10_000, windowSeconds: 60 },
		...options,
	});
}

async function run(more: INodeParameters = {}, items: IDataObject[] = [{}]): Promise<RunResult> {
	const { options = {}, ...rest } = more as { options?: IDataObject };
	return await runNode(
		simulator,
		{ timeRange: 'yesterday', returnAll: true, options: { source: 'query', ...options } as never, ...rest },
		{ items },
	);
}

const lookUps = () => simulator.requests().filter(({ path }) => !path.includes('/analytics/'));
const askedIds = (path: string) => simulator.requests(path).flatMap(({ query }) => [query.id ?? []].flat());
const nameOf = (entities: Array<{ id: string; name: string }>, id: unknown) =>
	entities.find((entity) => entity.id === id)?.name;

describe('names', () => {
	it('stand beside the ids, also those of inactive and deleted users', async () => {
		const states = ['active', 'inactive', 'deleted'] as const;
		const all = createOrganization();
		// They left after they had handled these conversations.
		const users = all.users.map((user, index) => ({ ...user, state: states[index % 3]! }));
		await organization(300, all, { ...all, users });
		const { items, error, hints } = await run();
		expect(error).toBeUndefined();
		for (const { json } of items) {
			expect(json.queueName).toBe(nameOf(all.queues, json.queueId) ?? null);
			expect(json.agentName).toBe(nameOf(all.users, json.agentId) ?? null);
		}
		const handlers = new Set(items.map(({ json }) => users.find(({ id }) => id === json.agentId)?.state));
		expect([...handlers]).toEqual(expect.arrayContaining([...states]));
		expect(hints.filter(({ type }) => type === 'warning')).toEqual([]);
	});

	it('of system wrap-up codes are their own text', async () => {
		const all = createOrganization();
		await organization(600, all);
		const { items } = await run();
		const system = items.filter(({ json }) => /^ININ-/.test(String(json.wrapUpCode)));
		expect(system.length).toBeGreaterThan(0);
		for (const { json } of system) expect(json.wrapUpName).toBe(json.wrapUpCode);
		expect(askedIds('wrapupcodes').filter((id) => id.startsWith('ININ'))).toEqual([]);
	});

	it('of several ids in one cell are in the order of the ids', async () => {
		const all = createOrganization();
		await organization(300, all);
		const { items } = await run({ output: 'conversations', columns: 'all' });
		const several = items.filter(({ json }) => String(json.queueIds ?? '').includes(', '));
		expect(several.length).toBeGreaterThan(0);
		for (const { json } of several) {
			const names = String(json.queueIds)
				.split(', ')
				.map((id) => nameOf(all.queues, id));
			expect(json.queueNames).toBe(names.join(', '));
		}
	});

	it('are not asked for where the option is off', async () => {
		await organization(50, createOrganization());
		const { items } = await run({ options: { resolveNames: false } });
		expect(items.some(({ json }) => json.queueId !== null && json.queueName === null)).toBe(true);
		expect(lookUps()).toEqual([]);
	});
});

describe('look-ups', () => {
	it('of 60 queues, 400 agents and 80 codes in 5,000 conversations are at most 15, and none for a second item', async () => {
		const all = createOrganization({ queues: 60, users: 400, wrapUpCodes: 80 });
		all.users.forEach((user) => (user.state = 'active'));
		all.queues.forEach((queue, index) => {
			queue.memberIds = Array.from({ length: 15 }, (_, i) => all.users[(index * 7 + i) % 400]!.id);
		});
		await organization(5_000, all);
		const { items, error } = await run({}, [{ item: 1 }, { item: 2 }]);
		expect([error, items.length]).toEqual([undefined, 10_000]);
		const ids = (column: string) => new Set(items.map(({ json }) => json[column]).filter(Boolean));
		expect(ids('queueId').size).toBe(60);
		expect(ids('agentId').size).toBeGreaterThanOrEqual(395);
		expect(ids('wrapUpCode').size).toBeGreaterThanOrEqual(80);
		expect(lookUps().length).toBeLessThanOrEqual(15);
		for (const path of ['routing/queues', '/users', 'wrapupcodes']) {
			const asked = askedIds(path);
			expect(new Set(asked).size).toBe(asked.length);
		}
	});

	it('are one for each kind of a detailed row, too', async () => {
		await organization(200, createOrganization());
		const { error } = await run({ output: 'conversations', columns: 'all' });
		expect(error).toBeUndefined();
		const paths = lookUps().map(({ path }) => path);
		expect(new Set(paths).size).toBe(paths.length);
	});

	it('ask for fewer ids at once where the API takes fewer, and miss none', async () => {
		const all = createOrganization({ queues: 60, users: 120 });
		await organization(1_000, all, all, { limits: { maxIds: 20 } });
		const { items, error } = await run();
		expect(error).toBeUndefined();
		for (const { json } of items) {
			expect(json.queueName).toBe(nameOf(all.queues, json.queueId) ?? null);
			expect(json.agentName).toBe(nameOf(all.users, json.agentId) ?? null);
		}
		expect(simulator.journal.some(({ status }) => status === 400)).toBe(true);
	});
});

describe('a refused look-up', () => {
	it.each([413, 414])(
		'of many ids by %d is asked again with fewer, and no name is missing',
		async (status) => {
			const all = createOrganization();
			await organization(300, all);
			simulator.faults.push({ kind: 'status', status, on: /routing\/queues/, body: '' });
			const { items, hints } = await run();
			for (const { json } of items) expect(json.queueName).toBe(nameOf(all.queues, json.queueId) ?? null);
			expect(hints.filter(({ type }) => type === 'warning')).toEqual([]);
			expect(simulator.requests('routing/queues')).toHaveLength(3);
		},
	);

	it('that is about no number of ids is not asked again', async () => {
		await organization(300, createOrganization());
		const body = { message: 'The request is malformed', code: 'bad.request' };
		simulator.faults.push({ kind: 'status', status: 400, on: /routing\/queues/, times: 99, body });
		const { hints } = await run();
		expect(hints.map(({ message }) => message).join()).toContain('Names of queues are missing');
		expect(simulator.requests('routing/queues')).toHaveLength(1);
	});
});

describe('a catalogue', () => {
	it('that is refused leaves its names null, and one hint names the permission', async () => {
		await organization(100, createOrganization(), undefined, { deniedPermissions: ['routing:queue:view'] });
		const { items, error, hints } = await run({}, [{ item: 1 }, { item: 2 }]);
		expect([error, items.length]).toEqual([undefined, 200]);
		expect(items.every(({ json }) => json.queueName === null)).toBe(true);
		expect(items.some(({ json }) => json.agentName !== null)).toBe(true);
		expect(hints.filter(({ type }) => type === 'warning').map(({ message }) => message)).toEqual([
			'Names of queues are missing: the OAuth client is not allowed to read them; add the permission routing:queue:view to one of its roles.',
		]);
		expect(simulator.requests('routing/queues')).toHaveLength(1);
	});

	it('that is refused is not asked for the ids of a later item', async () => {
		time = useFastClock();
		const all = createOrganization();
		const [first, second] = all.queues;
		const from = (hours: number) => time.now() - hours * 3_600_000;
		const inQueue = (queueId: string, start: number): ConversationRecord => {
			const record = conversation(queueId, start, start + 60_000);
			const segment = { segmentType: 'interact', queueId, segmentStart: record.conversationStart! };
			const session = { sessionId: 's', mediaType: 'voice', segments: [segment], metrics: [] };
			record.participants = [{ participantId: 'p', purpose: 'acd', sessions: [session] }];
			return record;
		};
		simulator = await startSimulator({
			now: time.now,
			organization: all,
			conversations: [inQueue(first!.id, from(5)), inQueue(second!.id, from(2))],
			deniedPermissions: ['routing:queue:view'],
		});
		const range = { timeRange: 'custom', startTime: '={{ $json.start }}', endTime: '={{ $json.end }}' };
		const iso = (hours: number) => new Date(from(hours)).toISOString();
		const items = [
			{ start: iso(6), end: iso(4) },
			{ start: iso(3), end: iso(1) },
		];
		const { items: rows } = await run(range, items);
		expect(rows.map(({ json }) => json.queueId)).toEqual([first!.id, second!.id]);
		expect(simulator.requests('routing/queues')).toHaveLength(1);
	});

	it.each([
		[
			'stays in trouble',
			fault503({ on: /routing\/queues/, times: 99 }),
			/^Names of queues are missing: Genesys Cloud responded with 503 \(5 attempts\)\.$/,
		],
		[
			'can not be reached',
			{ on: /routing\/queues/, times: 99, kind: 'drop' as const },
			/^Names of queues are missing: The connection to .* was lost \(5 attempts\)\.$/,
		],
	])('that %s costs the names, not the rows', async (_, fault, message) => {
		await organization(100, createOrganization());
		simulator.faults.push(fault);
		const { items, error, hints } = await run();
		expect([error, items.length]).toEqual([undefined, 100]);
		expect(items.every(({ json }) => json.queueName === null)).toBe(true);
		expect(hints.filter(({ type }) => type === 'warning').map((hint) => hint.message)).toEqual([
			expect.stringMatching(message),
		]);
	});

	it('that lacks some of the ids leaves those null and says how many', async () => {
		const all = createOrganization({ queues: 12 });
		await organization(300, all, createOrganization({ queues: 9 }));
		const { items, error, hints } = await run();
		expect(error).toBeUndefined();
		const known = new Set(all.queues.slice(0, 9).map(({ id }) => id));
		for (const { json } of items.filter(({ json: row }) => row.queueId)) {
			expect(json.queueName).toBe(known.has(String(json.queueId)) ? nameOf(all.queues, json.queueId) : null);
		}
		expect(hints.map(({ message }) => message)).toContain(
			'3 queues have no name: deleted, or outside the divisions of the OAuth client.',
		);
	});
});

it('a cancelled execution asks for no names but those that are on their way', async () => {
	await organization(1_000, createOrganization({ queues: 60 }), undefined, { limits: { maxIds: 2 } });
	simulator.faults.push({ kind: 'hang', on: /GET/, times: 99 });
	const { items } = await runNode(
		simulator,
		{ timeRange: 'yesterday', returnAll: true, options: { source: 'query' } },
		{
			started: (execution) => void until(() => lookUps().length > 0).then(() => execution.cancel()),
		},
	);
	expect(items).toEqual([]);
	// Whatever the cancelled run would still ask, it would have asked before this one is through.
	await run({ options: { resolveNames: false } });
	expect(lookUps().length).toBeGreaterThan(0);
	expect(lookUps().length).toBeLessThanOrEqual(MAX_IN_FLIGHT);
});
