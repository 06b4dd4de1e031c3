import { writeFileSync } from 'fs';
import { join } from 'path';
import { columnsOf, type TabularOutput } from '../nodes/GenesysCloudAnalytics/analytics/rows';

export const COLUMNS_DOC = join(__dirname, '../docs/columns.md');

const INTRODUCTION = `# Columns

Generated from the table of columns that the node runs on: \`npx tsx tools/columnsDoc.ts\`.

All rows of an output have the same columns in the same order, also where a record lacks what they show: then they
are null. A duration or a count that Genesys did not record is null, never 0, so averages in a sheet stay those of Genesys.

| Unit | A cell holds |
|---|---|
| id, text | text as the API has it |
| ids, texts | several of them, joined by ", " |
| name | what the id beside it is called; several in the order of the ids |
| time | ISO 8601 in UTC, or YYYY-MM-DD HH:mm:ss in the time zone (Date Format) |
| seconds | a number, milliseconds as decimals |
| count, number | a number |
| yes/no | true or false |

Columns marked with * are masked by Mask Personal Data: equal values stay equal, and none can be read back.

Where "In the API record" names a field or a metric, the value is Genesys's own. Where it says how one is chosen or made
of several (first, latest, else, distinct, mean, exists), the rule is the node's, and follows Genesys's views as far as they
are documented. Sums are of what Genesys emitted, session by session: a callback has a callback and a voice session, and where
both carry handle time, both count, as in Genesys's totals. What is not known is in [limits](limits.md).

With Include Attributes, each participant attribute is one more column, \`attribute_<name>\`, after all others. Only
jobs deliver attributes. Where several participants have one of the same name, the customer's value is shown, else the
first. Attributes are masked, too.`;

const SHEETS: Array<{ output: TabularOutput; title: string; after: number; about: string }> = [
	{ output: 'summary', title: 'Summary', after: 0, about: 'One row per conversation.' },
	{
		output: 'detailed',
		title: 'Detailed',
		after: columnsOf('summary').length,
		about: 'One row per conversation: the columns of Summary, then these.',
	},
	{
		output: 'interactions',
		title: 'Interactions',
		after: 0,
		about: 'One row per agent session, also where it only rang. Key: `conversationId` and `sessionId`.',
	},
	{
		output: 'segments',
		title: 'Segments',
		after: 0,
		about: 'One row per segment. Key: `conversationId`, `sessionId` and `segmentIndex`.',
	},
];

/** docs/columns.md as the code has it. */
export function columnsDoc(): string {
	const sections = SHEETS.map(({ output, title, after, about }) => {
		const lines = columnsOf(output)
			.slice(after)
			.map(
				({ name, unit, meaning, source, personal }) =>
					`| \`${name}\`${personal ? ' *' : ''} | ${unit} | ${meaning} | ${source} |`,
			);
		return [
			`## ${title}`,
			'',
			about,
			'',
			'| Column | Unit | Meaning | In the API record |',
			'|---|---|---|---|',
			...lines,
		].join('\n');
	});
	return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

if (require.main === module) writeFileSync(COLUMNS_DOC, columnsDoc());
