import {
	createConversations,
	createOrganization,
	withEvaluations,
	type Simulator,
} from '../../../packages/simulator';
import { evaluationsOf } from '../../../packages/simulator/data/quality/evaluations';
import { runNode } from '../../support/engine';
import { custom, DAY } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const FROM = NOW - 20 * DAY;
const organization = createOrganization();
const form = organization.evaluationForms[1]!;
const conversations = withEvaluations(
	createConversations({ count: 2_450, from: FROM, to: NOW - DAY, organization, damagedShare: 0 }),
	(record, index) => [
		{
			evaluationId: `e0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			userId: organization.users[index % 55]!.id,
			...{ formId: form.id, formName: form.name, contextId: form.contextId },
			...{ eventTime: record.conversationEnd, systemSubmitted: true, evaluationStatus: 'Finished' },
		},
	],
);
const countAt = (nowMs: number) =>
	[...conversations]
		.flatMap((record) => evaluationsOf(record, organization))
		.filter(({ entry }) => Date.parse(entry.eventTime ?? '') <= nowMs && !entry.deleted).length;
const COUNT = countAt(NOW);

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

const search = {
	resource: 'evaluation',
	operation: 'getAll',
	...custom(FROM, NOW),
	dateType: 'conversation',
};
const pagesAsked = () =>
	simulator
		.requests('evaluations/search')
		.filter(({ body }) => (body as { systemSubmitted?: boolean }).systemSubmitted)
		.map(({ body }) => (body as { pageNumber: number }).pageNumber);

async function rowsOf(more: object) {
	const { items, error } = await runNode(simulator, { ...search, columns: 'all', ...more });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

it('brings each evaluation of many pages once, in order, and asks for each page once', async () => {
	const rows = await rowsOf({ returnAll: true });
	expect(new Set(rows.map(({ evaluationId }) => evaluationId)).size).toBe(COUNT);
	expect(rows).toHaveLength(COUNT);
	const dates = rows.map(({ conversationDate }) => String(conversationDate));
	expect([[...dates].sort(), [...dates].sort().reverse()]).toContainEqual(dates);
	const pages = pagesAsked();
	expect(new Set(pages).size).toBe(pages.length);
	// The dates tell that there will be about 25.
	expect(pages.length).toBeGreaterThanOrEqual(25);
	expect(pages.length).toBeLessThan(27);
});

it('asks for no more than seven pages in vain, and one of them that is refused is no failure', async () => {
	const body = { code: 'bad.request', message: 'No such page' };
	// Dates that end long before the range does promise more than there is.
	const later = NOW + 9 * DAY;
	await stopSimulating();
	simulator = await simulateAt(later, { organization, conversations });
	// 25 pages of automated ones and one of people's come before those behind the last.
	simulator.faults.push({
		kind: 'status',
		status: 400,
		on: /evaluations.search/,
		after: 26,
		times: 99,
		body,
	});
	expect(await rowsOf({ ...custom(FROM, later), returnAll: true })).toHaveLength(countAt(later));
	expect(simulator.requests('evaluations/search').length).toBeLessThanOrEqual(26 + 7);
	expect(simulator.requests('evaluations/search').some(({ status }) => status === 400)).toBe(true);
});

it('a page among those that is refused is a failure', async () => {
	const body = { code: 'bad.request', message: 'No such page' };
	simulator.faults.push({ kind: 'status', status: 400, on: /evaluations.search/, after: 20, times: 1, body });
	const { items, error } = await runNode(simulator, { ...search, returnAll: true });
	expect(error?.httpCode).toBe('400');
	expect(items).toEqual([]);
});

it('a limit asks for no page ahead', async () => {
	expect(await rowsOf({ returnAll: false, limit: 1_850 })).toHaveLength(1_850);
	expect(pagesAsked()).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
});
