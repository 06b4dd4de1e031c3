import { MODELS, type FieldType, type Model } from './contract/models';
import { routeKey, sdkOperations, SdkTypes } from './contract/sdk';
import { routes } from './endpoints';

const operations = sdkOperations();
const types = new SdkTypes();

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
	expect(types.of(type)(value)).toBe(wrong);
});

/** A request model and those within it, each once. */
function modelsIn(type: FieldType, seen = new Set<Model>()): Set<Model> {
	if (typeof type !== 'object') return seen;
	if ('of' in type) return modelsIn(type.of, seen);
	if (!('fields' in type) || seen.has(type)) return seen;
	seen.add(type);
	for (const field of Object.values(type.fields)) modelsIn(field, seen);
	return seen;
}

/** Required though the SDK leaves it open: a subscription without a topic. */
const STRICTER = ['ChannelTopic.id'];

it.each(Object.values(MODELS))(
	'$name, and what is in it, demands and takes what the official SDK does',
	(model) => {
		for (const { name, fields } of modelsIn(model)) {
			const known = types.fieldsOf(`Models.${name}`) ?? [];
			const own = Object.keys(fields).map((key) => ({
				name: key.replace('!', ''),
				isRequired: key.endsWith('!'),
			}));
			const wrong = own.filter((field) => {
				const declared = known.find((each) => each.name === field.name);
				return declared?.isRequired !== field.isRequired && !STRICTER.includes(`${name}.${field.name}`);
			});
			expect([name, wrong]).toEqual([name, []]);
			const missing = known.filter(
				({ isRequired, name: of }) => isRequired && !own.some((each) => each.name === of),
			);
			expect([name, missing]).toEqual([name, []]);
		}
	},
);
