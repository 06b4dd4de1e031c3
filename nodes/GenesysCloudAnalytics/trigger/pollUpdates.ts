import type { INodeExecutionData } from 'n8n-workflow';

import { HOUR_MS, MINUTE_MS } from '../time/durations';
import { zonedInWords } from '../time/words';
import { RowWriter } from '../output/rowWriter';
import { UserFacingError } from '../messages/userFacingError';
import { toItems } from '../output/sink';
import { ChangeReader, type Update } from './changeReader';
import { CHANGES, type Change, type PartState } from './changes';
import {
	beginChecks,
	finishRange,
	isKnown,
	nextRange,
	restoreChecks,
	startCheck,
	storeChecks,
	type Watch,
} from './checks';
import { conversationSettings, type ConversationSettings } from './conversationSettings';
import { tell } from './failures';
import { nowAtServer, type Poll } from './pollTime';
import { CAUGHT_UP_MS } from './progress';
import { inSteps } from './steps';

/** How many candidates are searched for a test event: most wrap-ups are not late. */
const CANDIDATES_FOR_TEST = 100;

/**
 * The conversations whose wrap-up, evaluation or survey has been added or changed since the last check, as rows. The node's
 * static data moves on with what is returned.
 */
export async function pollUpdates(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, time, memory } = poll;
	const { connection } = time;
	const settings = await conversationSettings(poll, 'conversationUpdated');
	const { changes, watch } = watchOf(poll, settings);
	const { timeZone } = settings.format;
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory, { report: poll });
	const rows = async (updates: Update[]) => {
		const changed = updates.flatMap((each) => each.rows.map(() => each.changed.join(', ')));
		const complete = await writer.complete(updates.flatMap((each) => each.rows));
		return toItems(complete.map((row, index) => ({ ...row, changed: changed[index] })));
	};
	const make = (record: unknown) => writer.make(record);
	const reader = new ChangeReader({ connection, settings, changes, caps: memory.caps, make });
	const now = await nowAtServer(connection);
	if (context.getMode() === 'manual') return await rows([await newestOf(reader, now, watch)]);

	const staticData = context.getWorkflowStaticData('node');
	const watchKey = JSON.stringify([changes, poll.said.filters, watch]);
	const before = restoreChecks(staticData.updates, watchKey);
	let checks = startCheck(before ?? beginChecks(now, watch), now, watch);
	if (before && checks !== before && now - before.begunAt > CAUGHT_UP_MS) {
		const from = zonedInWords(checks.watchedFrom, timeZone);
		tell(
			poll,
			new UserFacingError(
				'The trigger was off for longer than it can catch up on',
				`Changes to conversations that ended before ${from} are not told.`,
			),
		);
	}
	const updates: Update[] = [];
	await inSteps(poll, (stepMs) => {
		const range = nextRange(checks, watch, stepMs);
		if (!range) return undefined;
		const take = async () => {
			const isNew = (state: PartState) => !checks.isFirst && !isKnown(checks, state);
			const found = await reader.read({ range, order: 'asc', limit: Infinity }, isNew);
			const news = found.filter(({ changed }) => changed.length > 0);
			for (const update of news) updates.push(update);
			const next = finishRange(checks, range, found);
			if (next.watchedFrom > checks.watchedFrom) {
				const from = zonedInWords(next.watchedFrom, timeZone);
				tell(
					poll,
					new UserFacingError(
						'There are too many changes to watch',
						`Conversations that ended before ${from} are no longer watched. Lower the option Watch Hours, choose fewer changes or add filters.`,
					),
				);
			}
			checks = next;
			return news.length;
		};
		return { lengthMs: range.endMs - range.startMs, take };
	});
	const result = await rows(updates);
	staticData.updates = storeChecks(checks, watchKey);
	return result;
}

async function newestOf(reader: ChangeReader, now: number, { watchMs }: Watch): Promise<Update> {
	const range = { startMs: now - watchMs, endMs: now };
	const candidates = await reader.read({ range, order: 'desc', limit: CANDIDATES_FOR_TEST }, () => true);
	const newest = candidates.findLast(({ changed }) => changed.length > 0);
	if (newest) return newest;
	throw new UserFacingError(
		'There is no conversation to show',
		'Remove filters, raise the option Watch Hours, or try again once there has been such a change.',
	);
}

function watchOf(
	{ said: { changes, options } }: Poll,
	{ timing }: ConversationSettings,
): { changes: readonly Change[]; watch: Watch } {
	return {
		changes: changes.length > 0 ? changes : CHANGES,
		watch: {
			watchMs: options.watchHours * HOUR_MS,
			everyMs: options.checkMinutes * MINUTE_MS,
			settleMs: timing.settleMs,
		},
	};
}
