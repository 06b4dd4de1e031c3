import type { INodeExecutionData } from 'n8n-workflow';

import { HOUR_MS, MINUTE_MS } from '../time/durations';
import { toResult } from '../resources/operation';
import { readCollection } from '../fields/parameters';
import { numberWithin, someOrAll } from '../fields/choices';
import { RowWriter } from '../output/rowWriter';
import { UserFacingError } from '../messages/userFacingError';
import { ChangeReader, type Update } from './changeReader';
import { CHANGES, type Change } from './changes';
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
import { readConversationSettings, type ConversationSettings } from './conversationSettings';
import { nowAtServer, type Poll } from './pollTime';
import { inSteps } from './steps';

const MAX_WATCH_HOURS = 720;

/** How many candidates are searched for a test event: most wrap-ups are not late. */
const CANDIDATES_FOR_TEST = 100;

/**
 * The conversations whose wrap-up, evaluation or survey has been added or changed since the last check, as rows. The node's
 * static data moves on with what is returned.
 */
export async function pollUpdates(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, time, memory } = poll;
	const { connection } = time;
	const settings = await readConversationSettings(poll, 'conversationUpdated');
	const { changes, watch } = readWatch(poll, settings);
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory);
	const rows = async (updates: Update[]) => {
		const changed = updates.flatMap((each) => each.rows.map(() => each.changed.join(', ')));
		const complete = await writer.complete(updates.flatMap((each) => each.rows));
		return toResult(complete.map((row, index) => ({ ...row, changed: changed[index] })));
	};
	const make = (record: unknown) => writer.make(record);
	const reader = new ChangeReader({ connection, settings, changes, caps: memory.caps, make });
	const now = await nowAtServer(connection);
	if (context.getMode() === 'manual') return await rows([await newestOf(reader, now, watch)]);

	const staticData = context.getWorkflowStaticData('node');
	const watchKey = JSON.stringify([changes, poll.read('filters', {}), watch]);
	let checks = startCheck(restoreChecks(staticData.updates, watchKey) ?? beginChecks(now, watch), now, watch);
	const updates: Update[] = [];
	await inSteps(poll, (stepMs) => {
		const range = nextRange(checks, watch, stepMs);
		if (!range) return undefined;
		const take = async () => {
			const isNew = (ended: number, key: string) => !checks.isFirst && !isKnown(checks, ended, key);
			const found = await reader.read({ range, order: 'asc', limit: Infinity }, isNew);
			const news = found.filter(({ changed }) => changed.length > 0);
			for (const update of news) updates.push(update);
			const next = finishRange(checks, range, found);
			if (next.watchedFrom > checks.watchedFrom) {
				const from = new Date(next.watchedFrom).toISOString();
				connection.logger.warn(
					`Genesys Cloud: there are too many changes to watch; conversations that ended before ${from} are no longer watched. Lower the option Watch Hours, choose fewer changes or add filters.`,
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

/** @throws UserFacingError for parameters that can't be used */
function readWatch(
	{ read }: Poll,
	{ timing }: ConversationSettings,
): { changes: readonly Change[]; watch: Watch } {
	const options = readCollection(read, 'options');
	const hours = { byDefault: 48, min: 1, max: MAX_WATCH_HOURS };
	const minutes = { byDefault: 60, min: 5, max: 1_440 };
	return {
		changes: someOrAll('Changes', read('changes', CHANGES), CHANGES),
		watch: {
			watchMs: numberWithin('Watch Hours', options.watchHours, hours) * HOUR_MS,
			everyMs: numberWithin('Check Every (Minutes)', options.checkMinutes, minutes) * MINUTE_MS,
			settleMs: timing.settleMs,
		},
	};
}
