import { readFilters } from '../actions/conversation/filters';
import { readOutputFormat, readSheet } from '../actions/outputFormat';
import { readCollection } from '../actions/parameters';
import { DAY_MS, MINUTE_MS } from '../analytics/durations';
import { flag, text } from '../choices';
import { detailFilters, recordFilter, type DetailFilters } from '../analytics/query';
import type { Sheet } from '../analytics/rows';
import type { OutputFormat } from '../output/rowWriter';
import { LOOK_BACK_DAYS } from '../retrieval/search';
import { UserFacingError } from '../userFacingError';
import type { Poll } from './pollTime';
import type { Timing } from './progress';

/** Events that a conversation's record tells the moment of. */
export const CONVERSATION_EVENTS = [
	'conversationEnded',
	'conversationAbandoned',
	'conversationStarted',
] as const;
export type ConversationEvent = (typeof CONVERSATION_EVENTS)[number] | 'conversationUpdated';

/** Which conversations the trigger emits, when and how, from the node's parameters. */
export interface ConversationSettings {
	event: ConversationEvent;
	/** Which moment of a conversation the event is. */
	moment: 'conversationStart' | 'conversationEnd';
	timing: Timing;
	/** How long ago a conversation may have begun. */
	lookBackDays: number;
	lookBackMs: number;
	/** Whether a conversation that goes on after it was emitted is emitted again at its next end. */
	again: boolean;
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
		// What has just begun isn't over yet; the other events are of nothing else.
		endedOnly: false,
		...(event === 'conversationAbandoned' ? { outcome: 'abandoned' as const } : {}),
	};
	const lookBackDays = readNumber(
		options,
		'lookBackDays',
		'Look Back Days',
		LOOK_BACK_DAYS,
		LOOK_BACK_DAYS,
		1,
	);
	return {
		event,
		moment: isStart ? 'conversationStart' : 'conversationEnd',
		timing: {
			lateMs: readNumber(options, 'lateMinutes', 'Late Minutes', 60, 1_440) * MINUTE_MS,
			settleMs: isStart ? 0 : readNumber(options, 'settleSeconds', 'Settle Seconds', 60, 3_600) * 1_000,
		},
		lookBackDays,
		lookBackMs: lookBackDays * DAY_MS,
		again: !isStart && flag('Emit Again When Reopened', options.emitReopened),
		filters: detailFilters(filters),
		accepts: recordFilter(filters) ?? (() => true),
		sheet,
		format: await readOutputFormat(context, read, sheet),
	};
}

/** A number of the options. @throws UserFacingError naming the range */
export function readNumber(
	options: Record<string, unknown>,
	name: string,
	label: string,
	byDefault: number,
	max: number,
	min = 0,
): number {
	const value = text(options[name]) === '' ? byDefault : Number(options[name]);
	if (value >= min && value <= max) return value;
	throw new UserFacingError(
		`${label} can't be "${text(options[name])}"`,
		`Enter a number from ${min} to ${max}.`,
	);
}
