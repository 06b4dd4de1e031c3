import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { getBotKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getBotKpis.operation';
import { getFlowKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getFlowKpis.operation';
import { getKpis } from '../nodes/GenesysCloudAnalytics/resources/performance/getKpis.operation';
import type { Operation } from '../nodes/GenesysCloudAnalytics/resources/operation';
import { timeInStatusSheet } from '../nodes/GenesysCloudAnalytics/columns/aggregateSheets';
import type { Column } from '../nodes/GenesysCloudAnalytics/columns/column';
import { conversationSheets } from '../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import {
	evaluationQuestionSheet,
	evaluationSheet,
} from '../nodes/GenesysCloudAnalytics/columns/evaluationSheets';
import { columnDocs, type Sheet } from '../nodes/GenesysCloudAnalytics/columns/sheet';
import { statusHistorySheet } from '../nodes/GenesysCloudAnalytics/columns/statusHistorySheet';
import { surveyAnswerSheet, surveySheet } from '../nodes/GenesysCloudAnalytics/columns/surveySheets';
import { transcriptSheets } from '../nodes/GenesysCloudAnalytics/columns/transcriptSheets';
import {
	divisionSheet,
	queueSheet,
	userSheet,
	wrapUpCodeSheet,
} from '../nodes/GenesysCloudAnalytics/columns/directorySheets';

/** The folder with table definitions for databases and warehouses. */
export const DDL_FOLDER = join(__dirname, '../docs/schemas');
/** The example workflows, some of which create these tables. */
export const EXAMPLES_FOLDER = join(__dirname, '../examples');

type Unit = Column<unknown>['unit'];
type Field = Pick<Column<unknown>, 'name' | 'unit' | 'meaning'>;

interface Table extends Pick<Sheet, 'key' | 'nullable'> {
	name: string;
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

/** Sheets with a mark are read by the time range Since, whose cells their rows have as well. */
function table(name: string, sheet: Sheet): Table {
	const { key, nullable, mark } = sheet;
	return { name, key, nullable, columns: [...columnDocs(sheet), ...(mark === undefined ? [] : OF_THE_RUN)] };
}

/** Operations whose sheet is that of the form as it opens: other groups mean other columns and another key. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
	kpis: getKpis,
	flow_kpis: getFlowKpis,
	bot_kpis: getBotKpis,
};

const { conversations, queueVisits, agentSessions, segments } = conversationSheets;

/** The sheet as Columns: Standard shows it. */
function standardOf(sheet: Sheet): Sheet {
	return { ...sheet, columns: sheet.columns.filter(({ name }) => sheet.standard?.includes(name)) };
}

/** Every table. Query Aggregates has none: its columns are those that the user chooses. */
const TABLES: readonly Table[] = [
	table('conversations', standardOf(conversations)),
	table('conversations_all', conversations),
	table('queue_visits', queueVisits),
	table('agent_sessions', agentSessions),
	table('segments', segments),
	table('evaluations', evaluationSheet),
	table('evaluation_questions', evaluationQuestionSheet),
	table('surveys', surveySheet),
	table('survey_answers', surveyAnswerSheet),
	table('agent_status_history', statusHistorySheet),
	table('agent_time_in_status', timeInStatusSheet),
	...Object.entries(OPERATIONS).map(
		([
			name,
			{
				sheets: [sheet],
			},
		]) => table(name, sheet!),
	),
	table('transcripts', transcriptSheets.conversation),
	table('users', userSheet),
	table('queues', queueSheet),
	table('wrap_up_codes', wrapUpCodeSheet),
	table('divisions', divisionSheet),
];

/** The files by their path below the folder. */
export function ddl(): Map<string, string> {
	const files = new Map<string, string>();
	for (const each of TABLES) {
		files.set(`postgresql/${each.name}.sql`, createTable(each, POSTGRESQL, 'unique nulls not distinct'));
		files.set(`snowflake/${each.name}.sql`, createTable(each, SNOWFLAKE, 'unique'));
		files.set(`bigquery/${each.name}.json`, bigQuery(each));
	}
	return files;
}

/** The text of a workflow, with up-to-date definitions of the PostgreSQL tables that it creates. */
export function withTables(workflow: string): string {
	const files = ddl();
	return workflow.replace(/create table if not exists (\w+) \((?:\\n|[^;])*?\);/g, (_, name) => {
		const sql = files.get(`postgresql/${String(name)}.sql`);
		if (sql === undefined) throw new Error(`There is no table ${String(name)} in ${DDL_FOLDER}`);
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
function createTable(of: Table, types: Record<Kind, string>, unique: string): string {
	const { name, key, nullable = [], columns } = of;
	const lines = columns.map((column) => {
		const required = isRequired(of, column.name) ? ' not null' : '';
		return `\t"${column.name}" ${types[kindOf(column.unit)]}${required},`;
	});
	const constraint = nullable.length > 0 ? unique : 'primary key';
	const lastLine = `\t${constraint} (${key.map((column) => `"${column}"`).join(', ')})`;
	return [`create table if not exists ${name} (`, ...lines, lastLine, ');', ''].join('\n');
}

/** As `bq mk --table` takes it. */
function bigQuery(of: Table): string {
	const fields = of.columns.map(({ name, unit, meaning }) => ({
		name,
		type: BIGQUERY[kindOf(unit)],
		mode: isRequired(of, name) ? 'REQUIRED' : 'NULLABLE',
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
