import type { IDataObject } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	fault502Html,
	faults429,
	withEvaluations,
	type Simulator,
} from '../../../packages/simulator';
import { evaluationQuestions } from '../../../packages/simulator/data/quality/forms';
import { evaluationsOf, type Evaluation } from '../../../packages/simulator/data/quality/evaluations';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const FROM = NOW - 200 * DAY;
const organization = createOrganization();
const [, form, chatForm] = organization.evaluationForms;
const conversations = withEvaluations(
	createConversations({ count: 700, from: FROM, to: NOW - DAY, organization, damagedShare: 0 }),
	(record, index) => {
		const base = {
			evaluationId: `e0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			userId: organization.users[index % 55]!.id,
			formId: form!.id,
			formName: form!.name,
			contextId: form!.contextId,
			eventTime: record.conversationEnd,
		};
		if (index % 2 === 0) {
			return [{ ...base, systemSubmitted: true, evaluationStatus: 'Finished', oTotalScore: index % 101 }];
		}
		if (index % 25 === 1) return [{ ...base, evaluationStatus: 'Pending' }];
		if (index % 25 === 2) {
			return [
				{
					...base,
					formId: chatForm!.id,
					formName: chatForm!.name,
					contextId: chatForm!.contextId,
					evaluatorId: organization.users[3]!.id,
					evaluationStatus: 'InReview',
					released: true,
					oTotalScore: 70,
				},
			];
		}
		return [];
	},
);
const all = [...conversations]
	.flatMap((record) => evaluationsOf(record, organization))
	.filter(({ entry }) => Date.parse(entry.eventTime ?? '') <= NOW && !entry.deleted);
const isAutomated = ({ entry }: Evaluation) => entry.systemSubmitted === true;
const byPeople = all.filter((each) => !isAutomated(each));
const datesOf = {
	submitted: ({ submitted }: Evaluation) => submitted,
	created: ({ created }: Evaluation) => created,
	released: ({ released }: Evaluation) => released,
	conversation: ({ record }: Evaluation) => Date.parse(record.conversationStart!),
};

const idsOf = (evaluations: Evaluation[]) => evaluations.map(({ entry }) => entry.evaluationId).sort();
const rowIds = (rows: IDataObject[]) => rows.map(({ evaluationId }) => evaluationId).sort();

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

async function get(parameters: object = {}) {
	const form = {
		resource: 'evaluation',
		operation: 'getAll',
		...custom(FROM, NOW),
		matchBy: 'conversation',
		columns: 'all',
		returnAll: true,
		...parameters,
	};
	const { items, error, hints } = await runNode(simulator, form as never);
	return { rows: items.map(({ json }) => json), error, hints: hints.map(({ message }) => message) };
}

interface Search {
	query: Array<{ startValue?: string; values?: string[] }>;
	pageNumber: number;
}
/** Those that were answered: what a fault meets has no body in the journal. */
const searches = () =>
	simulator
		.requests('/api/v2/quality/evaluations/search')
		.flatMap(({ body }) => (body ? [body as unknown as Search] : []));

it('gets all of half a year: in ranges of three months, over pages, through faults, each once', async () => {
	expect(byPeople.length).toBeGreaterThan(50);
	const on = /evaluations\/search/;
	simulator.faults.push(fault502Html({ on, after: 1 }), faults429({ on, after: 2, retryAfter: 3 }));
	const { rows, error } = await get({ filters: { automated: 'include' } });
	expect(error).toBeUndefined();
	expect(rowIds(rows)).toEqual(idsOf(all));
	for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(rows[0]!));
	const pages = searches().map(({ pageNumber }) => pageNumber);
	expect(Math.max(...pages)).toBeGreaterThan(1);
	const starts = new Set(searches().map(({ query }) => query[0]!.startValue));
	expect(starts.size).toBe(3);
});

it('has automated evaluations unless they are excluded', async () => {
	expect(rowIds((await get()).rows)).toEqual(idsOf(all));
	const { rows } = await get({ filters: { automated: 'exclude' } });
	expect(rowIds(rows)).toEqual(idsOf(byPeople));
	expect(all.length - byPeople.length).toBeGreaterThan(100);
});

it('reports who, what, when and the scores', async () => {
	const { rows } = await get({ filters: { automated: 'include' } });
	expect(rows).toHaveLength(all.length);
	const nameOf = (id?: string) => organization.users.find((user) => user.id === id)?.name ?? null;
	for (const row of rows) {
		const {
			entry,
			record,
			form: its,
			submitted,
			released,
			status,
		} = all.find((each) => each.entry.evaluationId === row.evaluationId)!;
		expect(row).toMatchObject({
			conversationId: record.conversationId,
			conversationStart: record.conversationStart,
			submittedTime: submitted === undefined ? null : new Date(submitted).toISOString(),
			agentName: nameOf(entry.userId),
			evaluatorName: entry.systemSubmitted ? null : nameOf(entry.evaluatorId),
			formName: its.name,
			formContextId: its.contextId,
			status,
			automated: entry.systemSubmitted ?? false,
			totalScore: submitted === undefined ? null : (entry.oTotalScore ?? 0),
			released: released !== undefined,
		});
	}
});

it('a release that is planned has not happened', async () => {
	const planned = new Date(NOW + DAY).toISOString();
	simulator.faults.push({
		...{ kind: 'body', on: /evaluations\/search/, times: Infinity },
		rewrite: (answer) => {
			const found = answer as { results: object[] };
			return { ...found, results: found.results.map((each) => ({ ...each, releaseDate: planned })) };
		},
	});
	const { rows } = await get({ filters: { automated: 'include' } });
	expect(
		new Set(rows.map(({ releaseTime, released }) => `${String(releaseTime)} ${String(released)}`)),
	).toEqual(new Set([`${planned} false`]));
});

it.each(['evaluations', 'questions'])(
	'masks what was written about a conversation, in %s',
	async (output) => {
		const plain = await get({ output });
		const masked = await get({ output, options: { maskPersonalData: true } });
		const written = ['comments', 'agentComments'].filter((name) => name in plain.rows[0]!);
		for (const name of written) expect(plain.rows.filter((row) => row[name] !== null)).not.toHaveLength(0);
		const token = expect.stringMatching(/^masked-[0-9a-f]{16}$/) as unknown;
		expect(masked.rows).toEqual(
			plain.rows.map((row) => ({
				...row,
				...Object.fromEntries(written.map((name) => [name, row[name] === null ? null : token])),
			})),
		);
	},
);

it.each(['submitted', 'created', 'released', 'conversation'] as const)(
	'%s has to be in the range, whose end does not belong to it; newest first',
	async (matchBy) => {
		const dates = all.map(datesOf[matchBy]).filter((date) => date !== undefined);
		const sorted = [...dates].sort((a, b) => a - b);
		const [start, end] = [
			sorted[Math.floor(sorted.length / 3)]!,
			sorted[Math.floor((2 * sorted.length) / 3)]!,
		];
		const { rows } = await get({ ...custom(start, end), matchBy, filters: { automated: 'include' } });
		const wanted = all.filter((each) => {
			const date = datesOf[matchBy](each);
			return date !== undefined && date >= start && date < end;
		});
		expect(wanted.length).toBeGreaterThan(5);
		expect(rowIds(rows)).toEqual(idsOf(wanted));
		const order = rows.map(({ evaluationId }) =>
			datesOf[matchBy](all.find(({ entry }) => entry.evaluationId === evaluationId)!),
		);
		expect(order).toEqual([...order].sort((a, b) => b! - a!));
	},
);

const byName = (value: string) => ({ __rl: true, mode: 'id', value });

it.each<[string, object, (each: Evaluation) => boolean]>([
	['automated ones only', { automated: 'only' }, isAutomated],
	[
		'an agent, by name',
		{ agent: byName(organization.users[2]!.name) },
		(each) => each.entry.userId === organization.users[2]!.id,
	],
	[
		'an evaluator',
		{ evaluator: byName(organization.users[3]!.id) },
		(each) => each.entry.evaluatorId === organization.users[3]!.id,
	],
	[
		'a form in any version, by name',
		{ evaluationForm: byName(chatForm!.name) },
		(each) => each.form.contextId === chatForm!.contextId,
	],
	['released ones', { released: true }, ({ released }) => released !== undefined],
	[
		'states, however the API writes them',
		{ statuses: ['pending', 'inReview'] },
		(each) => ['PENDING', 'INREVIEW'].includes(each.status),
	],
])('filters by %s', async (_, filters, fits) => {
	const { rows, error } = await get({ filters });
	expect(error).toBeUndefined();
	const wanted = all.filter(fits);
	expect(wanted.length).toBeGreaterThan(0);
	expect(wanted.length).toBeLessThan(all.length);
	expect(rowIds(rows)).toEqual(idsOf(wanted));
});

it('asks for more agents than one search takes in several, and brings each evaluation once', async () => {
	const agents = organization.users.slice(0, 55).map(({ id }) => id);
	const { rows, error } = await get({ filters: { agent: byName(agents.join(',')), automated: 'include' } });
	expect(error).toBeUndefined();
	expect(rowIds(rows)).toEqual(idsOf(all.filter(({ entry }) => agents.includes(entry.userId ?? ''))));
	for (const { query } of searches()) {
		for (const { values = [] } of query) expect(values.length).toBeLessThanOrEqual(50);
	}
});

it('stops at the limit, with the newest, and says so', async () => {
	const { rows, hints } = await get({ returnAll: false, limit: 7, filters: { automated: 'include' } });
	const newest = [...all].sort((a, b) => datesOf.conversation(b) - datesOf.conversation(a)).slice(0, 7);
	expect(rows.map(({ evaluationId }) => evaluationId)).toEqual(newest.map(({ entry }) => entry.evaluationId));
	expect(hints.join()).toContain('These are the first 7 evaluations.');
	expect(searches()).toHaveLength(2);
});

it('cuts the range where the API refuses it as too long or too much', async () => {
	simulator.faults.push({
		kind: 'status',
		status: 400,
		on: /evaluations\/search/,
		body: { code: 'bad.request', message: 'Result window is too large' },
	});
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	expect(rowIds(rows)).toEqual(idsOf(all));
});

it('reports a refusal for another reason', async () => {
	simulator.faults.push({
		kind: 'status',
		status: 400,
		on: /evaluations\/search/,
		body: { code: 'bad.request', message: 'Unknown field' },
	});
	expect((await get()).error?.message).toContain('Unknown field');
	expect(simulator.requests('/api/v2/quality/evaluations/search').length).toBeLessThanOrEqual(3);
});

describe('questions', () => {
	it('come with texts, answers and points that add up to the score; each form is read once', async () => {
		const { rows, error } = await get({ output: 'questions', filters: { automated: 'exclude' } });
		expect(error).toBeUndefined();
		const submitted = byPeople.filter((each) => each.submitted !== undefined);
		expect(new Set(rows.map(({ evaluationId }) => evaluationId))).toEqual(new Set(idsOf(submitted)));
		for (const { entry, form: its } of submitted) {
			const own = rows.filter(({ evaluationId }) => evaluationId === entry.evaluationId);
			const questions = evaluationQuestions(its.id).flatMap((group) =>
				group.questions.map((question) => ({ group: group.name, question })),
			);
			expect(own.map((row) => [row.questionGroupName, row.question, row.maxScore])).toEqual(
				questions.map(({ group, question }) => [
					group,
					question.text,
					Math.max(...question.answerOptions.map(({ value }) => value)),
				]),
			);
			expect(own.reduce((sum, row) => sum + Number(row.score), 0)).toBe(entry.oTotalScore);
			for (const row of own) {
				const { question } = questions.find((each) => each.question.id === row.questionId)!;
				expect(row.answer).toBe(question.answerOptions.find(({ id }) => id === row.answerId)!.text);
			}
		}
		const read = simulator.journal.filter(({ path }) => path.includes('/publishedforms/evaluations/'));
		expect(read).toHaveLength(new Set(submitted.map(({ form: { id } }) => id)).size);
	});

	it('have the texts of the version that they were made with, whichever the search names; one is asked for', async () => {
		const plain = await get({ output: 'questions' });
		simulator.options.otherFormVersions = true;
		const other = await get({ output: 'questions' });
		expect(other.error).toBeUndefined();
		expect(other.rows.map(({ questionId, question }) => [questionId, question])).toEqual(
			plain.rows.map(({ questionId, question }) => [questionId, question]),
		);
		const own = simulator.journal.filter(({ path }) => /conversations\/.*\/evaluations\//.test(path));
		expect(own).toHaveLength(1);
		simulator.options.deniedPermissions = ['view', 'assign', 'release'].map(
			(what) => `quality:evaluation:${what}`,
		);
		const { rows, hints } = await get({ output: 'questions' });
		expect(rows).toHaveLength(plain.rows.length);
		expect(hints.join()).toMatch(
			/Question texts of \d+ evaluations are missing, since .*quality:evaluation:view/,
		);
	});

	it('come without texts where forms may not be read, and a hint names the permission', async () => {
		simulator.options.deniedPermissions = ['quality:evaluationForm:view'];
		const { rows, error, hints } = await get({ output: 'questions' });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(50);
		expect(rows.every(({ question, score }) => question === null && typeof score === 'number')).toBe(true);
		expect(hints.join()).toContain('quality:evaluationForm:view');
	});
});

it('names the permission that it needs', async () => {
	simulator.options.deniedPermissions = ['quality:evaluation:searchAny'];
	expect((await get()).error?.message).toBe(
		'The OAuth client lacks the permission quality:evaluation:searchAny',
	);
});

it('shows ten columns at first, and writes files of all', async () => {
	const simple = await get({ columns: 'simplified' });
	expect(Object.keys(simple.rows[0]!)).toHaveLength(10);
	const file = await get({ returnAs: 'csv', output: 'questions' });
	expect(Number(file.rows[0]!.rows)).toBeGreaterThan(100);
});
