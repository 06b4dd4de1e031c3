import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeCredentials } from 'n8n-workflow';
import { communicationsOf, createConversations, createOrganization, storeOf } from '../../packages/simulator';
import { evaluationsOf } from '../../packages/simulator/data/quality/evaluations';
import { ddl } from '../../tools/ddl';
import { recount } from '../resources/performance/recount';
import { Month, TRUTH_COLUMNS } from '../support/month';
import { randomFrom } from '../support/random';
import { evaluatedAndSurveyed } from '../support/quality';
import { MovedClock } from './support/movedClock';
import type { SavedWorkflow, WorkflowFile } from './support/n8nClient';
import { until } from './support/processes';
import { Receiver } from './support/receiver';
import { PostgresServer } from './support/services';
import { type Stack, startStack } from './support/stack';
import { chain, CREDENTIAL_TYPE, exampleOf, webhook } from './support/workflows';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.now();
const organization = createOrganization();

/** The last days up to now and on, evaluated and surveyed. */
const conversations = storeOf(
	[
		...createConversations({
			count: 300,
			from: NOW - 3 * DAY,
			to: NOW + HOUR,
			organization,
			damagedShare: 0,
		}),
	].map((record, index) => evaluatedAndSurveyed(record, index, organization)),
);

const clock = new MovedClock();
let stack: Stack;
let postgres: PostgresServer;
let storage: Receiver;
let credentials: INodeCredentials;

beforeAll(async () => {
	[stack, postgres, storage] = await Promise.all([
		startStack({ conversations, organization, now: clock.now }, clock.env),
		PostgresServer.start(),
		Receiver.start(),
	]);
	const warehouse = postgres.createDatabase('warehouse');
	const s3 = {
		endpoint: storage.url,
		region: 'eu-west-1',
		accessKeyId: 'id',
		secretAccessKey: 'secret',
		forcePathStyle: true,
	};
	credentials = {
		[CREDENTIAL_TYPE]: stack.credential,
		postgres: await stack.client.createCredential('PostgreSQL', 'postgres', warehouse),
		s3: await stack.client.createCredential('S3', 's3', s3),
	};
});

afterAll(async () => {
	await stack?.stop();
	await Promise.all([postgres?.stop(), storage?.stop()]);
	clock.remove();
});

/** Imports a template as a user does, with a first load that the simulated organization has data for. */
async function imported(
	name: string,
	{
		firstLoad = NOW - 2 * DAY,
		change,
	}: { firstLoad?: number; change?: (workflow: WorkflowFile) => void } = {},
): Promise<SavedWorkflow> {
	const workflow = exampleOf(name, credentials, firstLoad);
	change?.(workflow);
	return await stack.client.importWorkflow(workflow);
}

/** Status, and what went wrong where something did. */
async function run(workflow: SavedWorkflow): Promise<[string, string?]> {
	return await outcome(await stack.client.start(workflow, workflow.nodes[0]!.name));
}

async function outcome(executionId: string): Promise<[string, string?]> {
	const { status, data } = await stack.client.finished(executionId);
	return status === 'success' ? [status] : [status, JSON.stringify(data)];
}

const query = (sql: string) => postgres.query('warehouse', sql);
/** What the runs into a table have read up to. */
const readUntil = (table: string) =>
	Number(query(`select round(extract(epoch from max("rangeEnd")) * 1000) from ${table}`)[0]![0]);
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

it('a data table of n8n holds each conversation once, and the mark that is written last', async () => {
	const firstLoad = NOW - 2 * DAY;
	const workflow = await imported('sync-conversations-to-data-table', { firstLoad });
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
	expect(held.length).toBeGreaterThan(100);
	expect(held.sort()).toEqual(idsEnded(firstLoad, mark));
});

it('a mistyped mark fails the run, and loads nothing', async () => {
	const mistyped = (workflow: WorkflowFile) => {
		const { parameters } = workflow.nodes.find(({ parameters: { since } }) => since !== undefined) as INode;
		parameters.since = '={{ $json.sinse }}';
	};
	const workflow = await imported('sync-conversations-to-postgres', { change: mistyped });
	const [status, failure] = await run(workflow);
	expect(status).toBe('error');
	expect(failure).toContain('Since has no value');
	expect(query('select count(*) from conversations')).toEqual([['0']]);
});

