import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { DDL_FOLDER, ddl, EXAMPLES_FOLDER, withTables } from '../../tools/ddl';

it('the tables of warehouses are those of the columns; else: npx tsx tools/ddl.ts', () => {
	const found = readdirSync(DDL_FOLDER, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(DDL_FOLDER, join(parentPath, name)));
	const expected = ddl();
	expect(found.sort()).toEqual([...expected.keys()].sort());
	for (const [file, content] of expected) {
		expect([file, readFileSync(join(DDL_FOLDER, file), 'utf8')]).toEqual([file, content]);
	}
});

it('the workflows that create tables in PostgreSQL create these; else: npx tsx tools/ddl.ts', () => {
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
		...['conversations', 'divisions', 'evaluations', 'queues', 'surveys', 'transcripts', 'users'],
		'wrap_up_codes',
	]);
});

it.each([
	['conversations', ['conversationId']],
	['conversations_detailed', ['conversationId']],
	['interactions', ['conversationId', 'sessionId']],
	['segments', ['conversationId', 'sessionId', 'segmentIndex']],
	['evaluations', ['evaluationId']],
	['evaluation_questions', ['evaluationId', 'questionId']],
	['surveys', ['surveyId']],
	['survey_answers', ['surveyId', 'questionId']],
	['agent_status_history', ['agentId', 'kind', 'startTime']],
	['agent_time_in_status', ['agentId', 'intervalStart']],
	['transcripts', ['conversationId']],
	['users', ['userId']],
	['queues', ['queueId']],
	['wrap_up_codes', ['wrapUpCode']],
	['divisions', ['divisionId']],
])('%s has the same columns everywhere, and its key is not null', (table, key) => {
	const files = ddl();
	const postgres = files.get(`postgresql/${table}.sql`)!;
	const columns = [...postgres.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name);
	const snowflake = files.get(`snowflake/${table}.sql`)!;
	expect([...snowflake.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name)).toEqual(columns);
	const fields = JSON.parse(files.get(`bigquery/${table}.json`)!) as Array<{ name: string; mode: string }>;
	expect(fields.map(({ name }) => name)).toEqual(columns);
	expect(
		fields
			.filter(({ mode }) => mode === 'REQUIRED')
			.map(({ name }) => name)
			.sort(),
	).toEqual([...key].sort());
	expect(postgres).toContain(`\tprimary key (${key.map((name) => `"${name}"`).join(', ')})\n`);
	const isWhole = ['transcripts', 'users', 'queues', 'wrap_up_codes', 'divisions'].includes(table);
	expect(columns.slice(-3).join() === 'rangeStart,rangeEnd,moreLeft').toBe(!isWhole);
});
