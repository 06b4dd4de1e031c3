import { entries, number, text } from './json';

/** Whose figures a session carries: agent figures come from agent and user sessions, queue figures from acd sessions. */
export type Role = 'customer' | 'agent' | 'queue' | 'other';
export const ROLES: readonly Role[] = ['customer', 'agent', 'queue', 'other'];

/** What a metric's emissions come to, in the API's own units: `t…` milliseconds, `n…` and `o…` counts. */
interface Total {
	sum: number;
	emissions: number;
}
export type Totals = ReadonlyMap<string, Total>;

/** What has metrics by whose they are. */
export interface WithMetrics {
	readonly metrics: Readonly<Record<Role, Totals>>;
}

const NONE: Totals = new Map();

/** The metrics of these sessions by name; their order is that of emission. */
export function totalsOf(sessions: ReadonlyArray<{ readonly metrics?: unknown }> = []): Totals {
	let totals: Map<string, Total> | undefined;
	for (const { metrics } of sessions) {
		for (const metric of entries<{ name?: unknown; value?: unknown }>(metrics)) {
			const name = text(metric.name);
			const value = number(metric.value);
			if (name === null || value === null) continue;
			totals ??= new Map();
			const total = totals.get(name);
			if (total) {
				total.sum += value;
				total.emissions += 1;
			} else totals.set(name, { sum: value, emissions: 1 });
		}
	}
	return totals ?? NONE;
}

/** What metrics of these names come to; null where there is none of them: absent isn't 0. */
export function sumOf(totals: Totals, names: readonly string[]): number | null {
	let result: number | null = null;
	for (const name of names) {
		const total = totals.get(name);
		if (total) result = (result ?? 0) + total.sum;
	}
	return result;
}

/** What they come to on all sides. */
export function sumOfAll({ metrics }: WithMetrics, names: readonly string[]): number | null {
	let result: number | null = null;
	for (const role of ROLES) {
		const ofRole = sumOf(metrics[role], names);
		if (ofRole !== null) result = (result ?? 0) + ofRole;
	}
	return result;
}

/** Whether one of these sides has one of these metrics, whatever it is. */
export function hasAny({ metrics }: WithMetrics, roles: readonly Role[], names: readonly string[]): boolean {
	return roles.some((role) => names.some((name) => metrics[role].has(name)));
}

/** Whether one of these sides has one of these metrics above 0. */
export function hasPositive(
	{ metrics }: WithMetrics,
	roles: readonly Role[],
	names: readonly string[],
): boolean {
	return roles.some((role) => names.some((name) => (metrics[role].get(name)?.sum ?? 0) > 0));
}
