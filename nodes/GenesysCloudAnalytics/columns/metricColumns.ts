import type { Conversation } from '../records/conversation';
import { sumOf, sumOfAll, type Role } from '../records/metrics';
import { column, type Column, type Unit } from './column';

const OWNERS: Record<Role | 'any', string> = {
	agent: 'agent and user sessions',
	queue: 'acd sessions',
	customer: 'customer and external sessions',
	other: 'other sessions',
	any: 'all sessions',
};

/** A metric's sum (or that of several names of the same) over the sessions of one side. Null where none of them has it: absent isn't 0. */
export function total(
	name: string,
	unit: Extract<Unit, 'seconds' | 'count'>,
	metric: string | readonly string[],
	owner: Role | 'any',
	meaning: string,
): Column<Conversation> {
	const names = typeof metric === 'string' ? [metric] : metric;
	const read =
		owner === 'any'
			? (c: Conversation) => sumOfAll(c, names)
			: (c: Conversation) => sumOf(c.metrics[owner], names);
	return column(
		name,
		unit,
		meaning,
		`metrics[name=${names.join(' or ')}].value of ${OWNERS[owner]}, summed`,
		read,
	);
}
