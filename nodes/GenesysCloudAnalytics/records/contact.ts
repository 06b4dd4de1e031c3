import { conversationOf, text, type Conversation, type SessionRecord } from './conversation';

/** An inbound conversation of a customer who can be recognized. */
export interface Contact {
	id: string;
	startMs: number;
	/** What tells who it is: number or address, external contact. Any of them in common is the same customer. */
	keys: readonly string[];
}

/** Null for a conversation that is not inbound, or whose customer nothing tells apart from others. */
export function contactOf(record: unknown): Contact | null {
	const conversation = conversationOf(record);
	const { id, start } = conversation;
	if (conversation.record.originatingDirection !== 'inbound' || id === null || start === null) return null;
	const keys = keysOf(conversation);
	return keys.length > 0 ? { id, startMs: start, keys } : null;
}

function keysOf({ customer }: Conversation): string[] {
	if (!customer) return [];
	const contactId = text(customer.participant.externalContactId);
	const addresses = addressesOf(customer.record).flatMap((address) => addressKey(address) ?? []);
	return [...new Set([...(contactId === null ? [] : [`contact ${contactId}`]), ...addresses])];
}

function addressesOf({ ani, addressFrom, mediaType, callbackNumbers }: SessionRecord): unknown[] {
	const ofCallback = mediaType === 'callback' && Array.isArray(callbackNumbers) ? callbackNumbers : [];
	return [ani, addressFrom, ...ofCallback];
}

/** What telephone networks send in place of a number that is withheld. */
const WITHHELD =
	/^(anonymous|unknown|unavailable|restricted|private|blocked|withheld|none|null|no[ -]?number)/;
/** The same, typed on a keypad: ANONYMOUS, UNKNOWN, UNAVAILABLE, RESTRICTED, PRIVATE. */
const KEYPAD = new Set(['266696687', '8656696', '86282452253', '7378742833', '7748283']);

/** The same for all spellings of a number or address; null where it is withheld. */
function addressKey(value: unknown): string | null {
	const address = (text(value) ?? '')
		.trim()
		.toLowerCase()
		.replace(/^(tel|sips?|mailto):/, '');
	const local = address.replace(/[@;].*/, '');
	if (address === '' || WITHHELD.test(local)) return null;
	if (!/^[+\d\s().-]+$/.test(local)) return address.replace(/;.*/, '');
	const digits = local.replace(/\D/g, '');
	// A row of the same digit is no number either.
	return KEYPAD.has(digits) || /^(\d?)\1*$/.test(digits) ? null : `number ${digits}`;
}
