import type { IDataObject } from 'n8n-workflow';

import {
	createConversations,
	createOrganization,
	fault502Html,
	faults429,
	storeOf,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import { surveyAnswers, surveysOf, type SurveyEntry } from '../../../packages/simulator/data/quality/surveys';
import { runNode } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';
import { custom, DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const FROM = NOW - 12 * DAY;
const organization = createOrganization();
const [form, german] = organization.surveyForms;
const STATUSES = ['Finished', 'Finished', 'Sent', 'OptOut', 'Expired'];

function surveysFor(record: ConversationRecord, index: number): SurveyEntry[] {
	if (index % 2 === 1 || !record.conversationEnd) return [];
	return Array.from({ length: index % 20 === 0 ? 2 : 1 }, (_, n): SurveyEntry => {
		const its = index % 3 === 0 ? german! : form!;
		const status = STATUSES[(index / 2 + n) % STATUSES.length]!;
		const done = Date.parse(record.conversationEnd!) + HOUR * (1 + (index % 30));
		const eventTime = new Date(Math.min(done, NOW - 1)).toISOString();
		return {
			surveyId: `5a000000-0000-4000-8000-${String(index * 10 + n).padStart(12, '0')}`,
			surveyType: index % 4 === 0 ? 'Voice' : 'Web',
			surveyStatus: status,
			surveyFormId: its.id,
			surveyFormName: its.name,
			surveyFormContextId: its.contextId,
			userId: organization.users[(index + n) % 9]!.id,
			queueId: organization.queues[index % 7]!.id,
			eventTime,
			...(status === 'Finished'
				? { surveyCompletedDate: eventTime, surveyPromoterScore: index % 11, oSurveyTotalScore: index % 101 }
				: {}),
		};
	});
}

const base = [
	...createConversations({ count: 500, from: FROM, to: NOW - DAY, organization, damagedShare: 0 }),
];
const conversations = storeOf(
	base.map((record, index) => ({ ...record, surveys: surveysFor(record, index) }) as ConversationRecord),
);
const all = [...conversations].flatMap((record) => surveysOf(record, organization));
type One = (typeof all)[number];

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

async function get(parameters: object = {}) {
	const fields = {
		resource: 'survey',
		operation: 'getAll',
		...custom(FROM, NOW),
		columns: 'all',
		returnAll: true,
		...parameters,
	};
	const { items, error, hints } = await runNode(simulator, fields as never);
	return { rows: items.map(({ json }) => json), error, hints: hints.map(({ message }) => message) };
}

const idsOf = (surveys: One[]) => surveys.map(({ entry }) => entry.surveyId).sort();
const rowIds = (rows: IDataObject[]) => rows.map(({ surveyId }) => surveyId).sort();

it('gets one row per survey, all of them over many pages, through faults', async () => {
	const on = /conversations\/details/;
	simulator.faults.push(fault502Html({ on, after: 1 }), faults429({ on, after: 2, retryAfter: 3 }));
	const { rows, error } = await get();
	expect(error).toBeUndefined();
	expect(all.length).toBeGreaterThan(200);
	expect(rowIds(rows)).toEqual(idsOf(all));
	for (const row of rows) {
		const { entry, record } = all.find((each) => each.entry.surveyId === row.surveyId)!;
		expect(Object.keys(row)).toEqual(Object.keys(rows[0]!));
		expect(row).toMatchObject({
			conversationId: record.conversationId,
			conversationStart: record.conversationStart,
			status: entry.surveyStatus,
			formName: entry.surveyFormName,
			npsScore: entry.surveyPromoterScore ?? null,
			totalScore: entry.oSurveyTotalScore ?? null,
			agentName: organization.users.find(({ id }) => id === entry.userId)!.name,
			queueName: organization.queues.find(({ id }) => id === entry.queueId)!.name,
		});
	}
});

it('asks only for conversations with surveys', async () => {
	await get({ ...custom(NOW - 3 * DAY, NOW) });
	const [request] = simulator.journal.filter(({ path }) => path.endsWith('/details/query'));
	expect(JSON.stringify(request!.body)).toContain('"dimension":"surveyId","operator":"exists"');
});

it('goes by the time of the answer where that is chosen: conversations may lie before the range', async () => {
	const [start, end] = [NOW - 5 * DAY, NOW - 3 * DAY];
	const { rows, hints } = await get({ ...custom(start, end), matchBy: 'completed' });
	expect(hints.join()).toContain('conversations that started up to 30 days before the time range');
	const wanted = all.filter(({ entry }) => {
		const done = Date.parse(entry.surveyCompletedDate ?? '');
		return done >= start && done < end;
	});
	expect(wanted.some(({ record }) => Date.parse(record.conversationStart!) < start)).toBe(true);
	expect(rowIds(rows)).toEqual(idsOf(wanted));
	const times = rows.map(({ completedTime }) => String(completedTime));
	expect(times).toEqual([...times].sort().reverse());
});

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

it.each<[string, object, (entry: SurveyEntry) => boolean]>([
	['status', { statuses: ['sent', 'optOut'] }, ({ surveyStatus }) => /Sent|OptOut/.test(surveyStatus!)],
	[
		'agent',
		{ agent: locator(organization.users[4]!.name) },
		({ userId }) => userId === organization.users[4]!.id,
	],
	[
		'form and queue',
		{ surveyForm: locator(german!.name), queue: locator(organization.queues[6]!.id) },
		({ surveyFormId, queueId }) => surveyFormId === german!.id && queueId === organization.queues[6]!.id,
	],
])('filters by %s, also among the surveys of one conversation', async (_, filters, fits) => {
	const { rows, error } = await get({ filters });
	expect(error).toBeUndefined();
	const wanted = all.filter(({ entry }) => fits(entry));
	expect(wanted.length).toBeGreaterThan(1);
	expect(rowIds(rows)).toEqual(idsOf(wanted));
});

it('stops at the limit, which counts surveys, and says so', async () => {
	const { rows, hints } = await get({ returnAll: false, limit: 5 });
	expect(rows).toHaveLength(5);
	expect(hints.join()).toContain('These are the first 5');
});

describe('answers', () => {
	it('come with the texts of the questions and the customer’s own words', async () => {
		const on = /quality\/conversations/;
		simulator.faults.push(fault502Html({ on, after: 3 }), faults429({ on, after: 6, retryAfter: 2 }));
		const { rows, error } = await get({ output: 'answers' });
		expect(error).toBeUndefined();
		const expected = all.flatMap((survey) =>
			surveyAnswers(survey).map(({ question, score, npsScore, freeTextAnswer }) => [
				survey.entry.surveyId,
				question.text,
				score ?? null,
				npsScore ?? null,
				freeTextAnswer || null,
			]),
		);
		expect(expected.length).toBeGreaterThan(250);
		const told = rows.map((row) => [
			row.surveyId,
			row.question,
			row.score,
			row.questionNpsScore,
			row.freeText,
		]);
		expect(told.map((each) => JSON.stringify(each)).sort()).toEqual(
			expected.map((each) => JSON.stringify(each)).sort(),
		);
	});

	it('are the same where surveys come without the questions of their form', async () => {
		const { rows } = await get({ output: 'answers' });
		simulator.options.briefSurveyForms = true;
		expect((await get({ output: 'answers' })).rows).toEqual(rows);
	});

	it('mask what the customer wrote on request', async () => {
		const plain = await get({ output: 'answers' });
		const masked = await get({ output: 'answers', options: { maskPersonalData: true } });
		const texts = ({ rows }: typeof plain) => new Set(rows.map(({ freeText }) => freeText).filter(Boolean));
		expect(texts(masked).size).toBe(texts(plain).size);
		expect([...texts(masked)].some((each) => texts(plain).has(each))).toBe(false);
	});

	it('leave out surveys that were deleted meanwhile, and say so', async () => {
		const [first] = all.filter(({ isFinished }) => isFinished);
		const on = new RegExp(`quality/conversations/${first!.record.conversationId}/surveys`);
		simulator.faults.push({ kind: 'status', status: 404, on, body: { message: 'Gone' } });
		const { rows, hints } = await get({ output: 'answers' });
		expect(rows.length).toBeGreaterThan(200);
		expect(rows.map(({ surveyId }) => surveyId)).not.toContain(first!.entry.surveyId);
		expect(hints.join()).toContain("The answers of 2 surveys can't be read: ");
	});

	it('of a survey that is gone beside one that is there are said to be missing', async () => {
		const [first] = all.filter(({ isFinished }) => isFinished);
		const on = new RegExp(`quality/conversations/${first!.record.conversationId}/surveys`);
		simulator.faults.push({
			kind: 'body',
			on,
			times: Infinity,
			rewrite: () => [{ id: 'another' }],
		});
		const { rows, hints } = await get({ output: 'answers' });
		expect(rows.map(({ surveyId }) => surveyId)).not.toContain(first!.entry.surveyId);
		expect(hints.join()).toMatch(/The answers of \d+ surveys? can't be read: /);
	});

	it('of a conversation that is refused are a row with the reason, and the others are there', async () => {
		const [first] = all.filter(({ isFinished }) => isFinished);
		const on = new RegExp(`quality/conversations/${first!.record.conversationId}/surveys`);
		const body = {
			code: 'not.authorized',
			message: 'You are not authorized to perform the requested action.',
		};
		simulator.faults.push({ kind: 'status', status: 403, on, times: 9, body });
		const { rows, error, hints } = await get({ output: 'answers' });
		expect(error).toBeUndefined();
		const refused = rows.filter(({ reason }) => reason === 'notPermitted');
		expect(new Set(refused.map(({ conversationId }) => conversationId))).toEqual(
			new Set([first!.record.conversationId]),
		);
		expect(refused[0]).toMatchObject({ question: null, npsScore: first!.entry.surveyPromoterScore ?? null });
		expect(rows.filter(({ reason }) => reason === null).length).toBeGreaterThan(200);
		expect(hints.join()).toContain('The answers of 1 conversation may not be read');
	});

	it('name the permission that they need, which surveys alone do not', async () => {
		simulator.options.deniedPermissions = ['quality:survey:view'];
		expect((await get()).error).toBeUndefined();
		expect((await get({ output: 'answers' })).error?.message).toBe(
			'The OAuth client lacks the permission quality:survey:view',
		);
	});
});

it('names the permission that it needs', async () => {
	simulator.options.deniedPermissions = [
		'analytics:conversationDetail:view',
		'analytics:agentConversationDetail:view',
	];
	expect((await get()).error?.message).toContain('analytics:conversationDetail:view');
});
