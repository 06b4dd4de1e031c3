import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type Simulator,
} from '../../packages/simulator';
import { statusHistory } from '../../packages/simulator/data/statusHistory';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { restoreClock } from '../support/fastClock';
import { StandingClock } from '../support/poll';
import { evaluationOf, surveyOf } from '../support/quality';
import { custom, DAY, HOUR, MINUTE } from '../support/records';

const NOW = Date.parse('2026-11-20T12:10:00.000Z');
const SETTLED = NOW - MINUTE;
const FROM = Date.parse('2026-10-20T00:00:00.000Z');
const organization = createOrganization({ users: 30 });
const agentIds = organization.users.slice(0, 3).map(({ id }) => id);

const iso = (ms: number) => new Date(ms).toISOString();

/** A week of work, three weeks of nothing, and the last days. */
const conversations = storeOf(
	[
		...createConversations({
			count: 160,
			from: FROM + DAY,
			to: FROM + 7 * DAY,
			organization,
			damagedShare: 0,
		}),
		...createConversations({
			count: 160,
			from: NOW - 4 * DAY,
			to: NOW,
			organization,
			damagedShare: 0,
			seed: 2,
		}),
	].map((record, index): ConversationRecord => {
		const end = Date.parse(record.conversationEnd ?? '');
		if (Number.isNaN(end)) return record;
		const [form, surveyForm] = [organization.evaluationForms[1]!, organization.surveyForms[0]!];
		const after = (hours: number) => iso(end + hours * HOUR + (index % 60) * MINUTE);
		const userId = agentIds[index % 3];
		const evaluation = evaluationOf(index, { form, userId, eventTime: after(1 + (index % 20)) });
		const survey = {
			...surveyOf(index, { form: surveyForm, userId, eventTime: after(2 + (index % 60)) }),
			oSurveyTotalScore: index % 101,
		};
		return {
			...record,
			evaluations: index % 2 === 0 ? [evaluation] : [],
			surveys: index % 3 === 0 ? [survey] : [],
		};
	}),
);

let clock: StandingClock;
let simulator: Simulator;

