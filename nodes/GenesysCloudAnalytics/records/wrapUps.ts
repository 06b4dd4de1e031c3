import { text, timeMs, type Conversation, type Leg } from './conversation';

/**
 * Wrap-up codes, earliest first, once for each use: where wrap-up is by participant, the same stands on each of its
 * sessions, on a callback and on every call that came of it.
 */
export function wrapUpCodesOf({ legs, wrapUps }: Conversation): string[] {
	if (wrapUps.length === 0) return [];
	const uses: Array<{ leg: Leg; code: string; startMs: number }> = [];
	for (const leg of legs) {
		for (const { wrapUpCode, segmentStart } of leg.segments) {
			const code = text(wrapUpCode);
			if (code === null || uses.some((use) => use.code === code && isCopy(use.leg, leg))) continue;
			uses.push({ leg, code, startMs: timeMs(segmentStart) ?? -Infinity });
		}
	}
	return uses.sort((a, b) => a.startMs - b.startMs || 0).map(({ code }) => code);
}

function isCopy(use: Leg, leg: Leg): boolean {
	return use !== leg && use.participant === leg.participant;
}
