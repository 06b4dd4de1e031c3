import type { Models } from 'purecloud-platform-client-v2';

import type { TimeRange } from '../time/timeRange';
import type { Unchecked } from './conversation';
import { entries, fields, number, text, timeMs } from './json';

/** The unit that a record is of, as far as it is known. */
export interface OfUnit {
	id: string;
	businessUnitId: string | null;
	timeZone: string | null;
}

/** An agent's day. */
export interface AdherenceDay {
	agentId: string | null;
	unit: OfUnit;
	/** Milliseconds since the epoch: its midnight, or the start of the time range. */
	startMs: number;
	metrics: Unchecked<Models.WfmHistoricalAdherenceBulkUserDayMetrics>;
}

/** A time in which an agent did something else than was scheduled. */
export interface AdherenceException {
	agentId: string | null;
	unit: OfUnit;
	/** Milliseconds since the epoch. */
	startMs: number;
	endMs: number;
	info: Unchecked<Models.HistoricalAdherenceExceptionInfo>;
	/** Of the organization's presence, which files name by an index. */
	presenceId: string | null;
}

type File = Unchecked<Models.WfmHistoricalAdherenceBulkResult>;
type User = Unchecked<Models.WfmHistoricalAdherenceBulkUserResult>;

/** The days of a result; offsets are seconds after its start, so that days of 23 and 25 hours are right. */
export function daysIn(file: File, unit: OfUnit, asked: TimeRange): AdherenceDay[] {
	const startMs = startOf(file, asked);
	return entries<User>(file.userResults).flatMap((user) =>
		entries<AdherenceDay['metrics']>(user.dayMetrics).flatMap((metrics) => {
			const offset = number(metrics.dayStartOffsetSeconds);
			if (offset === null) return [];
			return [{ agentId: text(user.userId), unit, startMs: startMs + offset * 1_000, metrics }];
		}),
	);
}

/** The exceptions of a result. */
export function exceptionsIn(file: File, unit: OfUnit, asked: TimeRange): AdherenceException[] {
	const startMs = startOf(file, asked);
	const presences = fields<Record<string, unknown>>(file.lookupIdToSecondaryPresenceId);
	return entries<User>(file.userResults).flatMap((user) =>
		entries<AdherenceException['info']>(user.exceptionInfo).flatMap((info) => {
			const [start, end] = [number(info.startOffsetSeconds), number(info.endOffsetSeconds)];
			if (start === null || end === null) return [];
			return [
				{
					agentId: text(user.userId),
					unit,
					startMs: startMs + start * 1_000,
					endMs: startMs + end * 1_000,
					info,
					presenceId: text(presences[text(info.secondaryPresenceLookupId) ?? '']),
				},
			];
		}),
	);
}

function startOf({ startDate }: File, { startMs }: TimeRange): number {
	return timeMs(startDate) ?? startMs;
}

/**
 * Exceptions in order, in one piece where they go on past a border at which the time range was cut into several queries: so
 * that a row doesn't depend on where that is.
 */
export function joinedAt(
	borders: ReadonlySet<number>,
	exceptions: readonly AdherenceException[],
): AdherenceException[] {
	const open = new Map<string, AdherenceException>();
	const joined: AdherenceException[] = [];
	for (const each of inOrder(exceptions)) {
		const key = sameness(each);
		const before = open.get(key);
		if (before?.endMs === each.startMs && borders.has(each.startMs)) {
			before.endMs = each.endMs;
			continue;
		}
		const own = { ...each };
		open.set(key, own);
		joined.push(own);
	}
	return joined;
}

/** Oldest first, agent by agent. */
export function inOrder<T extends { startMs: number; agentId: string | null }>(records: readonly T[]): T[] {
	return [...records].sort(
		(a, b) => a.startMs - b.startMs || (a.agentId ?? '').localeCompare(b.agentId ?? ''),
	);
}

/** All that an exception says, but for when it was. */
function sameness({ agentId, unit, presenceId, info }: AdherenceException): string {
	return JSON.stringify([
		agentId,
		unit.id,
		presenceId,
		info.scheduledActivityCodeId,
		info.scheduledActivityCategory,
		info.actualActivityCodeId,
		info.actualActivityCategory,
		info.systemPresence,
		info.routingStatus,
		info.impact,
	]);
}
