import { routeKey, sdkOperations, SdkTypes } from './contract/sdk';
import { routes } from './endpoints';

const operations = sdkOperations();

/** Parameters that newer clients of Genesys's have, and the SDK doesn't. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
	'POST /api/v2/conversations/messages/{conversationId}/messages/bulk': ['useNormalizedMessage'],
};

it.each(routes)(
	'$method $path is in the official SDK, with all of its parameters',
	({ method, path, query }) => {
		const operation = operations.get(routeKey(method, path));
		expect(operation).toBeDefined();
		const known = [...operation!.query, ...(NEWER[`${method} ${path}`] ?? [])];
		expect((query ?? []).filter((name) => !known.includes(name))).toEqual([]);
	},
);

it.each<[string, unknown, string | undefined]>([
	['Models.UserReference', { id: '1', selfUri: '/api/v2/users/1' }, undefined],
	['Models.UserReference', { id: '1', name: 'Jane' }, '.name is not in the model'],
	['Models.UserReference', { id: 1 }, '.id is no string'],
	['Models.UserReference', { id: null }, undefined],
	['Models.UserReference', [], ' is no object'],
	['Array<Models.UserReference>', [{ id: '1' }, { id: true }], '[].id is no string'],
	[
		'Models.ConversationMetrics',
		{ empathyScores: [{ score: 'high' }] },
		'.empathyScores[].score is no number',
	],
	['Models.ConversationMetrics', { empathyScores: {} }, '.empathyScores is no list'],
])('a value of %s: %j', (type, value, wrong) => {
	expect(new SdkTypes().of(type)(value)).toBe(wrong);
});
