import type { INodePropertyOptions } from 'n8n-workflow';

import {
	communicationsOf,
	createConversations,
	createOrganization,
	storeOf,
	type ConversationRecord,
} from '../../packages/simulator';
import { isRaw, rowMaker, type Sheet } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { transcriptSheets } from '../../nodes/GenesysCloudAnalytics/columns/transcriptSheets';
import { propertiesOf } from '../../nodes/GenesysCloudAnalytics/fields/field';
import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import type { Operation } from '../../nodes/GenesysCloudAnalytics/resources/operation';
import { runNode } from '../support/engine';
import { DAY } from '../support/records';
import { ALL, widest } from '../support/widest';
import { rich } from './rich';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const generated = [
	...createConversations({ count: 3_000, from: NOW - 2 * DAY, to: NOW - DAY / 4, organization }),
];
/** What the generated conversations don't have: errors, messages' response times, parking, an automated evaluation. */
const conversations = storeOf([...generated, eventful()]);

function eventful(): ConversationRecord {
	const shiftMs = NOW - DAY - Date.parse(rich.conversationStart);
	const time = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
	const moved = JSON.stringify(rich).replace(time, (each) =>
		new Date(Date.parse(each) + shiftMs).toISOString(),
	);
	const [evaluation] = generated.flatMap(({ evaluations = [] }) => evaluations);
	return {
		...(JSON.parse(moved) as ConversationRecord),
		conversationId: '5f0e3c1a-7b2d-4e69-8a4c-d1f2b3c4e5a6',
		evaluations: [
			{ ...evaluation!, evaluationId: '6a1f4d2b-8c3e-4f70-9b5d-e2a3c4d5f6b7', systemSubmitted: true },
		],
		surveys: [],
	};
}
const transcribed = [...conversations].filter((each) => communicationsOf(each, organization).length > 0);
const silent = [...conversations].find((each) => communicationsOf(each, organization).length === 0)!;
const isWritten = ({ participants }: ConversationRecord) =>
	participants?.some(({ sessions }) =>
		sessions?.some(({ mediaType }) => /message|email/.test(String(mediaType))),
	);
const written = [silent, ...[...conversations].filter(isWritten)]
	.map(({ conversationId }) => conversationId)
	.join();
const some = [silent, ...transcribed.slice(0, 100)].map(({ conversationId }) => conversationId).join();

interface Offered {
	resource: string;
	operation: Operation;
	sheet: Sheet;
}
const offered = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation): Offered[] =>
		operation.sheets.filter((sheet) => !isRaw(sheet)).map((sheet) => ({ resource, operation, sheet })),
	),
);
/** By name, from the first operation that has it. */
const sheets = new Map(offered.toReversed().map((each) => [each.sheet.name, each]));

const expansions = { include: ['skills', 'languages', 'queues'] };
/** What an operation is asked for to bring rows of a sheet, where its form doesn't tell; by the sheet's name. */
const EXCEPTIONS: Readonly<Record<string, object>> = {
	messages: { conversationId: written },
	queueStatus: { mediaTypes: ['voice', 'chat', 'email'] },
	evaluations: { timeRange: 'thisMonth', filters: { automated: 'include' } },
	questions: { timeRange: 'thisMonth' },
	surveys: { timeRange: 'thisMonth' },
	answers: { timeRange: 'thisMonth' },
	usersWithSkillsLanguagesAndQueues: { type: 'users', options: expansions },
	apiUsage: { usageGroups: ['TemplateUri', 'HttpMethod', 'Platform'] },
	schedules: { timeRange: 'thisWeek' },
};

/** The form of a sheet's rows, in its widest and deepest. */
function formOf(operation: Operation, sheet: Sheet): object {
	return {
		...widest(operation, {
			...ALL,
			conversationId: some,
			granularity: 'PT1H',
			...choosing(operation, sheet),
		}),
		...EXCEPTIONS[sheet.name],
	};
}

/** The choice that makes rows of this sheet, where the operation has several. */
function choosing({ fields, sheetOf }: Operation, sheet: Sheet): object {
	const field = propertiesOf(fields).find(({ name }) => name === 'output' || name === 'type');
	const values = (field?.options as INodePropertyOptions[] | undefined)?.map(({ value }) => value) ?? [];
	const makes = (value: unknown) =>
		sheetOf({ [field!.name]: value, options: { include: [] } } as never) === sheet;
	const chosen = values.find(makes);
	return chosen === undefined ? {} : { [field!.name]: chosen };
}

/** Columns that the simulated organization has no value for, and why. */
const NO_LINK = { conversationUrl: 'the simulator has a custom base URL' };
const EMPTY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	conversations: NO_LINK,
	queueVisits: NO_LINK,
	agentSessions: NO_LINK,
	transcripts: NO_LINK,
	phrases: NO_LINK,
	messages: NO_LINK,
	surveys: NO_LINK,
	answers: { ...NO_LINK, reason: 'all may be read' },
	evaluations: NO_LINK,
	questions: { ...NO_LINK, optionOfQuestionId: 'no form has questions of several choices' },
	recordings: { ...NO_LINK, reason: 'all may be read' },
	recordingFiles: NO_LINK,
};

let simulator: Awaited<ReturnType<typeof simulateAt>>;

describe.each([...sheets])('rows of %s', (name, { resource, operation, sheet }) => {
	let rows: Array<Record<string, unknown>> = [];

	// One for each: what waits moves the clock, and what is going on now is over some minutes later.
	beforeAll(async () => {
		simulator = await simulateAt(NOW, { organization, conversations, retentionDays: 730 });
		const form = { resource, operation: operation.value, ...formOf(operation, sheet) };
		const { items, error } = await runNode(simulator, form as never, {});
		expect(error).toBeUndefined();
		rows = items.map(({ json }) => json);
	});
	afterAll(stopSimulating);

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
		expect(twice.slice(0, 3)).toEqual([]);
	});
});

it('phrases of two transcripts in one file have keys of their own', () => {
	const { key } = transcriptSheets.phrases;
	const transcript = (startTimeMs: number) => ({
		transcriptId: String(startTimeMs),
		phrases: [{ phraseIndex: 0, startTimeMs, text: 'Hello', participantPurpose: 'external' }],
	});
	const files = [{ communicationId: 'c', transcripts: [transcript(0), transcript(60_000)] }];
	const rows = rowMaker(transcriptSheets.phrases, { timeZone: 'UTC', dateFormat: 'iso' })({
		...{ conversationId: 'a', record: {}, files, metrics: {}, summaries: [], reason: null },
	});
	expect(rows).toHaveLength(2);
	expect(new Set(rows.map((row) => JSON.stringify(key.map((column) => row[column])))).size).toBe(2);
});
