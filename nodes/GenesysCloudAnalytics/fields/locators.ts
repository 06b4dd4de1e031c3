import type { INodeProperties } from 'n8n-workflow';

import type { NameKind } from '../columns/column';
import { SEARCHES } from '../directory/searches';

/** A field for things of the organization. */
export interface Locator extends Pick<INodeProperties, 'displayName' | 'displayOptions'> {
	/** Of one of the kinds that can be listed. */
	kind: NameKind & keyof typeof SEARCHES;
	description: string;
	/** A name as the organization may have it, for the placeholder. */
	example: string;
}

const SOME_ID = '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

/** One from a list that the server searches, or several ids, unique names or pasted addresses, separated by commas. */
export function locator({ kind, example, ...texts }: Locator, name: string): INodeProperties {
	return {
		...texts,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: SEARCHES[kind], searchable: true },
			},
			{
				displayName: 'By ID or Name',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example} or ${SOME_ID}`,
				hint: 'Separate several with commas',
			},
			...byAddress(PAGES[kind]),
		],
	};
}

/** Where Genesys Cloud shows a thing, as far as that is known: programs of others write these addresses. */
const PAGES: Partial<Record<NameKind, string>> = {
	queue: '/directory/#/admin/organization/queues/',
	user: '/directory/#/person/',
};

function byAddress(page: string | undefined): NonNullable<INodeProperties['modes']> {
	return page === undefined
		? []
		: [textMode('By URL', 'url', `https://apps.mypurecloud.com${page}${SOME_ID}`)];
}

function textMode(displayName: string, name: string, example: string) {
	const hint = 'The address of its page in Genesys Cloud';
	return { displayName, name, type: 'string' as const, placeholder: `e.g. ${example}`, hint };
}
