import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import {
	columnDocs,
	conversationSheets,
	isRaw,
	type Column,
	type Output,
} from '../nodes/GenesysCloudAnalytics/analytics/rows';

/** Where the tables of warehouses stand, for people to create. */
export const DDL_FOLDER = join(__dirname, '../docs/schemas');

type Unit = Column<unknown>['unit'];
type Field = Pick<Column<unknown>, 'name' | 'unit' | 'meaning'>;

interface Table {
	name: string;
	key: readonly string[];
	columns: readonly Field[];
}

const CONVERSATION = ['conversationId'];
const SESSION = [...CONVERSATION, 'sessionId'];

/** The name and the key of each output's table. */
const TABLES: Record<Exclude<Output, 'raw'>, Pick<Table, 'name' | 'key'>> = {
	summary: { name: 'conversations', key: CONVERSATION },
	detailed: { name: 'conversations_detailed', key: CONVERSATION },
	interactions: { name: 'interactions', key: SESSION },
	segments: { name: 'segments', key: [...SESSION, 'segmentIndex'] },
};

/** What the time range Since adds to each row. */
const OF_THE_RUN: readonly Field[] = [
	{ name: 'rangeStart', unit: 'time', meaning: 'From when on the run read that wrote the row last' },
	{ name: 'rangeEnd', unit: 'time', meaning: 'Up to when the run read that wrote the row last' },
	{ name: 'moreLeft', unit: 'yes/no', meaning: 'Whether that run left more to the next one' },
];

/** The files by their path below the folder. */
export function ddl(): Map<string, string> {
	const files = new Map<string, string>();
	for (const sheet of Object.values(conversationSheets).filter((each) => !isRaw(each))) {
		const table: Table = {
			...TABLES[sheet.name as keyof typeof TABLES],
			columns: [...columnDocs(sheet), ...OF_THE_RUN],
		};
		files.set(`postgresql/${table.name}.sql`, createTable(table, POSTGRESQL));
		files.set(`snowflake/${table.name}.sql`, createTable(table, SNOWFLAKE));
		files.set(`bigquery/${table.name}.json`, bigQuery(table));
	}
	return files;
}

type Kind = 'text' | 'time' | 'decimal' | 'integer' | 'boolean';

/** `number` may have decimals, such as a score; a whole number fits a decimal, not the other way round. */
function kindOf(unit: Unit): Kind {
	switch (unit) {
		case 'time':
			return 'time';
		case 'seconds':
		case 'number':
		case 'percent':
			return 'decimal';
		case 'count':
			return 'integer';
		case 'yes/no':
			return 'boolean';
		default:
			return 'text';
	}
}

const POSTGRESQL: Record<Kind, string> = {
	text: 'text',
	time: 'timestamptz',
	decimal: 'numeric',
	integer: 'bigint',
	boolean: 'boolean',
};

const SNOWFLAKE: Record<Kind, string> = {
	text: 'varchar',
	time: 'timestamp_tz',
	decimal: 'number(38, 6)',
	integer: 'number(38, 0)',
	boolean: 'boolean',
};

const BIGQUERY: Record<Kind, string> = {
	text: 'STRING',
	time: 'TIMESTAMP',
	decimal: 'FLOAT64',
	integer: 'INT64',
	boolean: 'BOOL',
};

function createTable({ name, key, columns }: Table, types: Record<Kind, string>): string {
	const lines = columns.map((column) => {
		const required = key.includes(column.name) ? ' not null' : '';
		return `\t"${column.name}" ${types[kindOf(column.unit)]}${required},`;
	});
	const primaryKey = `\tprimary key (${key.map((column) => `"${column}"`).join(', ')})`;
	return [`create table if not exists ${name} (`, ...lines, primaryKey, ');', ''].join('\n');
}

/** As `bq mk --table` takes it. */
function bigQuery({ key, columns }: Table): string {
	const fields = columns.map(({ name, unit, meaning }) => ({
		name,
		type: BIGQUERY[kindOf(unit)],
		mode: key.includes(name) ? 'REQUIRED' : 'NULLABLE',
		description: meaning.replaceAll('`', ''),
	}));
	return `${JSON.stringify(fields, null, 2)}\n`;
}

if (require.main === module) {
	rmSync(DDL_FOLDER, { recursive: true, force: true });
	for (const [file, content] of ddl()) {
		const path = join(DDL_FOLDER, file);
		mkdirSync(join(path, '..'), { recursive: true });
		writeFileSync(path, content);
	}
}
