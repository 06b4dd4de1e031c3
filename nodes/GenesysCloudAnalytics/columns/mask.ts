import { createHmac } from 'crypto';

// Caller ids and service numbers recur; the limit bounds the memory of a long export.
const REMEMBERED = 10_000;

/**
 * Masks personal data: equal values stay equal (so one can still count repeat callers) and can't be read back without
 * the secret; a plain hash could, by trying all telephone numbers.
 */
export function createMask(secret: string): (value: string) => string {
	const known = new Map<string, string>();
	return (value) => {
		let masked = known.get(value);
		if (masked === undefined) {
			masked = `masked-${createHmac('sha256', secret).update(value).digest('hex').slice(0, 16)}`;
			if (known.size >= REMEMBERED) known.clear();
			known.set(value, masked);
		}
		return masked;
	};
}
