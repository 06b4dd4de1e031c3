import { badRequest } from './apiError';

const COMMA = Buffer.from(',');
const MAX_PAGE_SIZE = 100;

export function checkPaging({ pageSize, pageNumber }: { pageSize: number; pageNumber: number }): void {
	if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
		throw badRequest(`Page size must be between 1 and ${MAX_PAGE_SIZE}`, 'invalid.page.size');
	}
	if (pageNumber < 1) throw badRequest('Page number must be at least 1', 'invalid.page.number');
}

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
