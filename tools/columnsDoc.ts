import { writeFileSync } from 'fs';
import { join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/resources';
import { agentStatusChangeSheet } from '../nodes/GenesysCloudAnalytics/columns/agentStatusChangeSheet';
import { columnDocs, isRaw, type Sheet } from '../nodes/GenesysCloudAnalytics/columns/sheet';

export const COLUMNS_DOC = join(__dirname, '../docs/columns.md');

const INTRODUCTION = `# Columns

Generated from the column tables that the node itself uses: \`npm run generate\`.

All rows of an output have the same columns in the same order. What a record lacks is null. A duration or a count that
Genesys did not record is null, never 0, so averages in a sheet match those of Genesys.

| Unit | A cell holds |
|---|---|
| id, text | text as the API has it |
| link | an address to open in a browser |
| ids, texts | several of these, joined by ", " |
| name | the name for the id beside it; if there are several, in the order of the ids |
| time | ISO 8601 in UTC, or YYYY-MM-DD HH:mm:ss in the time zone (Date Format) |
| seconds | a number with milliseconds as decimals, a whole number, or h:mm:ss (Seconds) |
| count, number | a number |
| percent | a number from 0 to 100 |
| yes/no | true or false |

Columns marked with * are masked by Mask Personal Data: equal values stay equal, and no value can be recovered.

Where the last column names a field or a metric, the value is Genesys's own. Where it says how a value is chosen or derived
from several (first, latest, else, distinct, mean, exists), the rule is the node's, and follows Genesys's views as far as they
are documented. Sums add up what Genesys emitted, session by session: a callback has a callback session and a voice session,
and if both carry handle time, both count, as in Genesys's totals. What is not known is listed in [limits](limits.md).

With Include Participant Attributes, each participant attribute adds a column \`attribute_<name>\` after all others. Only
details jobs return attributes. If several participants have an attribute of the same name, the customer's value is
shown, otherwise the first one. Attributes are masked as well.

With Include Sentiment, rows of conversations end with \`sentimentScore\` (−100 to 100), \`agentSpeechSeconds\`,
\`customerSpeechSeconds\`, \`silenceSeconds\` and \`overtalkSeconds\`, from transcript aggregates; null if a conversation was
not analyzed.

With Repeat Within, they end with \`isRepeat\`, \`previousConversationId\`, \`hoursSincePrevious\` (from start to start) and
\`contactsInWindow\` (this one included): earlier inbound conversations of the same customer; null for outbound ones, and if nothing
tells who the customer is.

With Agent Occupancy, KPIs by agent end with \`occupancyPercent\`.

Items of the trigger's event Conversation Updated end with \`changed\`: which of \`wrapUp\`, \`evaluation\` and \`survey\` were
added or changed since the previous check, joined by ", ".

Items of the trigger's event Queue Threshold have the columns of Queue status, that of the metric if it isn't one of them
(\`serviceLevelPercent\`, \`abandonPercent\`), followed by \`metric\`, \`comparison\`, \`threshold\` and \`value\`.

With Columns set to Simplified, rows have the columns marked with †.`;

/** docs/columns.md from the code: every sheet of every operation once, and those that only the trigger has. */
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
		`${usedBy.join(', ')}. ${sheet.about} ${keyOf(sheet)}`,
		'',
		'| Column | Unit | Meaning | In the API |',
		'|---|---|---|---|',
		...lines,
	].join('\n');
}

/** "Key: `surveyId` and `questionId`. Mark of Since: `completedTime`." */
function keyOf({ key, mark }: Sheet): string {
	const names = key.map((name) => `\`${name}\``);
	const last = names.pop() ?? '';
	const sentence = `Key: ${names.length > 0 ? `${names.join(', ')} and ${last}` : last}.`;
	return mark === undefined ? sentence : `${sentence} Mark of Since: \`${mark}\`.`;
}

/** queueStatus → Queue status */
function titleOf(name: string): string {
	const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

if (require.main === module) writeFileSync(COLUMNS_DOC, columnsDoc());
