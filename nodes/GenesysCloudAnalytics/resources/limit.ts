import { limitNote } from '../output/limitNote';
import type { Session } from './operation';

/** Cuts to the limit, with a hint if that leaves something out: so read one more than the limit. */
export function upToLimit<T>(session: Session, found: T[], limit: number, plural: string): T[] {
	if (found.length <= limit) return found;
	session.hint(limitNote(limit, plural));
	return found.slice(0, limit);
}
