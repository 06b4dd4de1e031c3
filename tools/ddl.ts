import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { getBotKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getBotKpis.operation';
import { getFlowKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getFlowKpis.operation';
import { getKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getKpis.operation';
import type { Operation } from '../nodes/GenesysCloudAnalytics/resources/operation';
import {
	columnDocs,
	conversationSheets,
	directorySheets,
	evaluationQuestionSheet,
	evaluationSheet,
	statusHistorySheet,
	surveyAnswerSheet,
	surveySheet,
	timeInStatusSheet,
	transcriptSheets,
	type Column,
	type Sheet,
} from '../nodes/GenesysCloudAnalytics/columns';

/** The folder with table definitions for databases and warehouses. */
export const DDL_FOLDER = join(__dirname, '../docs/schemas');
/** The example workflows, some of which create these tables. */
export const EXAMPLES_FOLDER = join(__dirname, '../examples');

type Unit = Column<unknown>['unit'];
type Field = Pick<Column<unknown>, 'name' | 'unit' | 'meaning'>;

interface Table {
	name: string;
	key: readonly string[];
	/** Columns of the key that may be null, and count as equal then. */
	nullable?: readonly string[];
	columns: readonly Field[];
}

/** What the time range Since adds to each row. */
const OF_THE_RUN: readonly Field[] = [
	{
		name: 'rangeStart',
		unit: 'time',
		meaning: 'Start of the time range read by the run that last wrote the row',
	},
	{
		name: 'rangeEnd',
		unit: 'time',
		meaning: 'End of the time range read by the run that last wrote the row',
	},
	{ name: 'moreLeft', unit: 'yes/no', meaning: 'Whether that run left more for the next one' },
];

/** Facts, which the time range Since reads. */
function facts(name: string, sheet: Sheet, ...key: string[]): Table {
	return { name, key, columns: [...columnDocs(sheet), ...OF_THE_RUN] };
}

/** KPIs with the default groups of the form: other groups mean other columns and another key. */
function kpis(name: string, { sheets: [sheet] }: Operation, ...groups: string[]): Table {
	return { ...facts(name, sheet!, 'intervalStart', ...groups), nullable: groups };
}

/** What is read in full, or by id. */
function whole(name: string, sheet: Sheet, ...key: string[]): Table {
	return { name, key, columns: columnDocs(sheet) };
}

const { summary, detailed, interactions, segments } = conversationSheets;
const SESSION = ['conversationId', 'sessionId'];

/** Every table, with its key. Query Aggregates has none: its columns are those that the user chooses. */
const TABLES: readonly Table[] = [
	facts('conversations', summary, 'conversationId'),
	facts('conversations_detailed', detailed, 'conversationId'),
	facts('interactions', interactions, ...SESSION),
	facts('segments', segments, ...SESSION, 'segmentIndex'),
	facts('evaluations', evaluationSheet, 'evaluationId'),
	facts('evaluation_questions', evaluationQuestionSheet, 'evaluationId', 'questionId'),
	facts('surveys', surveySheet, 'surveyId'),
	facts('survey_answers', surveyAnswerSheet, 'surveyId', 'questionId'),
	facts('agent_status_history', statusHistorySheet, 'agentId', 'kind', 'startTime'),
	facts('agent_time_in_status', timeInStatusSheet, 'agentId', 'intervalStart'),
	kpis('kpis', getKpis, 'queueId', 'mediaType'),
	kpis('flow_kpis', getFlowKpis, 'flowId'),
	kpis('bot_kpis', getBotKpis, 'botId'),
	whole('transcripts', transcriptSheets.conversation, 'conversationId'),
	whole('users', directorySheets.userSheet, 'userId'),
	whole('queues', directorySheets.queueSheet, 'queueId'),
	whole('wrap_up_codes', directorySheets.wrapUpCodeSheet, 'wrapUpCode'),
	whole('divisions', directorySheets.divisionSheet, 'divisionId'),
];

/** The files by their path below the folder. */
export function ddl(): Map<string, string> {
	const files = new Map<string, string>();
	for (const table of TABLES) {
		files.set(`postgresql/${table.name}.sql`, createTable(table, POSTGRESQL, 'unique nulls not distinct'));
		files.set(`snowflake/${table.name}.sql`, createTable(table, SNOWFLAKE, 'unique'));
		files.set(`bigquery/${table.name}.json`, bigQuery(table));
	}
	return files;
}

/** The text of a workflow, with up-to-date definitions of the PostgreSQL tables that it creates. */
export function withTables(workflow: string): string {
	const files = ddl();
	return workflow.replace(/create table if not exists (\w+) \((?:\\n|[^;])*?\);/g, (_, table) => {
		const sql = files.get(`postgresql/${String(table)}.sql`);
		if (sql === undefined) throw new Error(`There is no table ${String(table)} in ${DDL_FOLDER}`);
		return JSON.stringify(sql.trim().replaceAll('\t', '  ')).slice(1, -1);
	});
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

/** @param unique the constraint of a key that may be null: a primary key may not */
function createTable(table: Table, types: Record<Kind, string>, unique: string): string {
	const { name, key, nullable = [], columns } = table;
	const lines = columns.map((column) => {
		const required = isRequired(table, column.name) ? ' not null' : '';
		return `\t"${column.name}" ${types[kindOf(column.unit)]}${required},`;
	});
	const constraint = nullable.length > 0 ? unique : 'primary key';
	const lastLine = `\t${constraint} (${key.map((column) => `"${column}"`).join(', ')})`;
	return [`create table if not exists ${name} (`, ...lines, lastLine, ');', ''].join('\n');
}

/** As `bq mk --table` takes it. */
function bigQuery(table: Table): string {
	const fields = table.columns.map(({ name, unit, meaning }) => ({
		name,
		type: BIGQUERY[kindOf(unit)],
		mode: isRequired(table, name) ? 'REQUIRED' : 'NULLABLE',
		description: plain(meaning),
	}));
	return `${JSON.stringify(fields, null, 2)}\n`;
}

/** Without Markdown: no code, no links. */
function plain(meaning: string): string {
	return meaning.replaceAll('`', '').replace(/\[(.+?)\]\(.+?\)/g, '$1');
}

function isRequired({ key, nullable = [] }: Table, column: string): boolean {
	return key.includes(column) && !nullable.includes(column);
}

if (require.main === module) {
	rmSync(DDL_FOLDER, { recursive: true, force: true });
	for (const [file, content] of ddl()) {
		const path = join(DDL_FOLDER, file);
		mkdirSync(join(path, '..'), { recursive: true });
		writeFileSync(path, content);
	}
	for (const name of readdirSync(EXAMPLES_FOLDER)) {
		const path = join(EXAMPLES_FOLDER, name);
		writeFileSync(path, withTables(readFileSync(path, 'utf8')));
	}
}
