import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ConversationRecord, ConversationStore } from '../../packages/simulator';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A conversation of which only start and end matter. */
export function conversation(
	conversationId: string,
	start: string | number,
	end?: string | number,
): ConversationRecord {
	const iso = (time: string | number) => new Date(time).toISOString();
	return {
		conversationId,
		conversationStart: iso(start),
		...(end === undefined ? {} : { conversationEnd: iso(end) }),
		originatingDirection: 'inbound',
		participants: [],
	};
}

/** Ids of the conversations that belong to a range, calculated from the data itself, in the order of their start. */
export function idsStarted(store: ConversationStore, startMs: number, endMs: number): string[] {
	const ids: string[] = [];
	for (let index = 0; index < store.length; index++) {
		const start = store.starts[index]!;
		if (start >= startMs && start < endMs) ids.push(store.idAt(index));
	}
	return ids;
}

export function idsOf(items: INodeExecutionData[]): string[] {
	return items.map(({ json }: { json: IDataObject }) => String(json.conversationId));
}

/** A custom time range as the node's parameters. */
export function custom(startMs: number, endMs: number) {
	return {
		timeRange: 'custom',
		startTime: new Date(startMs).toISOString(),
		endTime: new Date(endMs).toISOString(),
	};
}
