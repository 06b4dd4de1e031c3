import { conversationOf, entries, fields, type Conversation, type Participant } from './conversation';

/** What a participant attribute has to be. */
export interface AttributeFilter {
	name: string;
	/** Exactly this; undefined: any, as long as there is one. */
	value?: string;
}

/**
 * The participants' attributes by name. The customer's value wins where several participants have one of the same name, else
 * the first in the record.
 */
export function attributeValues({
	record,
	customer,
}: Pick<Conversation, 'record' | 'customer'>): Map<string, unknown> {
	const found = new Map<string, unknown>();
	const participants = entries<Participant>(record.participants);
	for (const participant of customer ? [customer.participant, ...participants] : participants) {
		for (const [name, value] of Object.entries(fields<object>(participant.attributes))) {
			if (!found.has(name)) found.set(name, isPlain(value) ? value : null);
		}
	}
	return found;
}

/** Whether a record's attributes match all filters, as its columns show them. */
export function matchesAttributes(record: unknown, filters: readonly AttributeFilter[]): boolean {
	const values = attributeValues(conversationOf(record));
	return filters.every(({ name, value }) => {
		const found = String(values.get(name) ?? '');
		return value === undefined ? found !== '' : found === value;
	});
}

function isPlain(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
