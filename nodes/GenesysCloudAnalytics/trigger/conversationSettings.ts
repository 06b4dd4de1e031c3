import { conversationSheets } from '../columns/conversationSheets';
import type { Sheet } from '../columns/sheet';
import { columnNames } from '../fields/rows';
import { maskOf } from '../output/mask';
import type { OutputFormat } from '../output/rowWriter';
import { detailFilters, recordFilter, type DetailFilters } from '../records/filters';
import { MINUTE_MS } from '../time/durations';
import { appsHostOf } from '../transport/regions';
import type { TriggerSettings } from './fields';
import type { Poll } from './pollTime';
import type { Timing } from './progress';

/** Events whose time is in the conversation's record. */
export const CONVERSATION_EVENTS = [
	'conversationEnded',
	'conversationAbandoned',
	'conversationStarted',
] as const;
export type ConversationEvent = (typeof CONVERSATION_EVENTS)[number] | 'conversationUpdated';

/** Which conversations the trigger emits, when and how. */
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

export async function conversationSettings(
	{ context, said, time }: Pick<Poll, 'context' | 'said' | 'time'>,
	event: ConversationEvent,
): Promise<ConversationSettings> {
	const { lateMinutes, settleSeconds, lookBackDays, emitReopened } = said.options;
	const sheet = conversationSheets[said.output];
	const isStart = event === 'conversationStarted';
	const filters = {
		...said.filters,
		// A conversation that has just begun isn't over yet; the other events only concern ended ones anyway.
		endedOnly: false,
		...(event === 'conversationAbandoned' ? { outcome: 'abandoned' as const } : {}),
	};
	return {
		matchBy: isStart ? 'started' : 'ended',
		timing: { lateMs: lateMinutes * MINUTE_MS, settleMs: isStart ? 0 : settleSeconds * 1_000 },
		lookBackDays,
		emitReopened: !isStart && emitReopened,
		filters: detailFilters(filters),
		accepts: recordFilter(filters) ?? (() => true),
		sheet,
		format: { ...(await formatOf(context, said, sheet)), appsHost: appsHostOf(time.connection.apiHost) },
	};
}

/** How the rows of a sheet are to look. */
export async function formatOf(
	context: Poll['context'],
	{ rows, options }: Pick<TriggerSettings, 'rows' | 'options'>,
	sheet: Sheet,
): Promise<OutputFormat> {
	const mask = options.maskPersonalData ? await maskOf(context) : undefined;
	return { ...options, mask, columns: columnNames(sheet, rows.columns) };
}
