import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import {
	communicationsOf,
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type ConversationRecord,
} from '../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { restoreClock } from '../support/fastClock';
import { rowsOfLimits } from '../support/limitsTables';
import { StandingClock } from '../support/poll';
import { evaluationOf, surveyOf } from '../support/quality';
import { conversation, DAY, HOUR, MINUTE } from '../support/records';

/** Two minutes after an interval, when the templates run. */
const NOW = Date.parse('2026-11-20T12:02:00.000Z');
const DAYS = 34;
const PROJECT = join(__dirname, '../..');
const organization = createOrganization({ users: 400 });
const active = organization.users.filter(({ state }) => state === 'active').map(({ id }) => id);

const iso = (ms: number) => new Date(ms).toISOString();

/** The parameters of a node in a template. */
function template(name: string, node: string): INodeParameters {
	const { nodes } = JSON.parse(readFileSync(join(PROJECT, 'examples', `${name}.json`), 'utf8')) as {
		nodes: INode[];
	};
	return nodes.find((each) => each.name === node)!.parameters;
}

/** So many conversations a day, evenly, with what `more` adds to each. */
function daily(
	perDay: number,
	more: (index: number, endMs: number) => Partial<ConversationRecord>,
): ConversationRecord[] {
	return Array.from({ length: perDay * DAYS }, (_, index) => {
		const endMs = NOW - DAYS * DAY + (index * DAY) / perDay;
		return { ...conversation(`c${index}`, endMs - 5 * MINUTE, endMs), ...more(index, endMs) };
	});
}

const userId = active[0];
const evaluated = daily(250, (index, endMs) => ({
	evaluations: [
		{
			...evaluationOf(index, { form: organization.evaluationForms[0]!, userId, eventTime: iso(endMs) }),
			released: true,
		},
	],
}));
const surveyed = daily(50, (index, endMs) => ({
	surveys: [
		surveyOf(index, { form: organization.surveyForms[0]!, userId, eventTime: iso(endMs + 30 * MINUTE) }),
	],
}));
const handled = createConversations({ count: 200, from: NOW - DAYS * DAY, to: NOW, organization });
const transcribed = createConversations({ count: 100, from: NOW - 2 * HOUR, to: NOW - HOUR, organization });
const withTranscript = [...transcribed].filter((record) => communicationsOf(record, organization).length > 0);

const evaluations = template('sync-quality-to-postgres', 'Evaluations since the mark');
const surveys = template('sync-quality-to-postgres', 'Surveys since the mark');
const transcripts = template('sync-quality-to-postgres', 'Transcripts');
const kpis = template('sync-kpis-to-postgres', 'KPIs since the mark');
const aggregates = {
	...kpis,
	...{ operation: 'query', metrics: ['nOffered', 'tHandle'], groupBy: ['queueId'], granularity: 'PT1H' },
};
const ofAgents = (operation: string, count: number) => ({
	...kpis,
	...{ resource: 'agent', operation, granularity: 'PT1H', agents: active.slice(0, count).join() },
});

/** A day's runs. */
const RUNS: Record<string, number> = { 'every half hour': 48, 'every hour': 24, 'every day': 1 };

interface Case {
	what: string;
	aDay: string;
	runs: string;
	parameters: INodeParameters;
	mark?: string;
	conversations?: Iterable<ConversationRecord>;
}

