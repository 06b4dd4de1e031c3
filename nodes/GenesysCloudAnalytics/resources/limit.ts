import type { Report } from '../output/report';

/** Cuts to the limit, which the report says if that leaves something out: so read one more than the limit. */
export function upToLimit<T>(report: Report, found: T[], limit: number, plural: string): T[] {
	if (found.length <= limit) return found;
	report.cutAt(limit, plural);
	return found.slice(0, limit);
}