it('S3 gets a file for each of the last three days', async () => {
	expect(await run(await imported('conversations-to-s3-by-day'))).toEqual(['success']);
	const files = storage.received.filter(({ method }) => method === 'PUT').map(({ path }) => path);
	expect(files).toHaveLength(3);
	for (const path of files) expect(path).toMatch(/^\/contact-centre\/conversations\/\d{4}-\d\d-\d\d\.jsonl$/);
	expect(new Set(files).size).toBe(3);
});

it('evaluations come by release, surveys by completion, transcripts of the conversations that have none yet', async () => {
	// Transcripts are wanted of what ended within two days.
	const firstLoad = NOW - 1.5 * DAY;
	expect(await run(await imported('sync-conversations-to-postgres', { firstLoad }))).toEqual(['success']);
	const workflow = await imported('sync-quality-to-postgres', { firstLoad });
	for (let runs = 0; runs < 3; runs++) expect(await run(workflow)).toEqual(['success']);

	const loaded = (table: string) => {
		const end = readUntil(table);
		return (ms: number | undefined) => ms !== undefined && ms >= firstLoad && ms < end;
	};
	const [isReleased, isCompleted] = [loaded('evaluations'), loaded('surveys')];
	const records = [...conversations];
	const released = records
		.flatMap((record) => evaluationsOf(record, organization))
		.filter((each) => isReleased(each.released))
		.map(({ entry }) => entry.evaluationId);
	expect(released.length).toBeGreaterThan(50);
	expect(query('select "evaluationId" from evaluations order by 1').flat()).toEqual(released.sort());

	const completed = records
		.flatMap(({ surveys = [] }) => surveys as Array<{ surveyId: string; surveyCompletedDate?: string }>)
		.filter(({ surveyCompletedDate: date }) => isCompleted(date ? Date.parse(date) : undefined))
		.map(({ surveyId }) => surveyId);
	expect(completed.length).toBeGreaterThan(50);
	expect(query('select "surveyId" from surveys order by 1').flat()).toEqual(completed.sort());

	const held = query('select "conversationId" from conversations order by 1').flat();
	expect(query('select "conversationId" from transcripts order by 1').flat()).toEqual(held);
	const transcribed = held.filter((id) => communicationsOf(conversations.byId(id)!, organization).length > 0);
	expect(transcribed.length).toBeGreaterThan(10);
	expect(query('select "conversationId" from transcripts where "reason" is null order by 1').flat()).toEqual(
		transcribed,
	);
});

it('KPIs are in their table once per interval, queue and media type, also those of no queue', async () => {
	const workflow = await imported('sync-kpis-to-postgres');
	for (let runs = 0; runs < 3; runs++) expect(await run(workflow)).toEqual(['success']);
	expect(query('select count(*) from kpis where "queueId" is null')).not.toEqual([['0']]);

	const end = readUntil('kpis');
	const first = Math.floor((NOW - 2 * DAY) / HALF_HOUR) * HALF_HOUR;
	const edges = Array.from(
		{ length: (end - first) / HALF_HOUR + 1 },
		(_, index) => first + index * HALF_HOUR,
	);
	const figures = ['offered', 'answered', 'abandoned', 'handled', 'outbound'] as const;
	const truth = [...recount(conversations, organization, edges)].flatMap(([key, kpis]) => {
		const [queueId, start] = key.split(' ') as [string, string];
		const counts = figures.map((name) => kpis[name]);
		return counts.some((count) => count > 0) ? [[queueId, Date.parse(start), ...counts].join()] : [];
	});
	expect(truth.length).toBeGreaterThan(100);
	// Rows that are there twice would count twice.
	const held = query(`select coalesce("queueId", 'none'), round(extract(epoch from "intervalStart") * 1000),
			${figures.map((name) => `coalesce(sum("${name}"), 0)`).join()} from kpis group by 1, 2
		having ${figures.map((name) => `coalesce(sum("${name}"), 0)`).join(' + ')} > 0`);
	expect(held.map((row) => row.join()).sort()).toEqual(truth.sort());
});

it('PostgreSQL makes each table of docs/schemas', () => {
	postgres.createDatabase('schemas');
	const tables = [...ddl()].filter(([file]) => file.startsWith('postgresql/'));
	postgres.query('schemas', tables.map(([, sql]) => sql).join('\n'));
	const made = postgres
		.query('schemas', "select tablename from pg_tables where schemaname = 'public'")
		.flat();
	expect(made.map((name) => `postgresql/${name}.sql`).sort()).toEqual(tables.map(([file]) => file).sort());
});