const ANY = 'any number of conversations';
const FIRST_LOAD = 'first load of 30 days';
const ofEvaluations = {
	what: 'Evaluations by release',
	aDay: '250 evaluations',
	parameters: evaluations,
	mark: 'releaseTime',
	conversations: evaluated,
};
const ofSurveys = {
	what: 'Surveys by completion',
	aDay: '50 surveys',
	parameters: surveys,
	mark: 'completedTime',
	conversations: surveyed,
};
const cases: Case[] = [
	{
		what: 'Conversations',
		aDay: '250 conversations',
		runs: FIRST_LOAD,
		parameters: template('sync-conversations-to-postgres', 'Conversations since the mark'),
		mark: 'endTime',
		conversations: daily(250, () => ({})),
	},
	{ ...ofEvaluations, runs: 'every hour' },
	{ ...ofEvaluations, runs: FIRST_LOAD },
	{ ...ofSurveys, runs: 'every hour' },
	{ ...ofSurveys, runs: FIRST_LOAD },
	{
		...ofSurveys,
		what: 'Answers of surveys',
		runs: 'every hour',
		parameters: { ...surveys, output: 'answers' },
	},
	{
		what: 'Transcripts with summaries',
		aDay: `100 conversations, ${withTranscript.length} transcribed`,
		runs: 'once',
		parameters: {
			...transcripts,
			conversationId: [...transcribed].map((each) => each.conversationId).join(),
		},
		conversations: transcribed,
	},
	{ what: 'KPIs by half hour', aDay: ANY, runs: 'every half hour', parameters: kpis },
	{ what: 'KPIs by half hour', aDay: ANY, runs: FIRST_LOAD, parameters: kpis },
	{ what: 'KPIs by day', aDay: ANY, runs: 'every day', parameters: { ...kpis, granularity: 'P1D' } },
	{ what: 'Query Aggregates by hour', aDay: ANY, runs: 'every hour', parameters: aggregates },
	{
		what: 'Time in Status by hour',
		aDay: '100 agents',
		runs: 'every hour',
		parameters: ofAgents('getTimeInStatus', 100),
	},
	{
		what: 'Time in Status by hour',
		aDay: '250 agents',
		runs: 'every hour',
		parameters: ofAgents('getTimeInStatus', 250),
	},
	{
		what: 'Status History',
		aDay: '100 agents',
		runs: 'every hour',
		parameters: ofAgents('getStatusHistory', 100),
		mark: 'endTime',
	},
];

/** The row's first three cells → requests of a run, or of a first load, and of a day, as docs/limits.md has it. */
const documented = new Map(
	rowsOfLimits(5)
		.filter(([, , runs]) => /^(every|once|first load)/.test(runs!))
		.map(([what, aDay, runs, ...requests]) => [
			[what, aDay, runs].join(),
			requests.map((cell) => Number(cell.replace(',', ''))),
		]),
);
const rowOf = ({ what, aDay, runs }: Case) => [what, aDay, runs].join();

afterEach(restoreClock);

/** What a run asks the API for once the sync has caught up, or all those of a first load. */
async function requestsOf({ parameters, mark = 'intervalEnd', runs, conversations = handled }: Case) {
	const clock = new StandingClock(NOW);
	const simulator = await startSimulator({
		now: clock.now,
		organization,
		conversations: storeOf([...conversations]),
	});
	const host = createHost(simulatorCredential(simulator));
	const options = { ...(parameters.options as IDataObject), resolveNames: false };
	const perDay = RUNS[runs];
	let since = perDay === undefined ? null : iso(NOW - DAY / perDay);
	for (let moreLeft = true; moreLeft;) {
		const { items, error } = await runNode(
			simulator,
			{ ...parameters, options, firstLoadStart: iso(NOW - 30 * DAY) } as INodeParameters,
			{ simplified: true, items: [{ since }], host },
		);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		moreLeft = items[0]!.json.moreLeft === true;
		since = items
			.map(({ json }) => String(json[mark]))
			.sort()
			.at(-1)!;
	}
	await simulator.close();
	return simulator.requests().length;
}

it.each(cases)('$what, $aDay, $runs: costs what docs/limits.md says', async (scenario) => {
	const [aRun, aDay] = documented.get(rowOf(scenario)) ?? [];
	expect(await requestsOf(scenario)).toBe(aRun);
	expect(aDay).toBe(aRun! * (RUNS[scenario.runs] ?? NaN));
});

it('docs/limits.md names no cost of a sync that is not counted', () => {
	expect([...documented.keys()].sort()).toEqual(cases.map(rowOf).sort());
});