beforeEach(async () => {
	clock = new StandingClock(NOW);
	simulator = await startSimulator({ now: clock.now, organization, conversations });
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

async function run(parameters: object, since?: unknown) {
	const { items, error, hints } = await runNode(
		simulator,
		{ returnAll: true, columns: 'all', ...parameters } as INodeParameters,
		{ simplified: true, items: [{ since: since ?? null } as IDataObject], host: host() },
	);
	return { rows: items.map(({ json }) => json), error, hint: hints.map(({ message }) => message).join(' ') };
}

const host = () => createHost(simulatorCredential(simulator));

const SINCE = { timeRange: 'since', since: '={{ $json.since }}', firstLoadStart: iso(FROM), maxDays: 5 };

interface Surface {
	parameters: IDataObject;
	mark: string;
	key: string[];
	/** What the time range Since decides by itself. */
	alone?: IDataObject;
	/** Up to where the truth goes. */
	until?: number;
}

const kpis = { resource: 'performance', operation: 'getKpis', groupBy: ['queueId', 'mediaType'] };
const HALF_HOUR = Date.parse('2026-11-20T12:00:00.000Z');
const SURFACES: Record<string, Surface> = {
	'KPIs by half hour': {
		parameters: { ...kpis, granularity: 'PT30M', options: { resolveNames: false, fillGaps: false } },
		mark: 'intervalEnd',
		key: ['intervalStart', 'queueId', 'mediaType'],
		until: HALF_HOUR,
	},
	'KPIs by day in a time zone': {
		parameters: {
			...kpis,
			granularity: 'P1D',
			options: { resolveNames: false, fillGaps: false, timeZone: 'America/New_York' },
		},
		mark: 'intervalEnd',
		key: ['intervalStart', 'queueId', 'mediaType'],
		until: Date.parse('2026-11-20T05:00:00.000Z'),
	},
	aggregates: {
		parameters: {
			...{ resource: 'performance', operation: 'query', metrics: ['nOffered', 'tHandle'] },
			...{ groupBy: ['queueId'], granularity: 'PT1H', options: { resolveNames: false, fillGaps: false } },
		},
		mark: 'intervalEnd',
		key: ['intervalStart', 'queueId'],
		until: HALF_HOUR,
	},
	'time in status': {
		parameters: {
			...{ resource: 'agent', operation: 'getTimeInStatus', agents: agentIds.join(',') },
			...{ granularity: 'PT1H', options: { resolveNames: false } },
		},
		mark: 'intervalEnd',
		key: ['agentId', 'intervalStart'],
		until: HALF_HOUR,
	},
	'evaluations by release': {
		parameters: {
			...{ resource: 'evaluation', operation: 'getAll', matchBy: 'released' },
			options: { resolveNames: false },
		},
		mark: 'releaseTime',
		key: ['evaluationId'],
	},
	'questions of evaluations by submission': {
		parameters: {
			...{ resource: 'evaluation', operation: 'getAll', matchBy: 'submitted', output: 'questions' },
			options: { resolveNames: false },
		},
		mark: 'submittedTime',
		key: ['evaluationId', 'questionId'],
	},
	'surveys by completion': {
		parameters: { resource: 'survey', operation: 'getAll', options: { resolveNames: false } },
		mark: 'completedTime',
		key: ['surveyId'],
		alone: { matchBy: 'completed' },
	},
	'answers of surveys': {
		parameters: {
			...{ resource: 'survey', operation: 'getAll', output: 'answers' },
			options: { resolveNames: false },
		},
		mark: 'completedTime',
		key: ['surveyId', 'questionId'],
		alone: { matchBy: 'completed' },
	},
};

const withoutRun = ({ rangeStart, rangeEnd, moreLeft, ...row }: IDataObject): IDataObject => {
	expect([typeof rangeStart, typeof rangeEnd, typeof moreLeft]).toEqual(['string', 'string', 'boolean']);
	return row;
};
const latest = (rows: Iterable<IDataObject>, column: string) =>
	[...rows].reduce<string | null>(
		(mark, row) => (mark === null || String(row[column]) > mark ? String(row[column]) : mark),
		null,
	);

/** Runs syncs into a table until nothing is left; each run's rows must be oldest first. */
async function load({ parameters, mark, key }: Surface, table = new Map<string, IDataObject>()) {
	const runs: IDataObject[][] = [];
	for (let moreLeft = true; moreLeft;) {
		const before = latest(table.values(), mark);
		const { rows, error } = await run({ ...parameters, ...SINCE }, before);
		expect(error).toBeUndefined();
		const times = rows.map((row) => String(row[mark]));
		expect(times).toEqual([...times].sort());
		moreLeft = rows[0]?.moreLeft === true;
		for (const row of rows) table.set(key.map((name) => String(row[name])).join(' '), withoutRun(row));
		// A run that leaves something to the next has moved the mark.
		if (moreLeft) expect(latest(table.values(), mark)).not.toBe(before);
		runs.push(rows);
	}
	return { table, runs };
}

const byKey = (key: string[]) => (a: IDataObject, b: IDataObject) => {
	const [x, y] = [a, b].map((row) => key.map((name) => String(row[name])).join(' ')) as [string, string];
	return x < y ? -1 : 1;
};

describe.each(Object.entries(SURFACES))('%s', (_, surface) => {
	const { parameters, key, alone, until = SETTLED } = surface;

	it('come slice by slice over a gap of weeks, in the end what one long range brings', async () => {
		const { table, runs } = await load(surface);
		const { rows, error } = await run({ ...parameters, ...alone, ...custom(FROM, until) });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(50);
		expect(runs.length).toBeGreaterThan(2);
		expect([...table.values()].sort(byKey(key))).toEqual(rows.sort(byKey(key)));
	});

	it('nothing is brought that is not over', async () => {
		const { rows, hint } = await run({ ...parameters, ...SINCE }, iso(NOW - 3 * HOUR));
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every(({ rangeEnd }) => rangeEnd === iso(until))).toBe(true);
		expect(hint).not.toContain('There is more to read');
	});

	it('a mistyped mark is an error, no first load', async () => {
		const { rows, error } = await run({ ...parameters, ...SINCE, since: '={{ $json.sinse }}' });
		expect(error?.message).toMatch(/^Since has no value/);
		expect(rows).toEqual([]);
	});
});

it('the history of agents comes in whole periods, each once, whatever the slices', async () => {
	const parameters = {
		...{ resource: 'agent', operation: 'getStatusHistory', agents: agentIds.join(',') },
		options: { resolveNames: false },
	};
	const { table, runs } = await load({
		parameters,
		mark: 'endTime',
		key: ['agentId', 'kind', 'startTime'],
	});
	expect(runs.length).toBeGreaterThan(3);
	const truth = organization.users.slice(0, 3).flatMap((user) => {
		const { presences, routing } = statusHistory(user, organization, { start: FROM - 7 * DAY, end: NOW });
		const ended = ({ end }: { end: number }) => end >= FROM && end < SETTLED;
		return [
			...presences.filter(ended).map((one) => `${user.id} presence ${iso(one.start)} ${iso(one.end)}`),
			...routing.filter(ended).map((one) => `${user.id} routingStatus ${iso(one.start)} ${iso(one.end)}`),
		];
	});
	const held = [...table.values()].map(({ agentId, kind, startTime, endTime }) =>
		[agentId, kind, startTime, endTime].join(' '),
	);
	expect(truth.length).toBeGreaterThan(100);
	expect(held.sort()).toEqual(truth.sort());
	expect([...table.values()].every(({ open }) => open === false)).toBe(true);
});

it('figures that change late replace those of the interval, however short the run before was', async () => {
	const surface = SURFACES['KPIs by half hour']!;
	const { table } = await load(surface);
	clock.at += 40 * MINUTE;
	await load(surface, table);
	const { rows } = await run({ ...surface.parameters, ...custom(FROM, HALF_HOUR + 30 * MINUTE) });
	expect([...table.values()].sort(byKey(surface.key))).toEqual(rows.sort(byKey(surface.key)));
});

it.each<[string, IDataObject]>([
	['getKpis', { resource: 'performance', operation: 'getKpis' }],
	['getBotKpis', { resource: 'performance', operation: 'getBotKpis' }],
	['getTimeInStatus', { resource: 'agent', operation: 'getTimeInStatus' }],
])('%s without a granularity is no sync', async (_, parameters) => {
	const { error } = await run({ ...parameters, ...SINCE });
	expect(error?.message).toBe('A sync needs intervals: without them, each run would return different rows');
});

it('surveys that are allowed to be incomplete are no sync', async () => {
	const { error } = await run({
		...{ resource: 'survey', operation: 'getAll', options: { allowPartial: true } },
		...SINCE,
	});
	expect(error?.message).toMatch(/^A sync must not skip what could not be retrieved/);
});

it('answers are asked for once a conversation, though the mark and the rows both need them', async () => {
	const { rows, error } = await run({ ...SURFACES['answers of surveys']!.parameters, ...SINCE });
	expect(error).toBeUndefined();
	expect(rows[0]?.moreLeft).toBe(true);
	const asked = simulator.journal.filter(({ path }) => /quality\/conversations\/.+\/surveys/.test(path));
	expect(asked.length).toBeGreaterThan(5);
	expect(new Set(asked.map(({ path }) => path)).size).toBe(asked.length);
});
