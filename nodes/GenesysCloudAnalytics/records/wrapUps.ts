import { text, timeMs, type Conversation, type Session } from './conversation';

/**
 * Wrap-up codes, earliest first, once for each use: where wrap-up is by participant, the same stands on each of its
 * sessions, on a callback and on every call that came of it.
 */
export function wrapUpCodesOf({ sessions, wrapUps }: Conversation): string[] {
	if (wrapUps.length === 0) return [];
	const uses: Array<{ session: Session; code: string; startMs: number }> = [];
	for (const session of sessions) {
		for (const { wrapUpCode, segmentStart } of session.segments) {
			const code = text(wrapUpCode);
			if (code === null || uses.some((use) => use.code === code && isCopy(use.session, session))) continue;
			uses.push({ session, code, startMs: timeMs(segmentStart) ?? -Infinity });
		}
	}
	return uses.sort((a, b) => a.startMs - b.startMs || 0).map(({ code }) => code);
}

function isCopy(use: Session, session: Session): boolean {
	return use !== session && use.participant === session.participant;
}
