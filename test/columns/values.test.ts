import { communicationsOf, createConversations, createOrganization } from '../../packages/simulator';
import { isRaw, type Sheet } from '../../nodes/GenesysCloudAnalytics/columns';
import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { runNode } from '../support/engine';
import { DAY } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({
	count: 3_000,
	from: NOW - 2 * DAY,
	to: NOW - DAY / 4,
	organization,
});
const transcribed = [...conversations].filter((each) => communicationsOf(each, organization).length > 0);
const some = transcribed
	.slice(0, 100)
	.map(({ conversationId }) => conversationId)
	.join();

interface Offered {
	resource: string;
	operation: string;
	sheet: Sheet;
}
const offered = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap(({ value: operation, sheets }): Offered[] =>
		sheets.filter((sheet) => !isRaw(sheet)).map((sheet) => ({ resource, operation, sheet })),
	),
);
const sheets = new Map(offered.map((each) => [each.sheet.name, each]));

const yesterday = { timeRange: 'yesterday', returnAll: true };
const month = { timeRange: 'thisMonth', returnAll: true };
const expansions = { include: ['skills', 'languages', 'queues'] };
/** What makes the operation bring rows of a sheet, in its widest and deepest form; by the sheet's name. */
const FORMS: Record<string, object> = {
	summary: { ...yesterday, output: 'summary' },
	detailed: { ...yesterday, output: 'detailed' },
	interactions: { ...yesterday, output: 'interactions' },
	segments: { ...yesterday, output: 'segments' },
	transcripts: { operation: 'getTranscript', conversationId: some, options: { summaries: true } },
	phrases: { operation: 'getTranscript', conversationId: some, output: 'phrases' },
	kpis: { ...yesterday, granularity: 'PT1H' },
	flowKpis: { ...yesterday, granularity: 'PT1H' },
	botKpis: { ...yesterday, granularity: 'PT1H' },
	aggregates: { ...yesterday, granularity: 'PT1H' },
	timeInStatus: { ...yesterday, granularity: 'PT1H' },
	statusHistory: yesterday,
	queueStatus: { mediaTypes: ['voice', 'chat', 'email'] },
	agentStatus: { returnAll: true },
	evaluations: month,
	questions: { ...month, output: 'questions' },
	surveys: month,
	answers: { ...month, output: 'answers' },
	recordings: { conversationId: some },
	recordingFiles: { conversationId: some },
	usersWithSkillsLanguagesAndQueues: { type: 'users', returnAll: true, options: expansions },
	connection: {},
};

/** Columns that the simulated organization has no value for, and why. */
const EMPTY: Record<string, Record<string, string>> = {};

/** Keys that are known not to be unique yet, and why. */
const TWICE: Record<string, string> = {
	phrases: 'phrases of two transcripts of one communication: transcriptId is about to come',
};

let simulator: Awaited<ReturnType<typeof simulateAt>>;

beforeAll(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterAll(stopSimulating);

describe.each([...sheets])('rows of %s', (name, { resource, operation, sheet }) => {
	let rows: Array<Record<string, unknown>> = [];

	beforeAll(async () => {
		const form = FORMS[name] ?? { type: name, returnAll: true };
		const { items, error } = await runNode(
			simulator,
			{ resource, operation, columns: 'all', ...form } as never,
			{ typeVersion: 2 },
		);
		expect(error).toBeUndefined();
		rows = items.map(({ json }) => json);
	});

	it('have a value in each column', () => {
		expect(rows.length).toBeGreaterThan(0);
		const empty = sheet.columns
			.map((column) => column.name)
			.filter((column) => rows.every((row) => row[column] === null || row[column] === undefined));
		expect(empty).toEqual(Object.keys(EMPTY[name] ?? {}));
	});

	it('have a key of columns, no two the same', () => {
		const columns = sheet.columns.map((column) => column.name);
		expect(sheet.key.filter((column) => !columns.includes(column))).toEqual([]);
		expect(sheet.key.length).toBeGreaterThan(0);
		if (sheet.mark !== undefined) expect(columns).toContain(sheet.mark);
		const required = sheet.key.filter((column) => !sheet.nullable?.includes(column));
		const keyless = rows.filter((row) => required.some((column) => (row[column] ?? null) === null));
		expect(keyless).toEqual([]);
		const keys = rows.map((row) => JSON.stringify(sheet.key.map((column) => row[column])));
		const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
		if (name in TWICE) expect(twice).not.toEqual([]);
		else expect(twice.slice(0, 3)).toEqual([]);
	});
});
