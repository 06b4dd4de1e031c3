import type { IPollFunctions } from 'n8n-workflow';

import { readFilters } from '../actions/conversation/filters';
import type { ReadParameter } from '../actions/operation';
import { readOutputFormat, readSheet } from '../actions/outputFormat';
import { readCollection } from '../actions/parameters';
import { DAY_MS } from '../analytics/utcDays';
import { text } from '../choices';
import { detailFilters, endFilter, merge, recordFilter, type DetailFilters } from '../analytics/query';
import type { Sheet } from '../analytics/rows';
import type { OutputFormat } from '../output/rowWriter';
import { LOOK_BACK_DAYS } from '../retrieval/search';
import type { Connection } from '../transport/connection';
import { UserFacingError } from '../userFacingError';
import type { Timing } from './course';
import type { Memory } from './memory';

export type ConversationEvent = 'conversationEnded' | 'conversationAbandoned' | 'conversationStarted';

/** What of the conversations a trigger watches, from the node's parameters. */
export interface Watch {
	event: ConversationEvent;
	/** Which moment of a conversation the event is. */
	moment: 'conversationStart' | 'conversationEnd';
	timing: Timing;
	/** How long ago a conversation may have begun. */
	lookBackMs: number;
	filters: DetailFilters;
	/** What only the record can tell. */
	accepts: (record: unknown) => boolean;
	sheet: Sheet;
	format: OutputFormat;
}

const MINUTE_MS = 60_000;

/** @throws UserFacingError for parameters that can't be used */
export async function readWatch(
	context: IPollFunctions,
	connection: Connection,
	memory: Memory,
	event: ConversationEvent,
): Promise<Watch> {
	const read: ReadParameter = (name, fallback) => context.getNodeParameter(name, fallback);
	const options = readCollection(read, 'options');
	const chosen = await memory.once(
		JSON.stringify(readCollection(read, 'filters')),
		async () => await readFilters(connection, read),
	);
	const sheet = readSheet(read);
	const isStart = event === 'conversationStarted';
	const filters = {
		...chosen,
		// A conversation that has begun isn't over; the other events are of nothing else.
		endedOnly: false,
		...(event === 'conversationAbandoned' ? { outcome: 'abandoned' as const } : {}),
	};
	const over = isStart ? {} : ({ conversationFilters: [endFilter('exists')] } as DetailFilters);
	return {
		event,
		moment: isStart ? 'conversationStart' : 'conversationEnd',
		timing: {
			lateMs: readNumber(options, 'lateMinutes', 'Late Minutes', 60, 1_440) * MINUTE_MS,
			settleMs: isStart ? 0 : readNumber(options, 'settleSeconds', 'Settle Seconds', 60, 3_600) * 1_000,
		},
		lookBackMs:
			readNumber(options, 'lookBackDays', 'Look Back Days', LOOK_BACK_DAYS, LOOK_BACK_DAYS, 1) * DAY_MS,
		filters: merge(detailFilters(filters), over),
		accepts: recordFilter(filters) ?? (() => true),
		sheet,
		format: await readOutputFormat(context, read, sheet),
	};
}

function readNumber(
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
