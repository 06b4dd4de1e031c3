import type { AgentStatus } from '../records/agentStatus';
import { keyOfId } from './cursor';

/** The agents' statuses at the previous poll, by `keyOfId` of the agent. */
export type AgentStatuses = ReadonlyMap<string, AgentStatus>;

/** The statuses as n8n keeps them in the node's static data: about 10 bytes per agent. */
export interface StoredStatuses {
	version: number;
	/** What is watched: a different choice starts over. */
	watchKey: string;
	/** Every status that an agent is in, as JSON: there are few. */
	statuses: string;
	/** `<index of the status, base 36>:<key of the agent>`, separated by commas: one text, since n8n observes every object. */
	agents: string;
}

const VERSION = 1;

/** The statuses after a poll. Agents who weren't read this time are kept: the listing may have shifted. */
export function withStatuses(
	before: AgentStatuses,
	now: ReadonlyArray<{ agentId: string; status: AgentStatus }>,
): AgentStatuses {
	return new Map([...before, ...now.map(({ agentId, status }) => [keyOfId(agentId), status] as const)]);
}

export function statusBefore(before: AgentStatuses, agentId: string): AgentStatus | undefined {
	return before.get(keyOfId(agentId));
}

/** A status with what another one knows in the place of what an answer left out: that says nothing, and is no change. */
export function filledFrom(status: AgentStatus, other: AgentStatus): AgentStatus {
	const { presence, presenceId } = status.presence === null && status.presenceId === null ? other : status;
	return { presence, presenceId, routingStatus: status.routingStatus ?? other.routingStatus };
}

export function storeStatuses(known: AgentStatuses, watchKey: string): StoredStatuses {
	const indexes = new Map<string, number>();
	const agents = [...known].map(([key, { presence, presenceId, routingStatus }]) => {
		const status = JSON.stringify([presence, presenceId, routingStatus]);
		if (!indexes.has(status)) indexes.set(status, indexes.size);
		return `${indexes.get(status)!.toString(36)}:${key}`;
	});
	return { version: VERSION, watchKey, statuses: `[${[...indexes.keys()].join()}]`, agents: agents.join() };
}

/** Empty where there is nothing to compare with: at first, of another choice, or unreadable. */
export function restoreStatuses(stored: unknown, watchKey: string): AgentStatuses {
	const { version, statuses, agents, ...rest }: Partial<Record<keyof StoredStatuses, unknown>> = stored ?? {};
	const isUsable = version === VERSION && rest.watchKey === watchKey && typeof agents === 'string';
	if (!isUsable || typeof statuses !== 'string') return new Map();
	const known = parseStatuses(statuses);
	return new Map(
		agents.split(',').flatMap((entry) => {
			const [index = '', key] = entry.split(':');
			const status = known[parseInt(index, 36)];
			return key && status ? [[key, status] as const] : [];
		}),
	);
}

function parseStatuses(text: string): AgentStatus[] {
	try {
		const parsed = JSON.parse(text) as Array<Array<string | null>>;
		return parsed.map(([presence = null, presenceId = null, routingStatus = null]) => ({
			presence,
			presenceId,
			routingStatus,
		}));
	} catch {
		return [];
	}
}
