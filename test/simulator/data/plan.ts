import type { Organization } from './organization';
import type { Random } from './random';

/** What happens in a conversation, before it is written down as a record. */
export interface Plan {
	start: number;
	/** Infinity where it never ends. */
	end: number;
	settled: number;
	queue: number;
	agentId: string;
	wait: number;
	talk: number;
	acw: number;
}

export function planOf(start: number, organization: Organization, random: Random, _oddShare: number): Plan {
	const queue = random.int(0, organization.queues.length - 1);
	const agentId = random.pick(organization.queues[queue]!.memberIds);
	const wait = random.duration(25_000);
	const talk = random.duration(240_000);
	const acw = random.duration(40_000);
	const end = start + wait + talk;
	return { start, end, settled: end + acw, queue, agentId, wait, talk, acw };
}
