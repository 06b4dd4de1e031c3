import { writeFileSync } from 'fs';
import { join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/actions';
import {
	agentStatusChangeSheet,
	columnDocs,
	isRaw,
	type Sheet,
} from '../nodes/GenesysCloudAnalytics/analytics/rows';

export const COLUMNS_DOC = join(__dirname, '../docs/columns.md');

const INTRODUCTION = `# Columns

Generated from the tables of columns that the node runs on: \`npx tsx tools/columnsDoc.ts\`.

All rows of an output have the same columns in the same order. What a record lacks is null. A duration or a count that
Genesys did not record is null, never 0, so averages in a sheet match those of Genesys.

| Unit | A cell holds |
|---|---|
| id, text | text as the API has it |
| ids, texts | several of them, joined by ", " |
| name | the name that belongs to the id beside it; several in the order of the ids |
| time | ISO 8601 in UTC, or YYYY-MM-DD HH:mm:ss in the time zone (Date Format) |
| seconds | a number with milliseconds as decimals, a whole number, or h:mm:ss (Seconds) |
| count, number | a number |
| percent | a number from 0 to 100 |
| yes/no | true or false |

Columns marked with * are masked by Mask Personal Data: equal values stay equal, and no value can be recovered.

Where the last column names a field or a metric, the value is Genesys's own. Where it says how one is chosen or made of
several (first, latest, else, distinct, mean, exists), the rule is the node's, and follows Genesys's views as far as they are
documented. Sums are of what Genesys emitted, session by session: a callback has a callback and a voice session, and where
both carry handle time, both count, as in Genesys's totals. What is not known is in [limits](limits.md).

With Include Participant Attributes, each participant attribute adds a column \`attribute_<name>\` after all others. Only
details jobs return attributes. If several participants have an attribute of the same name, the customer's value is
shown, otherwise the first one. Attributes are masked, too.

With Include Sentiment, rows of conversations end with \`sentimentScore\` (−100 to 100), \`agentSpeechSeconds\`,
\`customerSpeechSeconds\`, \`silenceSeconds\` and \`overtalkSeconds\`, from transcript aggregates; null where a conversation was
not analysed.

With Agent Occupancy, KPIs by agent end with \`occupancyPercent\`.

Items of the trigger's event Conversation Updated end with \`changed\`: what came or changed since it was read last, of \`wrapUp\`,
\`evaluation\` and \`survey\`, joined by ", ".

Items of the trigger's event Queue Threshold have the columns of Queue status, that of the metric where it isn't one of them
(\`serviceLevelPercent\`, \`abandonPercent\`), and then \`metric\`, \`comparison\`, \`threshold\` and \`value\`.

With Columns set to Simplified, rows have the columns marked with †.`;

/** docs/columns.md as the code has it: every sheet of every operation, once, and what only the trigger has. */
export function columnsDoc(): string {
	const usedBy = new Map<Sheet, string[]>();
	for (const { name: resource, operations } of resources) {
		for (const { name: operation, sheets } of operations) {
			for (const sheet of sheets.filter((each) => !isRaw(each))) {
				usedBy.set(sheet, [...(usedBy.get(sheet) ?? []), `${resource} > ${operation}`]);
			}
		}
	}
	usedBy.set(agentStatusChangeSheet as Sheet, ['Trigger > Agent Status Changed']);
	return `${[INTRODUCTION, ...[...usedBy].map(([sheet, users]) => section(sheet, users))].join('\n\n')}\n`;
}

function section(sheet: Sheet, usedBy: readonly string[]): string {
	const lines = columnDocs(sheet)
		.slice(sheet.continues?.columns.length ?? 0)
		.map(({ name, unit, meaning, source, personal }) => {
			const marks = `${personal ? ' *' : ''}${sheet.simplified?.includes(name) ? ' †' : ''}`;
			return `| \`${name}\`${marks} | ${unit} | ${meaning} | ${source} |`;
		});
	return [
		`## ${titleOf(sheet.name)}`,
		'',
		`${usedBy.join(', ')}. ${sheet.about}`,
		'',
		'| Column | Unit | Meaning | In the API |',
		'|---|---|---|---|',
		...lines,
	].join('\n');
}

/** queueStatus → Queue status */
function titleOf(name: string): string {
	const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

if (require.main === module) writeFileSync(COLUMNS_DOC, columnsDoc());
