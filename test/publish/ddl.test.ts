import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { DDL_FOLDER, ddl, EXAMPLES_FOLDER, withTables } from '../../tools/ddl';

it('the tables of warehouses are those of the columns; else: npm run generate', () => {
	const found = readdirSync(DDL_FOLDER, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(DDL_FOLDER, join(parentPath, name)));
	const expected = ddl();
	expect(found.sort()).toEqual([...expected.keys()].sort());
	for (const [file, content] of expected) {
		expect([file, readFileSync(join(DDL_FOLDER, file), 'utf8')]).toEqual([file, content]);
	}
});

it('the workflows that create tables in PostgreSQL create these; else: npm run generate', () => {
	const created = new Set<string>();
	for (const name of readdirSync(EXAMPLES_FOLDER)) {
		const workflow = readFileSync(join(EXAMPLES_FOLDER, name), 'utf8');
		expect([name, workflow]).toEqual([name, withTables(workflow)]);
		const { nodes } = JSON.parse(workflow) as { nodes: Array<{ parameters: { query?: string } }> };
		for (const { parameters } of nodes) {
			for (const [, table] of (parameters.query ?? '').matchAll(/create table if not exists (\w+)/g)) {
				created.add(table!);
			}
		}
	}
	expect([...created].sort()).toEqual([
		...['conversations', 'divisions', 'evaluations', 'kpis', 'queue_visits', 'queues', 'surveys'],
		...['transcripts', 'users', 'wrap_up_codes'],
	]);
});

interface Key {
	table: string;
	key: string[];
	/** Columns of it that may be null: what is in no queue, for example. */
	nullable?: string[];
}

const KEYS: Key[] = [
	{ table: 'conversations', key: ['conversationId'] },
	{ table: 'conversations_all', key: ['conversationId'] },
	{ table: 'queue_visits', key: ['conversationId', 'visitIndex'] },
	{ table: 'agent_sessions', key: ['conversationId', 'sessionId'] },
	{ table: 'segments', key: ['conversationId', 'sessionId', 'segmentIndex'] },
	{ table: 'evaluations', key: ['evaluationId'] },
	{ table: 'evaluation_questions', key: ['evaluationId', 'questionId'] },
	{ table: 'surveys', key: ['surveyId'] },
	{ table: 'survey_answers', key: ['surveyId', 'questionId'], nullable: ['questionId'] },
	{ table: 'agent_status_history', key: ['agentId', 'kind', 'startTime'] },
	{ table: 'agent_time_in_status', key: ['agentId', 'intervalStart'] },
	{
		table: 'kpis',
		key: ['intervalStart', 'queueId', 'mediaType'],
		nullable: ['queueId', 'mediaType'],
	},
	{ table: 'flow_kpis', key: ['intervalStart', 'flowId'], nullable: ['flowId'] },
	{
		table: 'bot_kpis',
		key: ['intervalStart', 'botId', 'botName'],
		nullable: ['botId', 'botName'],
	},
	{ table: 'transcripts', key: ['conversationId'] },
	{ table: 'users', key: ['userId'] },
	{ table: 'queues', key: ['queueId'] },
	{ table: 'wrap_up_codes', key: ['wrapUpCode'] },
	{ table: 'divisions', key: ['divisionId'] },
];

it('each table has a key that is tested', () => {
	const tables = [...ddl().keys()].filter((file) => file.startsWith('postgresql/'));
	expect(tables.sort()).toEqual(KEYS.map(({ table }) => `postgresql/${table}.sql`).sort());
});

it.each(KEYS)('$table has the same columns everywhere, and a key', ({ table, key, nullable = [] }) => {
	const files = ddl();
	const postgres = files.get(`postgresql/${table}.sql`)!;
	const columns = [...postgres.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name);
	const snowflake = files.get(`snowflake/${table}.sql`)!;
	expect([...snowflake.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name)).toEqual(columns);
	const fields = JSON.parse(files.get(`bigquery/${table}.json`)!) as Array<{ name: string; mode: string }>;
	expect(fields.map(({ name }) => name)).toEqual(columns);

	const required = key.filter((name) => !nullable.includes(name)).sort();
	const isRequired = ({ mode }: { mode: string }) => mode === 'REQUIRED';
	expect(
		fields
			.filter(isRequired)
			.map(({ name }) => name)
			.sort(),
	).toEqual(required);
	for (const sql of [postgres, snowflake]) {
		const notNull = [...sql.matchAll(/^\t"(\w+)" .* not null,$/gm)].map(([, name]) => name);
		expect(notNull.sort()).toEqual(required);
	}
	const ofKey = `(${key.map((name) => `"${name}"`).join(', ')})\n`;
	const [inPostgres, inSnowflake] =
		nullable.length > 0 ? ['unique nulls not distinct', 'unique'] : ['primary key', 'primary key'];
	expect(postgres).toContain(`\t${inPostgres} ${ofKey}`);
	expect(snowflake).toContain(`\t${inSnowflake} ${ofKey}`);

	const isWhole = ['transcripts', 'users', 'queues', 'wrap_up_codes', 'divisions'].includes(table);
	expect(columns.slice(-3).join() === 'rangeStart,rangeEnd,moreLeft').toBe(!isWhole);
});
