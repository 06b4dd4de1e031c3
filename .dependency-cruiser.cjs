/**
 * The house's layers, checked by `npm run lint`: dependencies point one way,
 * node → actions, trigger → retrieval, directory, output → api → transport, and `analytics` is pure.
 */
const house = (...parts) => `^nodes/GenesysCloudAnalytics/(${parts.join('|')})`;

/** What every layer may use: sentences for the user, and how values are looked at. */
const SHARED = ['isObject[.]ts', 'userFacingError[.]ts', 'choices[.]ts'];
const TOP = ['[^/]+[.]node[.]ts', 'run[.]ts', 'methods/'];
const OPERATIONS = ['actions/', 'trigger/', 'descriptions/'];
const MIDDLE = ['retrieval/', 'directory/', 'output/'];
const OUTSIDE = '^(test|tools|bench|packages)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const withoutTypes = { dependencyTypesNot: ['type-only'] };

module.exports = {
	forbidden: [
		forbid('no-circles', 'A circle has no bottom to read it from.', {}, { circular: true }),
		forbid(
			'published-code-alone',
			'What is published knows nothing of the tests and tools.',
			{ path: '^(nodes|credentials)/' },
			{ path: OUTSIDE },
		),
		forbid(
			'simulator-apart',
			"The simulator is written from Genesys's contract: what it took from the node could be wrong in both.",
			{ path: '^packages/simulator/' },
			{ path: '^(nodes|credentials|test|tools|bench)/' },
		),
		forbid(
			'analytics-pure',
			'Values in, values out: no request, no n8n, no state.',
			{ path: house('analytics/') },
			{
				pathNot: [house('analytics/', ...SHARED), '(^|/)node_modules/(@types/)?luxon/', '^crypto$'],
				...withoutTypes,
			},
		),
		forbid(
			'transport-at-the-bottom',
			'HTTP alone, and nothing of conversations.',
			{ path: house('transport/') },
			{ path: '^nodes/', pathNot: house('transport/', ...SHARED) },
		),
		forbid(
			'api-on-transport',
			'The endpoints know how Genesys answers, not what it is asked for.',
			{ path: house('api/') },
			{ path: '^nodes/', pathNot: house('api/', 'transport/', 'analytics/', ...SHARED) },
		),
		forbid(
			'requests-through-api',
			'Above api/, a request is a line of its table: of transport only the connection, its errors and the clock are known.',
			{ path: '^nodes/', pathNot: house('api/', 'transport/') },
			{
				path: house('transport/'),
				pathNot: house('transport/(connection|errors|hints|clock|regions)[.]ts'),
				...withoutTypes,
			},
		),
		forbid(
			'middle-below-operations',
			'Reading, naming and writing serve any operation.',
			{ path: house(...MIDDLE) },
			{ path: house(...OPERATIONS, ...TOP) },
		),
		...MIDDLE.map((layer) =>
			forbid(
				`${layer.slice(0, -1)}-beside-its-neighbours`,
				'An operation puts them together; they know at most the types of each other.',
				{ path: house(layer) },
				{ path: house(...MIDDLE.filter((other) => other !== layer)), ...withoutTypes },
			),
		),
		forbid(
			'actions-below-node',
			'An operation knows neither the node around it nor the trigger.',
			{ path: house('actions/') },
			{ path: house('trigger/', ...TOP) },
		),
		forbid(
			'trigger-below-node',
			'The trigger takes the fields that it shares with an operation, never the node.',
			{ path: house('trigger/') },
			{ path: house(...TOP, 'actions/index[.]ts') },
		),
		forbid(
			'fields-only-described',
			'Descriptions are data: they ask nothing and run nothing.',
			{ path: house('descriptions/') },
			{ path: '^nodes/', pathNot: house('descriptions/', 'analytics/', ...SHARED) },
		),
		forbid(
			'credentials-apart',
			'n8n loads a credential without the node.',
			{ path: '^credentials/' },
			{ path: '^nodes/', pathNot: house('transport/regions[.]ts') },
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.project.json' },
	},
};
