import { createConversations, createOrganization } from '../../packages/simulator';
import { conversationOf } from '../../nodes/GenesysCloudAnalytics/records/conversation';
import { queueVisitsOf } from '../../nodes/GenesysCloudAnalytics/records/queueVisits';
import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';

const FROM = Date.parse('2026-11-16T00:00:00.000Z');
const made = {
	count: 1_500,
	from: FROM,
	to: FROM + 86_400_000,
	organization: createOrganization(),
	damagedShare: 0,
};
const usual = [...createConversations(made)];
const further = [...createConversations({ ...made, furtherShapes: true })];

/** Each conversation as it usually is, and with the further shapes. */
const pairs = usual.map((record, index) => ({ before: record, after: further[index]! }));

const makeRows = rowMaker(conversationSheets.conversations, {
	timeZone: 'UTC',
	dateFormat: 'iso',
});
const row = (record: object) => makeRows(record)[0]!;

const SHAPES = {
	consultation: (text: string) => text.includes('"nConsult"') && text.includes('"peerId"'),
	retracted: (text: string) => text.includes('"Retracted"'),
	customerFirst: (text: string) => text.includes('"nCfcOffered"'),
};

it.each(Object.entries(SHAPES))('the generator has them: %s', (_, has) => {
	expect(further.filter((record) => has(JSON.stringify(record))).length).toBeGreaterThan(5);
});

it('a consultation with a queue is no abandon and no wait of the customer, but a visit of its own', () => {
	const consulted = pairs.filter(
		({ before, after }) => after.participants!.length > before.participants!.length,
	);
	expect(consulted.length).toBeGreaterThan(50);
	for (const { before, after } of consulted) {
		const [was, is] = [row(before), row(after)];
		expect([is.abandoned, is.answered, is.disconnectedBy]).toEqual([
			was.abandoned,
			was.answered,
			was.disconnectedBy,
		]);
		const consults = queueVisitsOf(conversationOf(after)).filter(({ isConsult }) => isConsult);
		expect(consults.map(({ outcome, requestedBy }) => [outcome, requestedBy])).toEqual([
			['abandoned', 'agent'],
		]);
	}
});

it('an evaluation that was retracted changes no score', () => {
	const retracted = pairs.filter(({ after }) =>
		JSON.stringify(after.evaluations ?? []).includes('Retracted'),
	);
	for (const { before, after } of retracted) {
		const scores = Object.entries(row(after)).filter(([name]) => /evaluation/i.test(name));
		expect(scores).toEqual(Object.entries(row(before)).filter(([name]) => /evaluation/i.test(name)));
	}
});

it('a customer-first callback has the outcome that it would have as any other', () => {
	const callbacks = pairs.filter(({ after }) => SHAPES.customerFirst(JSON.stringify(after)));
	for (const { before, after } of callbacks) {
		const [was, is] = [row(before), row(after)];
		expect([is.answered, is.abandoned, is.waitSeconds]).toEqual([
			was.answered,
			was.abandoned,
			was.waitSeconds,
		]);
	}
});
