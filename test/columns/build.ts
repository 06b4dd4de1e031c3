import type { Models } from 'purecloud-platform-client-v2';
import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import {
	conversationSheets,
	type Output,
} from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';

/** `09:00:05.250` of the records' day, or of the day given before it: `11 09:00:05.250`. */
export function at(time: string): string {
	const [clock, day = '10'] = time.split(' ').reverse();
	return `2026-03-${day}T${clock!.padEnd(12, clock!.length === 8 ? '.000' : '0')}Z`;
}

/** A participant; its sessions last. */
export function participant(
	purpose: string,
	is: Partial<Models.AnalyticsParticipant>,
	...sessions: Models.AnalyticsSession[]
): Models.AnalyticsParticipant {
	return { participantId: `participant-${purpose}`, purpose, ...is, sessions };
}

/** A session: what it is, its metrics by name, its segments. */
export function session(
	is: Partial<Models.AnalyticsSession>,
	metrics: Record<string, number>,
	...segments: Models.AnalyticsConversationSegment[]
): Models.AnalyticsSession {
	return {
		sessionId: 'session',
		...is,
		metrics: Object.entries(metrics).map(([name, value]) => ({ name, value, emitDate: at('09:00:00') })),
		segments,
	};
}

export function segment(
	segmentType: string,
	from: string,
	to: string | undefined,
	is: Partial<Models.AnalyticsConversationSegment> = {},
): Models.AnalyticsConversationSegment {
	return { segmentType, segmentStart: at(from), ...(to && { segmentEnd: at(to) }), ...is };
}

const APPS_HOST = 'https://apps.mypurecloud.de';

/** @param output `standard` for conversations with the columns of most tables */
export function rowsOf(output: Output | 'standard', record: unknown, timeZone = 'UTC'): Row[] {
	const isStandard = output === 'standard';
	const sheet = conversationSheets[isStandard ? 'conversations' : output];
	const columns = isStandard ? sheet.standard : undefined;
	return rowMaker(sheet, {
		timeZone,
		dateFormat: 'iso',
		includeAttributes: false,
		appsHost: APPS_HOST,
		columns,
	})(record);
}
