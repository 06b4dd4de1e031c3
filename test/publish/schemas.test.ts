import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { resolveOutputSchemaPath } from 'n8n-core';

import {
	communicationsOf,
	createConversations,
	createOrganization,
	startSimulator,
	storeOf,
	type ConversationRecord,
	type ConversationStore,
} from '../../packages/simulator';
import { SCHEMA_FOLDER, schemas } from '../../tools/schemas';
import { runNode } from '../support/engine';
import { everyOperation } from '../support/form';
import { restoreClock, useFastClock } from '../support/fastClock';
import { PolledWorkflow } from '../support/poll';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const version = 1;

interface Schema {
	type: string;
	properties: Record<string, { type: string }>;
}

/** As n8n itself finds it. */
function schemaOf(ref: { version: number; resource?: string; operation?: string }): Schema {
	const path = resolveOutputSchemaPath({ nodeDir: dirname(SCHEMA_FOLDER), ...ref });
	return JSON.parse(readFileSync(path!, 'utf8')) as Schema;
}

function fits(value: unknown, type: string | undefined): boolean {
	return value === null || typeof value === type;
}

it('the schemas are those of the columns; else: npm run generate', () => {
	const found = readdirSync(SCHEMA_FOLDER, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(SCHEMA_FOLDER, join(parentPath, name)));
	const expected = schemas();
	expect(found.sort()).toEqual([...expected.keys()].sort());
	for (const [file, content] of expected) {
		expect([file, readFileSync(join(SCHEMA_FOLDER, file), 'utf8')]).toEqual([file, content]);
	}
});

it('n8n finds one for each operation of the node, and one for the trigger', () => {
	for (const ref of [...everyOperation.map((each) => ({ version, ...each })), { version }]) {
		expect(schemaOf(ref)).toMatchObject({ type: 'object', properties: {} });
		expect(Object.keys(schemaOf(ref).properties).length).toBeGreaterThan(5);
	}
	expect(existsSync(join(SCHEMA_FOLDER, 'v1.0.0/conversation/getAll.json'))).toBe(true);
});

/** Each with a survey and an evaluation by the time it ends. */
function withQuality(conversations: ConversationStore): ConversationStore {
	const [agent] = createOrganization().users;
	const records = [...conversations].map((record) => ({
		...record,
		surveys: [{ surveyId: record.conversationId, surveyStatus: 'Sent', eventTime: record.conversationEnd }],
		evaluations: [
			{
				evaluationId: record.conversationId,
				evaluationStatus: 'Finished',
				eventTime: record.conversationEnd,
				userId: agent!.id,
				oTotalScore: 80,
			},
		],
	}));
	return storeOf(records as ConversationRecord[]);
}

describe('the first run brings what the schema shows', () => {
	const organization = createOrganization();

	it.each(everyOperation)('$resource.$operation', async ({ resource, operation }) => {
		const time = useFastClock(NOW);
		const conversations = withQuality(
			createConversations({ count: 40, from: NOW - HOUR_MS, to: NOW, organization }),
		);
		const simulator = await startSimulator({ now: time.now, organization, conversations });
		const recorded = [...conversations].find((each) => communicationsOf(each, organization).length > 0);
		// What the form opens with ends yesterday; the simulated hour is today's.
		const form = { resource, operation, conversationId: recorded!.conversationId, timeRange: 'today' };
		const { items, error } = await runNode(simulator, form, { simplified: true });
		restoreClock();
		await simulator.close();
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		const { properties } = schemaOf({ version, resource, operation });
		for (const { json } of items) {
			expect(Object.keys(json)).toEqual(Object.keys(properties));
			const wrong = Object.entries(json).filter(([name, value]) => !fits(value, properties[name]?.type));
			expect(wrong).toEqual([]);
		}
	});

	it('of the trigger', async () => {
		const time = useFastClock(NOW);
		const conversations = createConversations({ count: 40, from: NOW - HOUR_MS, to: NOW, organization });
		const simulator = await startSimulator({ now: time.now, organization, conversations });
		const workflow = new PolledWorkflow(simulator, { event: 'conversationEnded' }, 'UTC', true);
		const items = await workflow.test();
		restoreClock();
		await simulator.close();
		expect(Object.keys(items![0]!.json)).toEqual(Object.keys(schemaOf({ version }).properties));
	});
});
