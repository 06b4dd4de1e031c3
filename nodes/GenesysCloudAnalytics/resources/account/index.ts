import type { Resource } from '../operation';
import { getApiUsage } from './getApiUsage.operation';
import { getConnection } from './getConnection.operation';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [getConnection, getApiUsage],
	defaultOperation: getConnection.value,
};
