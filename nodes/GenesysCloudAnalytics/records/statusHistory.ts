import type { Models } from 'purecloud-platform-client-v2';

import { entries, fields, text, timeMs, type Unchecked } from './conversation';
import type { TimeRange } from '../time/timeRange';

type UserDetail = Unchecked<Models.AnalyticsUserDetail>;
type PresenceRecord = Unchecked<Models.AnalyticsUserPresenceRecord>;
type RoutingRecord = Unchecked<Models.AnalyticsRoutingStatusRecord>;

export const STATUS_KINDS = ['presence', 'routingStatus'] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

/** A stretch of time in one status. Milliseconds since the epoch. */
export interface StatusPeriod {
	agentId: string;
	kind: StatusKind;
	/** `ON_QUEUE`, `BREAK`, … or `IDLE`, `INTERACTING`, … */
	status: string | null;
	/** The id of the presence definition; null for a routing status. */
	presenceId: string | null;
	startMs: number;
	/** Null while it goes on. */
	endMs: number | null;
}

/** A period as far as it lies in a range. */
export interface ClippedPeriod extends StatusPeriod {
	endMs: number;
	/** It goes on: the API has no end of it. */
	open: boolean;
	/** What starts with it; null where neither does, or where the status before it isn't known. */
	event: 'login' | 'logout' | null;
}

/**
 * Status periods from any number of answers. A user appears on several pages and once per day; a period is identified by user
 * and start, and a known end takes precedence over an unknown one.
 */
export class StatusHistory {
	/** By user and kind, then by start. */
	private readonly tracks = new Map<string, Map<number, StatusPeriod>>();

	add(answer: unknown): void {
		const detail = fields<UserDetail>(answer);
		const agentId = text(detail.userId);
		if (agentId === null) return;
		for (const record of entries<PresenceRecord>(detail.primaryPresence)) {
			const presenceId = text(record.organizationPresenceId);
			this.put({ agentId, kind: 'presence', status: text(record.systemPresence), presenceId }, record);
		}
		for (const record of entries<RoutingRecord>(detail.routingStatus)) {
			this.put(
				{ agentId, kind: 'routingStatus', status: text(record.routingStatus), presenceId: null },
				record,
			);
		}
	}

	/** Whether the user's status at that moment is known. */
	knows(agentId: string, kind: StatusKind, ms: number): boolean {
		return this.track(agentId, kind).some(({ startMs }) => startMs <= ms);
	}

	/**
	 * Whether it is known what came before the periods that ended in the range, without which nobody can tell log-ins and
	 * log-outs.
	 */
	knowsBeforeEnded(agentId: string, kind: StatusKind, range: TimeRange): boolean {
		const [first] = this.endedIn(agentId, [kind], range);
		return !first || this.track(agentId, kind).some(({ startMs }) => startMs < first.startMs);
	}

	/** The user's periods in the range, cut at its ends, by kind and start. */
	within(agentId: string, kinds: readonly StatusKind[], range: TimeRange): ClippedPeriod[] {
		return kinds.flatMap((kind) => clipped(this.track(agentId, kind), range));
	}

	/** The user's periods that ended in the range, from their start on, by kind and start. */
	endedIn(agentId: string, kinds: readonly StatusKind[], { startMs, endMs }: TimeRange): ClippedPeriod[] {
		return this.within(agentId, kinds, { startMs: -Infinity, endMs: Infinity }).filter(
			(period) => !period.open && startMs <= period.endMs && period.endMs < endMs,
		);
	}

	private put(
		of: Omit<StatusPeriod, 'startMs' | 'endMs'>,
		times: { readonly startTime?: unknown; readonly endTime?: unknown },
	): void {
		const startMs = timeMs(times.startTime);
		if (startMs === null) return;
		const key = `${of.kind} ${of.agentId}`;
		const track = this.tracks.get(key) ?? new Map<number, StatusPeriod>();
		this.tracks.set(key, track);
		// An answer that is older, as a job's is, may not know the end yet.
		const endMs = timeMs(times.endTime) ?? track.get(startMs)?.endMs ?? null;
		track.set(startMs, { ...of, startMs, endMs });
	}

	private track(agentId: string, kind: StatusKind): StatusPeriod[] {
		return [...(this.tracks.get(`${kind} ${agentId}`)?.values() ?? [])].sort((a, b) => a.startMs - b.startMs);
	}
}

function clipped(track: readonly StatusPeriod[], range: TimeRange): ClippedPeriod[] {
	return track.flatMap((period, index) => {
		// There is one status of a kind at a time: the next one ends what seemed to go on.
		const ended = period.endMs ?? track[index + 1]?.startMs ?? null;
		const startMs = Math.max(period.startMs, range.startMs);
		const endMs = Math.min(ended ?? Infinity, range.endMs);
		if (startMs >= endMs) return [];
		const event = period.startMs < range.startMs ? null : eventOf(track[index - 1], period);
		return [{ ...period, startMs, endMs, open: ended === null, event }];
	});
}

function eventOf(before: StatusPeriod | undefined, { kind, status }: StatusPeriod): ClippedPeriod['event'] {
	if (kind !== 'presence' || !before) return null;
	const [wasOffline, isOffline] = [before.status === 'OFFLINE', status === 'OFFLINE'];
	if (wasOffline === isOffline) return null;
	return isOffline ? 'logout' : 'login';
}
