import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import {
	communicationsOf,
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type Simulator,
} from '../../packages/simulator';
import { statusHistory } from '../../packages/simulator/data/statusHistory';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { restoreClock } from '../support/fastClock';
import { StandingClock } from '../support/poll';
import { surveyOf } from '../support/quality';
import { randomFrom } from '../support/random';
import { custom, DAY, HOUR } from '../support/records';

const START = Date.parse('2026-11-10T06:00:00.000Z');
const END = START + 10 * DAY;
/** The last days are quiet, so that everything that changes late has changed in the end. */
const QUIET = END - 3 * DAY;
const EVERY = 6 * HOUR;
const organization = createOrganization({ users: 6 });
const agentIds = organization.users.slice(0, 3).map(({ id }) => id);
const iso = (ms: number) => new Date(ms).toISOString();

/** Every second one is surveyed, some days after its end. */
const conversations = storeOf(
	[...createConversations({ count: 200, from: START, to: QUIET, organization, damagedShare: 0 })].map(
		(record, index) => {
			const end = Date.parse(record.conversationEnd ?? '');
			const eventTime = iso(end + (index % 40) * HOUR);
			const survey = surveyOf(index, {
				form: organization.surveyForms[0]!,
				userId: agentIds[index % 3],
				eventTime,
			});
			return { ...record, surveys: index % 2 === 0 && !Number.isNaN(end) ? [survey] : [] };
		},
	),
);

let clock: StandingClock;
let simulator: Simulator;

beforeEach(async () => {
	clock = new StandingClock(START);
	simulator = await startSimulator({
		now: clock.now,
		organization,
		conversations,
		rateLimit: { allowed: 100_000, windowSeconds: 60 },
	});
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function read(parameters: IDataObject, item: IDataObject = {}): Promise<IDataObject[] | undefined> {
	const { items, error } = await runNode(
		simulator,
		{ returnAll: true, columns: 'all', options: { resolveNames: false }, ...parameters } as INodeParameters,
		{ items: [item], host: createHost(simulatorCredential(simulator)) },
	);
	return error ? undefined : items.map(({ json }) => json);
}

type Table = Map<string, IDataObject>;

/**
 * Runs on schedule, of which many go wrong: Genesys refuses, the insert fails or is killed halfway, or what a run has read
 * comes in after what the next one has.
 *
 * @returns how often each happened
 */
async function live(
	run: (table: Table) => Promise<IDataObject[] | undefined>,
	table: Table,
	keyOf: (row: IDataObject) => string,
): Promise<Record<string, number>> {
	const random = randomFrom(23);
	const seen: Record<string, number> = {};
	const upsert = (rows: readonly IDataObject[]) => rows.forEach((row) => table.set(keyOf(row), row));
	let late: IDataObject[] | undefined;
	for (let at = START; at <= END; at += EVERY) {
		clock.at = Math.max(clock.at, at);
		const chance = at > QUIET + DAY ? 1 : random();
		if (chance < 0.2)
			simulator.faults.push({ kind: 'status', status: 403, on: /query|surveys|transcripturl|users/ });
		const rows = await run(table);
		simulator.faults.length = 0;
		let what = 'complete';
		if (late) {
			upsert(rows ?? []);
			upsert(late);
			[late, what] = [undefined, 'overlapped'];
		} else if (!rows || chance < 0.3) what = rows ? 'rolled back' : 'failed';
		else if (chance < 0.5) {
			upsert(rows.slice(0, Math.floor(random() * rows.length)));
			what = 'killed in the insert';
		} else if (chance < 0.65) [late, what] = [rows, 'slow'];
		else upsert(rows);
		seen[what] = (seen[what] ?? 0) + 1;
	}
	return seen;
}

const ALL_KINDS = ['complete', 'failed', 'killed in the insert', 'overlapped', 'rolled back', 'slow'];

const latest = (table: Table, column: string) =>
	[...table.values()].reduce<string | null>(
		(mark, row) => (mark === null || String(row[column]) > mark ? String(row[column]) : mark),
		null,
	);

const OF_THE_RUN = ['rangeStart', 'rangeEnd', 'moreLeft'];

const sorted = (rows: Iterable<IDataObject>, key: readonly string[]) =>
	[...rows]
		.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !OF_THE_RUN.includes(name))))
		.map((row) => ({ key: key.map((name) => String(row[name])).join(' '), row }))
		.sort((a, b) => (a.key < b.key ? -1 : 1));