it('the tables of users, queues, wrap-up codes and divisions have every id that conversations name', async () => {
	const workflow = await imported('sync-dimensions-to-postgres');
	for (let runs = 0; runs < 2; runs++) expect(await run(workflow)).toEqual(['success']);
	const ids = (list: ReadonlyArray<{ id: string }>) => list.map(({ id }) => id).sort();
	const { users, queues, wrapUpCodes, divisions } = organization;
	expect(query('select "userId" from users order by 1').flat()).toEqual(ids(users));
	expect(query('select "queueId" from queues order by 1').flat()).toEqual(ids(queues));
	expect(query('select "wrapUpCode" from wrap_up_codes order by 1').flat()).toEqual(ids(wrapUpCodes));
	expect(query('select "divisionId" from divisions order by 1').flat()).toEqual(ids(divisions));
	// Codes of Genesys Cloud's own, such as ININ-WRAP-UP-TIMEOUT, are in no listing.
	expect(
		query(`select count(*) from conversations
			left join users on users."userId" = "agentId" left join queues on queues."queueId" = conversations."queueId"
			left join wrap_up_codes on wrap_up_codes."wrapUpCode" = conversations."wrapUpCode"
			where "agentId" is not null and users."userId" is null
				or conversations."queueId" is not null and queues."queueId" is null
				or conversations."wrapUpCode" not like 'ININ-%' and wrap_up_codes."wrapUpCode" is null`),
	).toEqual([['0']]);
});

