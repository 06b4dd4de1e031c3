import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeCredentials } from 'n8n-workflow';
import { createConversations, storeOf } from '../../packages/simulator';
import type { SavedWorkflow, WorkflowFile } from './support/n8nClient';
import { Receiver } from './support/receiver';
import { PostgresServer } from './support/services';
import { type Stack, startStack } from './support/stack';
import { chain, CREDENTIAL_TYPE, webhook } from './support/workflows';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();

/** A week, two weeks of nothing, and the last days up to now and on. */
const conversations = storeOf([
	...createConversations({ count: 400, from: NOW - 29 * DAY, to: NOW - 22 * DAY }),
	...createConversations({ count: 600, from: NOW - 3 * DAY, to: NOW + HOUR, seed: 2 }),
]);

let stack: Stack;
let postgres: PostgresServer;
let storage: Receiver;
let credentials: INodeCredentials;

beforeAll(async () => {
	[stack, postgres, storage] = await Promise.all([
		startStack({ conversations }),
		PostgresServer.start(),
		Receiver.start(),
	]);
	postgres.createDatabase('warehouse');
	const database = {
		host: '127.0.0.1',
		port: postgres.port,
		database: 'warehouse',
		user: PostgresServer.user,
	};
	const s3 = {
		endpoint: storage.url,
		region: 'eu-west-1',
		accessKeyId: 'id',
		secretAccessKey: 'secret',
		forcePathStyle: true,
	};
	credentials = {
		[CREDENTIAL_TYPE]: stack.credential,
		postgres: await stack.client.createCredential('PostgreSQL', 'postgres', { ...database, ssl: 'disable' }),
		s3: await stack.client.createCredential('S3', 's3', s3),
	};
});

afterAll(async () => {
	await stack?.stop();
	await Promise.all([postgres?.stop(), storage?.stop()]);
});

/** Imports a template as a user does, with a first load that the simulated organization has data for. */
async function imported(name: string, firstLoad = NOW - 30 * DAY): Promise<SavedWorkflow> {
	const workflow = JSON.parse(
		readFileSync(join(__dirname, '..', '..', 'examples', `${name}.json`), 'utf8'),
	) as WorkflowFile;
	for (const node of workflow.nodes) {
		for (const type of Object.keys(node.credentials ?? {})) node.credentials![type] = credentials[type]!;
		const parameters = node.parameters as IDataObject;
		if (parameters.timeRange === 'since') parameters.firstLoadStart = new Date(firstLoad).toISOString();
	}
	return await stack.client.importWorkflow(workflow);
}

/** Status, and what went wrong where something did. */
async function run(workflow: SavedWorkflow): Promise<[string, string?]> {
	const { status, data } = await stack.client.run(workflow, workflow.nodes[0]!.name);
	return status === 'success' ? [status] : [status, JSON.stringify(data)];
}

const query = (sql: string) => postgres.query('warehouse', sql);
/** Ids with their ends, worked out from the data itself. */
const idsEnded = (from: number, to: number) =>
	Array.from(conversations.ends)
		.flatMap((end, index) => (end >= from && end < to ? [`${conversations.idAt(index)} ${end}`] : []))
		.sort();

/** What a data table of n8n holds. */
async function rowsOf(table: string): Promise<IDataObject[]> {
	const path = randomUUID();
	const get = {
		name: 'Data table',
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1,
		parameters: {
			resource: 'row',
			operation: 'get',
			dataTableId: { __rl: true, mode: 'name', value: table },
			returnAll: true,
		},
	};
	await stack.client.activate(await stack.client.importWorkflow(chain(table, webhook(path), get)));
	const { status, body } = await stack.client.callWebhook<IDataObject[]>(path);
	expect(status).toBe(200);
	return body;
}

it('the table in PostgreSQL is loaded slice by slice, survives a failing insert, and equals the truth', async () => {
	const workflow = await imported('sync-conversations-to-postgres');
	const counts = () => query('select count(*), max("endTime"), bool_or("moreLeft") from conversations')[0];

	expect(await run(workflow)).toEqual(['success']);
	const first = counts()!;
	expect(Number(first[0])).toBeGreaterThan(200);
	expect(Number(first[0])).toBeLessThan(400);
	expect(first[2]).toBe('t');

	// In the middle of the insert, after rows of the same run.
	query(`create function fail() returns trigger language plpgsql as
		$$ begin if new."endTime" > '${first[1]}'::timestamptz + interval '12 hours' then raise 'disk full'; end if; return new; end $$`);
	query('create trigger fail before insert on conversations for each row execute function fail()');
	const [status, failure] = await run(workflow);
	expect(status).toBe('error');
	expect(failure).toContain('disk full');
	expect(counts()).toEqual(first);
	query('drop trigger fail on conversations');

	for (let runs = 0; runs < 3; runs++) expect(await run(workflow)).toEqual(['success']);
	const [[rangeEnd]] = query('select extract(epoch from max("rangeEnd")) * 1000 from conversations') as [
		[string],
	];
	expect(Number(rangeEnd)).toBeGreaterThan(NOW - 2 * 60_000);
	const held = query(
		'select "conversationId", round(extract(epoch from "endTime") * 1000) from conversations',
	);
	expect(held.map(([id, end]) => `${id} ${end}`).sort()).toEqual(idsEnded(0, Number(rangeEnd)));
});

it('a data table of n8n holds each conversation once, and the mark that is written last', async () => {
	const firstLoad = NOW - 2 * DAY;
	const workflow = await imported('sync-conversations-to-data-table', firstLoad);
	expect(await run(workflow)).toEqual(['success']);
	const [{ since: firstMark }] = (await rowsOf('Sync marks')) as [{ since: string }];
	expect(await run(workflow)).toEqual(['success']);
	const marks = await rowsOf('Sync marks');
	expect(marks).toEqual([expect.objectContaining({ name: 'conversations' })]);
	const mark = Date.parse(String(marks[0]!.since));
	expect(mark).toBeGreaterThan(Date.parse(firstMark));

	const held = (await rowsOf('Conversations')).map(
		({ conversationId, endTime }) => `${String(conversationId)} ${Date.parse(String(endTime))}`,
	);
	expect(held.length).toBeGreaterThan(200);
	expect(held.sort()).toEqual(idsEnded(firstLoad, mark));
});

it('S3 gets a file for each of the last three days', async () => {
	expect(await run(await imported('conversations-to-s3-by-day'))).toEqual(['success']);
	const files = storage.received.filter(({ method }) => method === 'PUT').map(({ path }) => path);
	expect(files).toHaveLength(3);
	for (const path of files) expect(path).toMatch(/^\/contact-centre\/conversations\/\d{4}-\d\d-\d\d\.jsonl$/);
	expect(new Set(files).size).toBe(3);
});
