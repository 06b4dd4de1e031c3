const COMMA = Buffer.from(',');

/**
 * An answer with conversations in it, or without the field where there are none. Put together as bytes: as text, a page of
 * half a megabyte would be copied three times over.
 */
export function pageOf(conversations: Buffer[], others: object): Buffer {
	const fields = JSON.stringify(others).slice(1);
	if (conversations.length === 0) return Buffer.from(`{${fields}`);
	const listed = conversations.flatMap((bytes) => [COMMA, bytes]).slice(1);
	return Buffer.concat([Buffer.from('{"conversations":['), ...listed, Buffer.from(`],${fields}`)]);
}
