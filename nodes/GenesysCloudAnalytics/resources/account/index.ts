import type { Resource } from '../operation';
import { getConnection } from './getConnection.operation';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [getConnection],
	defaultOperation: getConnection.value,
};
