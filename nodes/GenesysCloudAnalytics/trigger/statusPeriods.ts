import type { AgentNow } from '../records/agentStatus';
import { text, timeMs } from '../records/conversation';
import { keyOfId } from './cursor';

/** Statuses to watch, as Genesys Cloud's status history names them: a presence or a routing status each. */
export const WATCHED_STATUSES = [
	'presence AVAILABLE',
	'presence AWAY',
	'presence BREAK',
	'presence BUSY',
	'presence MEAL',
	'presence MEETING',
	'presence TRAINING',
	'presence ON_QUEUE',
	'routing COMMUNICATING',
	'routing IDLE',
	'routing INTERACTING',
	'routing NOT_RESPONDING',
] as const;
export type WatchedStatus = (typeof WATCHED_STATUSES)[number];

/** Something of an agent's that lasts. */
export interface Period {
	/** Milliseconds until now. */
	lengthMs: number;
	/** Begins with `keyOfId` of the agent, and is the same for as long as it lasts. */
	key: string;
}

/** An agent's stretch of time in a watched status. */
export interface StatusPeriod extends Period {
	agent: AgentNow;
	status: WatchedStatus;
}

/** Keys of the periods that have been told, as n8n keeps them in the node's static data: about 18 bytes each. */
export interface StoredPeriods {
	version: number;
	emitted: string;
}

const VERSION = 1;

/** The watched statuses that an agent is in, of those that say since when. */
export function periodsOf(agent: AgentNow, statuses: readonly WatchedStatus[]): StatusPeriod[] {
	const { presence, presenceDefinition, routingStatus } = agent;
	const now: Array<[kind: string, status: unknown, since: unknown]> = [
		['presence', presenceDefinition.systemPresence, presence.modifiedDate],
		['routing', routingStatus.status, routingStatus.startTime],
	];
	return now.flatMap(([kind, value, sinceText]) => {
		// "On Queue" here, ON_QUEUE there.
		const name = `${kind} ${(text(value) ?? '').toUpperCase().replaceAll(' ', '_')}`;
		const status = statuses.find((each) => each === name);
		const since = timeMs(sinceText);
		if (!status || since === null) return [];
		const key = `${keyOfId(String(agent.user.id))}${statuses.indexOf(status).toString(36)}${since.toString(36)}`;
		return [{ agent, status, lengthMs: agent.nowMs - since, key }];
	});
}

/**
 * The periods that have become too long since the last poll, each once, and the state after it. Since a period says when it
 * began, a state that is out of date tells nothing twice and leaves nothing out.
 *
 * @param periods of all agents that were read; what is known of others is kept
 */
export function tellPeriods<P extends Period>(
	stored: unknown,
	periods: readonly P[],
	minMs: number,
	readIds: readonly string[],
): { reached: P[]; state: StoredPeriods } {
	const { emitted }: Partial<Record<keyof StoredPeriods, unknown>> = stored ?? {};
	const before = typeof emitted === 'string' ? emitted.split(',').filter(Boolean) : [];
	const standing = periods.filter(({ lengthMs }) => lengthMs >= minMs);
	const read = new Set(readIds.map(keyOfId));
	const keyLength = keyOfId('').length;
	const others = before.filter((key) => !read.has(key.slice(0, keyLength)));
	const keys = [...others, ...standing.map(({ key }) => key)];
	return {
		reached: standing.filter(({ key }) => !before.includes(key)),
		state: { version: VERSION, emitted: keys.join() },
	};
}
