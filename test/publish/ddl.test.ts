import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { DDL_FOLDER, ddl } from '../../tools/ddl';

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

it.each([
	['conversations', ['conversationId']],
	['conversations_detailed', ['conversationId']],
	['interactions', ['conversationId', 'sessionId']],
	['segments', ['conversationId', 'sessionId', 'segmentIndex']],
])('%s has the same columns everywhere, and its key is not null', (table, key) => {
	const files = ddl();
	const postgres = files.get(`postgresql/${table}.sql`)!;
	const columns = [...postgres.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name);
	const snowflake = files.get(`snowflake/${table}.sql`)!;
	expect([...snowflake.matchAll(/^\t"(\w+)" \w+/gm)].map(([, name]) => name)).toEqual(columns);
	const fields = JSON.parse(files.get(`bigquery/${table}.json`)!) as Array<{ name: string; mode: string }>;
	expect(fields.map(({ name }) => name)).toEqual(columns);
	expect(fields.filter(({ mode }) => mode === 'REQUIRED').map(({ name }) => name)).toEqual(key);
	expect(postgres).toContain(`\tprimary key (${key.map((name) => `"${name}"`).join(', ')})\n`);
	expect(columns.slice(-3)).toEqual(['rangeStart', 'rangeEnd', 'moreLeft']);
});
