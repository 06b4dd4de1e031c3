import { readFilters } from '../fields/conversationFilters';
import { readOutputFormat, readSheet } from '../fields/outputFormat';
import { readCollection } from '../fields/parameters';
import { MINUTE_MS } from '../time/durations';
import { flag, numberWithin } from '../fields/choices';
import { detailFilters, recordFilter, type DetailFilters } from '../records/filters';
import type { Sheet } from '../columns';
import type { OutputFormat } from '../output/rowWriter';
import { LOOK_BACK_DAYS } from '../reading/conversations/search';
import type { Poll } from './pollTime';
import type { Timing } from './progress';

/** Events whose time is in the conversation's record. */
export const CONVERSATION_EVENTS = [
	'conversationEnded',
	'conversationAbandoned',
	'conversationStarted',
] as const;
export type ConversationEvent = (typeof CONVERSATION_EVENTS)[number] | 'conversationUpdated';

/** Which conversations the trigger emits, when and how, from the node's parameters. */
export interface ConversationSettings {
	/** Which moment of a conversation the event is. */
	matchBy: 'started' | 'ended';
	timing: Timing;
	/** How long ago a conversation may have begun. */
	lookBackDays: number;
	/** Whether a conversation that goes on after it was emitted is emitted again at its next end. */
	emitReopened: boolean;
	filters: DetailFilters;
	/** What only the record can tell. */
	accepts: (record: unknown) => boolean;
	sheet: Sheet;
	format: OutputFormat;
}

/** @throws UserFacingError for parameters that can't be used */
export async function readConversationSettings(
	{ context, read, time: { connection }, memory }: Poll,
	event: ConversationEvent,
): Promise<ConversationSettings> {
	const options = readCollection(read, 'options');
	const chosen = await memory.once(
		`filters ${JSON.stringify(readCollection(read, 'filters'))}`,
		async () => await readFilters(connection, read),
	);
	const sheet = readSheet(read);
	const isStart = event === 'conversationStarted';
	const filters = {
		...chosen,
		// A conversation that has just begun isn't over yet; the other events only concern ended ones anyway.
		endedOnly: false,
		...(event === 'conversationAbandoned' ? { outcome: 'abandoned' as const } : {}),
	};
	const settleSeconds = numberWithin('Settle Seconds', options.settleSeconds, { byDefault: 60, max: 3_600 });
	const lateMinutes = numberWithin('Late Minutes', options.lateMinutes, { byDefault: 60, max: 1_440 });
	const daysBack = { byDefault: LOOK_BACK_DAYS, min: 1, max: LOOK_BACK_DAYS };
	return {
		matchBy: isStart ? 'started' : 'ended',
		timing: { lateMs: lateMinutes * MINUTE_MS, settleMs: isStart ? 0 : settleSeconds * 1_000 },
		lookBackDays: numberWithin('Look Back Days', options.lookBackDays, daysBack),
		emitReopened: !isStart && flag('Emit Again When Reopened', options.emitReopened),
		filters: detailFilters(filters),
		accepts: recordFilter(filters) ?? (() => true),
		sheet,
		format: await readOutputFormat(context, read, sheet),
	};
}
