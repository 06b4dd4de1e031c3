import type { Models } from 'purecloud-platform-client-v2';

import { entries, fields, text, timeMs, type Unchecked } from './conversation';
import type { TimeRange } from '../time/timeRange';

type UserDetail = Unchecked<Models.AnalyticsUserDetail>;
type PresenceRecord = Unchecked<Models.AnalyticsUserPresenceRecord>;
type RoutingRecord = Unchecked<Models.AnalyticsRoutingStatusRecord>;

export const STATUS_KINDS = ['presence', 'routingStatus'] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

/** A stretch of time in one status. Milliseconds since the epoch. */
interface StatusPeriod {
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
	agentId: string;
	kind: StatusKind;
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
	/** By kind and user. */
	private readonly tracks = new Map<string, Track>();
	/** Ids, each once in memory: every record of an answer has its own copy. */
	private readonly ids = new Map<string, string>();

	add(answer: unknown): void {
		const detail = fields<UserDetail>(answer);
		const agentId = text(detail.userId);
		if (agentId === null) return;
		const presences = this.trackOf(agentId, 'presence');
		for (const record of entries<PresenceRecord>(detail.primaryPresence)) {
			const presenceId = this.once(text(record.organizationPresenceId));
			presences.add(text(record.systemPresence), presenceId, record);
		}
		const routing = this.trackOf(agentId, 'routingStatus');
		for (const record of entries<RoutingRecord>(detail.routingStatus)) {
			routing.add(text(record.routingStatus), null, record);
		}
	}

	/** Whether the user's status at that moment is known. */
	knows(agentId: string, kind: StatusKind, ms: number): boolean {
		return startsBy(this.trackOf(agentId, kind), ms);
	}

	/**
	 * Whether it is known what came before the periods that ended in the range, without which nobody can tell log-ins and
	 * log-outs.
	 */
	knowsBeforeEnded(agentId: string, kind: StatusKind, range: TimeRange): boolean {
		const [first] = this.endedIn(agentId, [kind], range);
		return !first || startsBy(this.trackOf(agentId, kind), first.startMs - 1);
	}

	/** The user's periods in the range, cut at its ends, by kind and start. */
	within(agentId: string, kinds: readonly StatusKind[], range: TimeRange): ClippedPeriod[] {
		return kinds.flatMap((kind) => clipped(this.trackOf(agentId, kind), range));
	}

	/** The user's periods that ended in the range, from their start on, by kind and start. */
	endedIn(agentId: string, kinds: readonly StatusKind[], { startMs, endMs }: TimeRange): ClippedPeriod[] {
		return this.within(agentId, kinds, { startMs: -Infinity, endMs: Infinity }).filter(
			(period) => !period.open && startMs <= period.endMs && period.endMs < endMs,
		);
	}

	private trackOf(agentId: string, kind: StatusKind): Track {
		const key = `${kind} ${agentId}`;
		const track = this.tracks.get(key) ?? new Track(agentId, kind);
		this.tracks.set(key, track);
		return track;
	}

	private once(id: string | null): string | null {
		if (id === null) return null;
		const known = this.ids.get(id) ?? id;
		this.ids.set(id, known);
		return known;
	}
}

/** What one user was in, of one kind of status. */
class Track {
	private periods: StatusPeriod[] = [];
	private isInOrder = true;

	constructor(
		readonly agentId: string,
		readonly kind: StatusKind,
	) {}

	add(
		status: string | null,
		presenceId: string | null,
		times: { readonly startTime?: unknown; readonly endTime?: unknown },
	): void {
		const startMs = timeMs(times.startTime);
		if (startMs === null) return;
		if (startMs <= (this.periods.at(-1)?.startMs ?? -Infinity)) this.isInOrder = false;
		this.periods.push({ status, presenceId, startMs, endMs: timeMs(times.endTime) });
	}

	/** By start, each once. */
	inOrder(): readonly StatusPeriod[] {
		if (this.isInOrder) return this.periods;
		// Of those with one start, the end that is known counts, and the latest: an older answer may not know it yet.
		this.periods.sort((a, b) => a.startMs - b.startMs || (a.endMs ?? 0) - (b.endMs ?? 0));
		this.periods = this.periods.filter(({ startMs }, index, all) => all[index + 1]?.startMs !== startMs);
		this.isInOrder = true;
		return this.periods;
	}
}

function startsBy(track: Track, ms: number): boolean {
	const [first] = track.inOrder();
	return first !== undefined && first.startMs <= ms;
}

function clipped(track: Track, range: TimeRange): ClippedPeriod[] {
	const { agentId, kind } = track;
	const periods = track.inOrder();
	const found: ClippedPeriod[] = [];
	for (const [index, period] of periods.entries()) {
		const { status, presenceId } = period;
		// There is one status of a kind at a time: the next one ends what seemed to go on.
		const ended = period.endMs ?? periods[index + 1]?.startMs ?? null;
		const startMs = Math.max(period.startMs, range.startMs);
		const endMs = Math.min(ended ?? Infinity, range.endMs);
		if (startMs >= endMs) continue;
		const isSeen = kind === 'presence' && period.startMs >= range.startMs;
		const event = isSeen ? eventOf(periods[index - 1], period) : null;
		found.push({ agentId, kind, status, presenceId, startMs, endMs, open: ended === null, event });
	}
	return found;
}

/** What a presence starts. */
function eventOf(before: StatusPeriod | undefined, { status }: StatusPeriod): ClippedPeriod['event'] {
	if (!before) return null;
	const [wasOffline, isOffline] = [before.status === 'OFFLINE', status === 'OFFLINE'];
	if (wasOffline === isOffline) return null;
	return isOffline ? 'logout' : 'login';
}