describe('after a month of runs that fail, are killed and overlap', () => {
	const EVERY = 18 * HOUR;
	/** What becomes of the runs, by turns. */
	const EVENTS = [
		'as usual',
		'failed before the insert',
		'overlapped',
		'failed in the insert',
		'as usual',
		'failed after the insert',
		'killed in the insert',
	];
	const month = new Month(NOW + HOUR, randomFrom(15));
	const seen: Record<string, number> = {};
	const count = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);

	const numberOf = (sql: string) => Number(query(sql)[0]![0]);
	const hash = () =>
		query(`select md5(string_agg(c::text, ',' order by "conversationId")) from conversations c`)[0]![0];
	const wrappedUp = () => numberOf('select count("wrapUpCode") from conversations');
	const sync = async (change?: (workflow: WorkflowFile) => void) =>
		await imported('sync-conversations-to-postgres', { firstLoad: month.history, change });

	/** The statements begun by others and not ended: inserts, or all. */
	const activity = (kind = '') =>
		numberOf(`select count(*) from pg_stat_activity
			where datname = 'warehouse' and pid <> pg_backend_pid() and query ilike '${kind}%'
				and ('${kind}' = '' or state = 'active')`);
	const untilInserting = async () =>
		await until(() => expect(activity('insert into')).toBeGreaterThan(0), { every: 50 });

	/** Does something with every row that is to be written. */
	const onInsert = (body: string) =>
		query(`create or replace function on_insert() returns trigger language plpgsql as
				$$ declare done int; begin ${body} return new; end $$;
			create trigger on_insert before insert on conversations for each row execute function on_insert()`);
	const asUsual = () => query('drop trigger on_insert on conversations');
	const moveTo = (ms: number) => {
		clock.moveTo(ms);
		stack.simulator.options.conversations = month.conversationsAt(clock.now());
	};

	/** A run is killed with n8n once it has written a few rows. */
	async function killInInsert(workflow: SavedWorkflow): Promise<void> {
		onInsert('perform pg_sleep(0.2);');
		await stack.client.start(workflow, workflow.nodes[0]!.name);
		await untilInserting();
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		await stack.n8n.kill();
		await Promise.all([stack.n8n.resume(), until(() => expect(activity()).toBe(0)).then(asUsual)]);
	}

	/** A run waits in its insert until a later one is over: what it has read comes in last. */
	async function overtake(workflow: SavedWorkflow, at: number): Promise<void> {
		query('create table gate (pid int, open boolean)');
		onInsert(`while not exists (select from gate where open or pid <> pg_backend_pid()) loop
			perform pg_sleep(0.05); end loop;`);
		const overtaken = await stack.client.start(workflow, workflow.nodes[0]!.name);
		await untilInserting();
		query(`insert into gate select pid, false from pg_stat_activity where query ilike 'insert into%' and state = 'active'
			and pid <> pg_backend_pid()`);
		moveTo(at + 6 * HOUR);
		expect(await run(workflow)).toEqual(['success']);
		const held = wrappedUp();
		query('update gate set open = true');
		expect(await outcome(overtaken)).toEqual(['success']);
		if (wrappedUp() < held) count('stale until the next run');
		asUsual();
		query('drop table gate');
	}

	it('the table equals the truth, row by row, each key once', async () => {
		query('drop table if exists conversations');
		stack.simulator.options.appearsAfterMs = month.appearsAfterMs;
		const workflow = await sync();
		const failingAfter = await sync(({ nodes, connections }) => {
			const stop = { name: 'Stop', type: 'n8n-nodes-base.stopAndError', typeVersion: 1 };
			const parameters = { errorMessage: 'after the insert' };
			nodes.push({ ...stop, id: randomUUID(), position: [1200, 0], parameters });
			connections['Insert or update'] = { main: [[{ node: 'Stop', type: 'main', index: 0 }]] };
		});
		const rowByRow = await sync(({ nodes }) => {
			const insert = nodes.find(({ name }) => name === 'Insert or update') as INode;
			insert.parameters.options = { queryBatching: 'independently' };
		});

		const runs = Math.floor((month.end - month.start) / EVERY);
		for (let index = 0; index <= runs; index++) {
			const at = index === runs ? month.end : month.start + index * EVERY;
			moveTo(at);
			const isOutage = at >= month.outage.from && at < month.outage.to;
			let event = index > runs - 3 ? 'as usual' : EVENTS[index % EVENTS.length]!;
			if (event.startsWith('killed') && (seen[event] ?? 0) === 2) event = 'as usual';
			if (isOutage) event = 'outage';
			const before = index === 0 ? '' : hash();
			switch (event) {
				case 'outage':
					break;
				case 'failed before the insert': {
					stack.simulator.faults.push({ kind: 'status', status: 403, on: /details\/query/ });
					expect((await run(workflow))[0]).toBe('error');
					expect(hash()).toBe(before);
					break;
				}
				case 'failed in the insert': {
					onInsert(`select count(*) into done from conversations where xmin = pg_current_xact_id()::xid;
						if done >= 3 then raise 'disk full'; end if;`);
					const [status, failure] = await run(workflow);
					expect([status, failure?.includes('disk full')]).toEqual(['error', true]);
					expect(hash()).toBe(before);
					asUsual();
					break;
				}
				case 'failed after the insert': {
					const [status, failure] = await run(failingAfter);
					expect([status, failure?.includes('after the insert')]).toEqual(['error', true]);
					break;
				}
				case 'overlapped':
					await overtake(workflow, at);
					break;
				case 'killed in the insert': {
					const isFirst = seen[event] === undefined;
					await killInInsert(isFirst ? workflow : rowByRow);
					// One transaction leaves nothing behind; row by row, what has been written stays.
					expect(hash() === before).toBe(isFirst);
					break;
				}
				default: {
					expect(await run(workflow)).toEqual(['success']);
					const latest = '"rangeEnd" = (select max("rangeEnd") from conversations) and "moreLeft"';
					if (numberOf(`select count(*) from conversations where ${latest}`) > 0) count('left more');
				}
			}
			count(event);
		}

		const columns = TRUTH_COLUMNS.map((name) =>
			name === 'endTime' ? 'round(extract(epoch from "endTime") * 1000)' : `"${name}"`,
		);
		const held = query(`select ${columns.join()} from conversations order by "conversationId"`).map(
			([id, end, wrapUp, ...seconds]) => [id, Number(end), wrapUp, ...seconds.map(Number)],
		);
		expect(held).toEqual(month.truth.map(([id, end, ...rest]) => [id, Date.parse(end), ...rest]));

		const wanted = [...new Set(EVENTS), 'left more', 'outage', 'stale until the next run'];
		expect(Object.keys(seen).sort()).toEqual(wanted.sort());
		expect(seen).toMatchObject({ outage: 4, 'killed in the insert': 2 });
	}, 600_000);
});
