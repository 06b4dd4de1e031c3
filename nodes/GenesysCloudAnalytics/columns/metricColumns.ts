import type { Conversation, Role } from '../records/conversation';
import { column, type Column, type Unit } from './column';

const OWNERS: Record<Role | 'any', string> = {
	agent: 'agent and user sessions',
	queue: 'acd sessions',
	customer: 'customer and external sessions',
	other: 'other sessions',
	any: 'all sessions',
};

/** A metric's sum over the sessions of one side. Null where none of them has it: absent isn't 0. */
export function total(
	name: string,
	unit: Extract<Unit, 'seconds' | 'count'>,
	metric: string,
	owner: Role | 'any',
	meaning: string,
): Column<Conversation> {
	const read =
		owner === 'any' ? (c: Conversation) => sumOfAll(c, metric) : (c: Conversation) => sum(c, owner, metric);
	return column(name, unit, meaning, `metrics[name=${metric}].value of ${OWNERS[owner]}, summed`, read);
}

export function sum({ metrics }: Conversation, role: Role, metric: string): number | null {
	return metrics[role].get(metric)?.sum ?? null;
}

export function sumOfAll({ metrics }: Conversation, metric: string): number | null {
	let result: number | null = null;
	for (const role of ROLES) {
		const ofRole = metrics[role].get(metric);
		if (ofRole) result = (result ?? 0) + ofRole.sum;
	}
	return result;
}
const ROLES: readonly Role[] = ['customer', 'agent', 'queue', 'other'];
