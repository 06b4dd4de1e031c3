import type { INodeExecutionData } from 'n8n-workflow';

import { toResult } from '../actions/operation';
import { readCollection } from '../actions/parameters';
import { endMs } from '../analytics/conversation';
import { merge, type DetailFilters } from '../analytics/query';
import type { Row } from '../analytics/rows';
import { someOf } from '../choices';
import { RowWriter } from '../output/rowWriter';
import { retrieve } from '../retrieval/retrieve';
import { keyOf, type Search } from '../retrieval/search';
import { UserFacingError } from '../userFacingError';
import { CHANGES, statesOf, type Change } from './changes';
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
import { readConversationSettings, readNumber, type ConversationSettings } from './conversationSettings';
import { nowAtServer, type Poll } from './pollTime';
import { inSteps } from './steps';

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
const MAX_WATCH_HOURS = 720;

/** Conversations that can have changed so: the API selects them, so that no others are read. */
const CANDIDATES: Record<Change, DetailFilters> = {
	wrapUp: { segmentFilters: [dimension('segmentType', 'matches', 'wrapup')] },
	evaluation: { evaluationFilters: [dimension('evaluationId', 'exists')] },
	survey: { surveyFilters: [dimension('surveyId', 'exists')] },
} as Record<Change, DetailFilters>;

/** A conversation as a check found it. */
interface Found {
	endMs: number;
	keys: string[];
	/** What has changed since it was read last, or since its end. */
	changed: Change[];
	/** Made only for what has changed. */
	rows: Row[];
}

/**
 * The conversations to which a wrap-up, an evaluation or a survey has come since the last check, or whose has changed, as
 * rows. The node's static data moves on with what is returned.
 */
export async function pollUpdates(poll: Poll): Promise<INodeExecutionData[]> {
	const { context, time, memory } = poll;
	const { connection } = time;
	const settings = await readConversationSettings(context, connection, memory, 'conversationUpdated');
	const { changes, watch } = readWatch(poll, settings);
	const writer = new RowWriter(settings.sheet, settings.format, memory.directory);
	const rows = async (found: Found[]) => {
		const changed = found.flatMap((each) => each.rows.map(() => each.changed.join(', ')));
		const complete = await writer.complete(found.flatMap((each) => each.rows));
		return toResult(complete.map((row, index) => ({ ...row, changed: changed[index] })));
	};
	/** @param isNew whether a state is one that wasn't there before */
	const find = async (search: Pick<Search, 'range' | 'order' | 'limit'>, isNew: IsNew) => {
		const found = new Map<string, Found>();
		for (const change of changes) {
			const filters = merge(settings.filters, CANDIDATES[change]);
			await retrieve(
				connection,
				{ ...BY_END, ...search, filters, lookBackDays: settings.lookBackDays },
				(record) => {
					const key = keyOf(record);
					if (found.has(key) || !settings.accepts(record)) return;
					const ended = endMs(record)!;
					const states = statesOf(record, changes, settings.timing.settleMs);
					const changed = states.filter((state) => isNew(ended, state.key)).map((state) => state.change);
					const made = changed.length > 0 ? writer.make(record) : [];
					found.set(key, { endMs: ended, keys: states.map((state) => state.key), changed, rows: made });
				},
				{ caps: memory.caps },
			);
		}
		return [...found.values()].sort((a, b) => a.endMs - b.endMs);
	};
	const now = await nowAtServer(connection);
	if (context.getMode() === 'manual') {
		const range = { startMs: now - watch.watchMs, endMs: now };
		const newest = (await find({ range, order: 'desc', limit: 1 }, () => true)).at(-1);
		if (newest) return await rows([newest]);
		throw new UserFacingError(
			'There is no conversation to show',
			'Remove filters, raise the option Watch Hours, or try again after there has been such a change.',
		);
	}

	const staticData = context.getWorkflowStaticData('node');
	const watchKey = JSON.stringify([changes, context.getNodeParameter('filters', {}), watch]);
	let checks = startCheck(restoreChecks(staticData.updates, watchKey) ?? beginChecks(now, watch), now, watch);
	const updated: Found[] = [];
	await inSteps(poll, (stepMs) => {
		const range = nextRange(checks, watch, stepMs);
		if (!range) return undefined;
		const take = async () => {
			const found = await find(
				{ range, order: 'asc', limit: Infinity },
				(ms, key) => !isKnown(checks, ms, key),
			);
			const news = checks.isFirst ? [] : found.filter(({ changed }) => changed.length > 0);
			for (const each of news) updated.push(each);
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
	const result = await rows(updated);
	staticData.updates = storeChecks(checks, watchKey);
	return result;
}

type IsNew = (endMs: number, key: string) => boolean;

/** The query alone: a job's data may be a day old, and would not know of changes. */
const BY_END = {
	matchBy: 'ended',
	source: 'query',
	includeAttributes: false,
	allowPartial: false,
} as const;

/** @throws UserFacingError for parameters that can't be used */
function readWatch(
	{ context }: Poll,
	{ timing }: ConversationSettings,
): { changes: readonly Change[]; watch: Watch } {
	const read = (name: string, fallback?: unknown) => context.getNodeParameter(name, fallback as object);
	const options = readCollection(read, 'options');
	const chosen = someOf('Changes', read('changes', CHANGES), CHANGES);
	return {
		changes: CHANGES.filter((change) => chosen.length === 0 || chosen.includes(change)),
		watch: {
			watchMs: readNumber(options, 'watchHours', 'Watch Hours', 48, MAX_WATCH_HOURS, 1) * HOUR_MS,
			everyMs: readNumber(options, 'checkMinutes', 'Check Every (Minutes)', 60, 1_440, 5) * MINUTE_MS,
			settleMs: timing.settleMs,
		},
	};
}

function dimension(name: string, operator: 'exists' | 'matches', value?: string) {
	return { type: 'and', predicates: [{ type: 'dimension', dimension: name, operator, value }] };
}
