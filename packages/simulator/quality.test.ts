import { connect } from './testClient';
import { connectSdk } from './testSdk';
import {
	createConversations,
	createOrganization,
	startSimulator,
	withEvaluations,
	type Simulator,
} from './index';

const NOW = Date.parse('2026-11-20T00:00:00.000Z');
const organization = createOrganization();
const [agent] = organization.users;
const [, form] = organization.evaluationForms;
const conversations = withEvaluations(
	createConversations({
		count: 600,
		from: Date.parse('2026-11-16T00:00:00.000Z'),
		to: Date.parse('2026-11-18T00:00:00.000Z'),
		organization,
		damagedShare: 0,
	}),
	(_, index) => {
		const id = `e0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
		const of = { evaluationId: id, userId: agent!.id, formId: form!.id, contextId: form!.contextId };
		if (index % 10 === 0) {
			return [
				{
					...of,
					systemSubmitted: true,
					evaluationStatus: 'Finished',
					oTotalScore: 61,
					oTotalCriticalScore: 70,
				},
			];
		}
		return index % 25 === 1 ? [{ ...of, evaluationStatus: 'Pending' }] : [];
	},
);
const records = [...conversations];

interface Entry {
	evaluationId: string;
	systemSubmitted?: boolean;
	eventTime: string;
	oTotalScore: number;
	evaluationStatus: string;
}
const entries = records.flatMap((record) => (record.evaluations ?? []) as Entry[]);
const known = entries.filter(({ eventTime }) => Date.parse(eventTime) <= NOW);
const byPeople = known.filter(({ systemSubmitted }) => !systemSubmitted);

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => NOW, organization, conversations });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterAll(() => simulator.close());
afterEach(() => {
	simulator.options.deniedPermissions = [];
});

const DATES = {
	type: 'DATE_RANGE',
	field: 'conversationDate',
	startValue: '2026-11-10T00:00:00.000Z',
	endValue: '2026-11-20T00:00:00.000Z',
};
const search = (query: object[], more: object = {}) =>
	client.post('/quality/evaluations/search', { query, pageNumber: 1, pageSize: 100, ...more });

describe('evaluations', () => {
	it('are found by the SDK until a page is not full; automated ones by themselves', async () => {
		const api = new sdk.QualityApi();
		const all = async (systemSubmitted: boolean) => {
			const found: string[] = [];
			for (let pageNumber = 1; ; pageNumber++) {
				const page = await api.postQualityEvaluationsSearch({
					query: [DATES],
					pageSize: 10,
					pageNumber,
					sortBy: 'conversationDate',
					sortOrder: 'ASC',
					systemSubmitted,
				});
				expect(page).not.toHaveProperty('total');
				found.push(...page.results!.map(({ id }) => id!));
				if (page.results!.length < 10) return found;
			}
		};
		const people = await all(false);
		const automated = await all(true);
		const ids = (list: Entry[]) => list.map(({ evaluationId }) => evaluationId).sort();
		expect(people.sort()).toEqual(ids(byPeople));
		expect(automated.sort()).toEqual(ids(known.filter((one) => one.systemSubmitted)));
		expect(automated.length).toBeGreaterThan(10);
	});

	it('agree with the conversations: scores, and questions that add up to them', async () => {
		const { results } = (
			await search([DATES, { type: 'EXACT', field: 'evaluationStatus', value: 'finished' }])
		).json;
		const quality = new sdk.QualityApi();
		expect(results.length).toBeGreaterThan(5);
		for (const one of results.slice(0, 6)) {
			const entry = entries.find(({ evaluationId }) => evaluationId === one.id)!;
			expect(one.answers.totalScore).toBe(entry.oTotalScore);
			const full = await quality.getQualityConversationEvaluation(one.conversation.id, one.id);
			const questions = full.evaluationForm!.questionGroups!.flatMap((group) => group.questions!);
			const scores = full.answers!.questionGroupScores!.flatMap((group) => group.questionScores!);
			expect(scores.reduce((sum, { score = 0 }) => sum + score, 0)).toBe(entry.oTotalScore);
			for (const { questionId, answerId, score } of scores) {
				const options = questions.find(({ id }) => id === questionId)!.answerOptions!;
				expect(options.find(({ id }) => id === answerId)!.value).toBe(score);
			}
		}
	});

	it('without a score have no answers, and automated ones no evaluator', async () => {
		const open = await search([DATES, { type: 'EXACT', field: 'evaluationStatus', value: 'PENDING' }]);
		expect(open.json.results.length).toBeGreaterThan(5);
		for (const one of open.json.results) {
			expect(one).not.toHaveProperty('answers');
			expect(one).not.toHaveProperty('submittedDate');
		}
		for (const one of (await search([DATES], { systemSubmitted: true })).json.results) {
			expect(one).not.toHaveProperty('evaluator');
			expect(one.evaluationSource.type).toBe('Policy');
		}
	});

	it.each([
		['agent', { type: 'EXACT', field: 'agentId', values: [agent!.id, 'x'] }],
		['form', { type: 'EXACT', field: 'contextId', value: form!.contextId }],
		['score', { type: 'GREATER_THAN_EQUAL_TO', field: 'totalScore', value: '80' }],
		['what is released', { type: 'EXACT', field: 'released', value: 'true' }],
		['what they have', { type: 'REQUIRED_FIELDS', field: 'releaseDate' }],
	])('are found by %s, and all others by NOT', async (_, criterion) => {
		const count = async (query: object[]) => (await search(query)).json.results.length as number;
		const [all, some, others] = [
			await count([DATES]),
			await count([DATES, criterion]),
			await count([DATES, { ...criterion, operator: 'NOT' }]),
		];
		expect(all).toBe(Math.min(100, byPeople.length));
		expect(some).toBeGreaterThan(0);
		expect(some + others).toBe(byPeople.length);
	});

	it.each([
		['no date range', [{ type: 'EXACT', field: 'agentId', value: 'x' }]],
		['no criterion', []],
		['more than three months', [{ ...DATES, startValue: '2026-08-01T00:00:00.000Z' }]],
		['another form of date', [{ ...DATES, startValue: '2026-11-10T00:00:00Z' }]],
		['51 values', [DATES, { type: 'EXACT', field: 'agentId', values: Array(51).fill('x') }]],
		['an unknown field', [DATES, { type: 'EXACT', field: 'agentName', value: 'x' }]],
		['an unknown type', [DATES, { type: 'CONTAINS', field: 'agentId', value: 'x' }]],
	])('refuse %s', async (_, query) => {
		const answer = await search(query);
		expect([answer.status, typeof answer.json.code]).toEqual([400, 'string']);
	});

	it.each([{ pageSize: 101 }, { pageNumber: 0 }, { total: true }, { sortBy: 'score' }])(
		'refuse %j',
		async (more) => {
			expect((await search([DATES], more)).status).toBe(400);
		},
	);
});

describe('surveys', () => {
	const surveyed = records.filter(({ surveys }) => Array.isArray(surveys));

	it('agree with the conversations', async () => {
		const api = new sdk.QualityApi();
		expect(surveyed.length).toBeGreaterThan(5);
		for (const record of surveyed.slice(0, 8)) {
			const [entry] = record.surveys as Record<string, unknown>[];
			if (Date.parse(entry!.eventTime as string) > NOW) continue;
			const [survey] = await api.getQualityConversationSurveys(record.conversationId);
			expect(await api.getQualitySurvey(survey!.id!)).toEqual(survey);
			expect(survey).toMatchObject({ id: entry!.surveyId, status: entry!.surveyStatus });
			expect(survey!.answers?.npsScore).toBe(entry!.surveyPromoterScore);
			const scores = survey!.answers?.questionGroupScores?.flatMap((group) => group.questionScores!) ?? [];
			expect(scores.some(({ freeTextAnswer }) => freeTextAnswer !== undefined)).toBe(
				entry!.surveyStatus === 'Finished',
			);
		}
	});

	it('are none where nobody was asked', async () => {
		const { conversationId } = records.find(({ surveys }) => !surveys)!;
		expect((await client.get(`/quality/conversations/${conversationId}/surveys`)).json).toEqual([]);
	});
});

describe('quality without permission', () => {
	it.each([
		['POST', '/quality/evaluations/search', ['quality:evaluation:searchAny']],
		[
			'GET',
			'/quality/conversations/x/evaluations/y',
			['quality:evaluation:view', 'quality:evaluation:assign', 'quality:evaluation:release'],
		],
		['GET', '/quality/surveys/x', ['quality:survey:view']],
		['GET', '/quality/conversations/x/surveys', ['quality:survey:view']],
	])('%s %s', async (method, path, permissions) => {
		const ask = () =>
			method === 'GET' ? client.get(path) : client.post(path, { query: [DATES], pageNumber: 1 });
		expect((await ask()).status).toBe(method === 'GET' ? 404 : 200);
		simulator.options.deniedPermissions = permissions;
		const answer = await ask();
		expect([answer.status, answer.json.code]).toEqual([403, 'missing.any.permissions']);
	});
});
