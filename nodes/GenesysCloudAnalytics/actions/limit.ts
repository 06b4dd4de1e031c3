import { limitNote } from '../retrieval/limitNote';
import type { Session } from './operation';

/** As many as wanted; a hint where the limit cuts. Read one more than the limit to know. */
export function upToLimit<T>(session: Session, found: T[], limit: number, plural: string): T[] {
	if (found.length <= limit) return found;
	session.hint(limitNote(limit, plural));
	return found.slice(0, limit);
}
