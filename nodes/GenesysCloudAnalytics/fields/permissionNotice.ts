import type { INodeProperties } from 'n8n-workflow';

import type { AnyEndpoint } from '../api/endpoints';
import { inWords } from '../api/permissions';
import { notice, type Field } from './field';

/** Names a permission that few OAuth clients have in the form that needs it, instead of only when Genesys Cloud refuses. */
export function permissionNotice(
	{ permissions }: AnyEndpoint,
	show?: NonNullable<INodeProperties['displayOptions']>['show'],
): Field<void> {
	const isSeveral = permissions.needed === 'all' && permissions.names.length > 1;
	return notice(
		`The OAuth client needs the ${isSeveral ? 'permissions' : 'permission'} ${inWords(permissions)}`,
		show && { show },
	);
}
