import type { INodeProperties } from 'n8n-workflow';

import type { AnyEndpoint } from '../api/endpoints';
import { inWords } from '../api/permissions';

/** Names a permission that few OAuth clients have in the form that needs it, instead of only when Genesys Cloud refuses. */
export function permissionNotice(
	{ permissions }: AnyEndpoint,
	{ name = 'permissionNotice', show }: { name?: string; show?: Record<string, Array<string | boolean>> } = {},
): INodeProperties {
	const isSeveral = permissions.needed === 'all' && permissions.names.length > 1;
	return {
		displayName: `The OAuth client needs the ${isSeveral ? 'permissions' : 'permission'} ${inWords(permissions)}.`,
		name,
		type: 'notice',
		default: '',
		displayOptions: { show },
	};
}