it.each([
	{ what: 'surveys', mark: 'completedTime', key: ['surveyId'], parameters: {} },
	{
		what: 'answers of surveys',
		mark: 'completedTime',
		key: ['surveyId', 'questionId'],
		parameters: { output: 'answers' },
	},
])(
	'$what of failing, killed and overlapping runs are the truth in the end',
	async ({ mark, key, parameters }) => {
		const surveys = { resource: 'survey', operation: 'getAll', ...parameters };
		const table: Table = new Map();
		const since = { timeRange: 'since', since: '={{ $json.since }}', firstLoadStart: iso(START) };
		const seen = await live(
			async () => await read({ ...surveys, ...since }, { since: latest(table, mark) }),
			table,
			(row) => key.map((name) => String(row[name])).join(' '),
		);
		expect(Object.keys(seen).sort()).toEqual(ALL_KINDS);
		const truth = await read({ ...surveys, matchBy: 'completed', ...custom(START, clock.at) });
		expect(truth!.length).toBeGreaterThan(60);
		expect(sorted(table.values(), key)).toEqual(sorted(truth!, key));
	},
);

it('statuses of failing, killed and overlapping runs are the truth in the end, each period once', async () => {
	const table: Table = new Map();
	const parameters = {
		...{ resource: 'agent', operation: 'getStatusHistory', agents: agentIds.join(',') },
		...{ timeRange: 'since', since: '={{ $json.since }}', firstLoadStart: iso(START) },
	};
	const key = ['agentId', 'kind', 'startTime'];
	const seen = await live(
		async () => await read(parameters, { since: latest(table, 'endTime') }),
		table,
		(row) => key.map((name) => String(row[name])).join(' '),
	);
	expect(Object.keys(seen).sort()).toEqual(ALL_KINDS);
	const settled = clock.at - 60_000;
	const truth = organization.users.slice(0, 3).flatMap((user) => {
		const { presences, routing } = statusHistory(user, organization, {
			start: START - 7 * DAY,
			end: settled,
		});
		const text = (kind: string) => (one: { start: number; end: number }) =>
			`${user.id} ${kind} ${iso(one.start)} ${iso(one.end)}`;
		const ended = ({ end }: { end: number }) => end >= START && end < settled;
		return [
			...presences.filter(ended).map(text('presence')),
			...routing.filter(ended).map(text('routingStatus')),
		];
	});
	expect(truth.length).toBeGreaterThan(100);
	const held = [...table.values()].map(({ agentId, kind, startTime, endTime }) =>
		[agentId, kind, startTime, endTime].join(' '),
	);
	expect(held.sort()).toEqual(truth.sort());
});

it('transcripts of failing, killed and overlapping runs are all there in the end, each once', async () => {
	const table: Table = new Map();
	const ended = conversations.ends;
	const seen = await live(
		async () => {
			// What the template asks its database for: the conversations of 48 hours that have none, at most so many a run.
			const due = [...conversations].filter(
				({ conversationId }, index) =>
					ended[index]! < clock.at && ended[index]! > clock.at - 2 * DAY && !table.has(conversationId),
			);
			if (due.length === 0) return [];
			const conversationId = due.slice(0, 30).map((record) => record.conversationId);
			return await read({
				resource: 'conversation',
				operation: 'getTranscript',
				conversationId: conversationId.join(),
			});
		},
		table,
		({ conversationId }) => String(conversationId),
	);
	expect(Object.keys(seen)).toEqual(
		expect.arrayContaining(['complete', 'failed', 'killed in the insert', 'overlapped']),
	);
	const over = [...conversations].filter((_, index) => ended[index]! < clock.at);
	expect(table.size).toBe(over.length);
	for (const record of over) {
		const said = communicationsOf(record, organization).flatMap(({ phrases }) => phrases);
		const row = table.get(record.conversationId)!;
		expect(row.reason).toBe(said.length > 0 ? null : 'notTranscribed');
		for (const { text } of said) expect(String(row.text)).toContain(text);
	}
});

it("the template's monthly run repairs what changed later than the overlap", async () => {
	const path = join(__dirname, '../../examples/sync-conversations-to-postgres.json');
	const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as { nodes: INode[] };
	const repair = nodes.find(({ name }) => name === 'Conversations of 90 days')!.parameters;
	const record = [...conversations].find(({ participants }) =>
		JSON.stringify(participants).includes('wrapUpCode'),
	)!;
	const corrected = JSON.parse(
		JSON.stringify(record).replaceAll(/"wrapUpCode":"[^"]+"/g, '"wrapUpCode":"later"'),
	);
	clock.at = END + 60 * DAY;
	simulator.options.conversations = storeOf(
		[...conversations].map((each) => (each === record ? corrected : each)),
	);
	const rows = await read(repair as IDataObject);
	expect(new Set(rows!.map(({ conversationId }) => conversationId)).size).toBe(conversations.length);
	expect(rows!.find(({ conversationId }) => conversationId === record.conversationId)?.wrapUpCode).toBe(
		'later',
	);
	expect(Object.keys(rows![0]!)).not.toContain('rangeStart');
});
