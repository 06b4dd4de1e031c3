/**
 * The house's rooms, checked by `npm run lint`: dependencies point one way,
 * node → resources, trigger → fields, output → reading → directory → api → transport, and the pure rooms serve them all.
 */
const house = (...parts) => `^nodes/GenesysCloudAnalytics/(${parts.join('|')})`;

/** Values in, values out: no request, no n8n, no state. */
const PURE = ['records/', 'time/', 'kpis/', 'columns/', 'messages/'];
const TOP = ['[^/]+[.]node[.]ts', 'run[.]ts'];
const OPERATIONS = ['resources/', 'trigger/'];
const OUTSIDE = '^(test|tools|bench|packages)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const withoutTypes = { dependencyTypesNot: ['type-only'] };

/** A room may only know the rooms named, and the pure ones. */
const only = (room, comment, ...known) =>
	forbid(
		`${room}-knows-only`,
		comment,
		{ path: house(`${room}/`) },
		{
			path: '^nodes/',
			pathNot: house(`${room}/`, ...known.map((each) => `${each}/`), ...PURE),
			...withoutTypes,
		},
	);

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
			'pure-rooms',
			'Values in, values out: no request, no n8n, no state.',
			{ path: house(...PURE) },
			{
				pathNot: [house(...PURE), '(^|/)node_modules/(@types/)?luxon/', '^crypto$'],
				...withoutTypes,
			},
		),
		only('transport', 'HTTP alone, and nothing of conversations.'),
		only('api', 'The endpoints know how Genesys answers, not what it is asked for.', 'transport'),
		only('directory', 'Names serve any reader.', 'api', 'transport'),
		only('reading', 'Readers know neither the form nor the output.', 'directory', 'api', 'transport'),
		only('output', 'Rows are written wherever they come from.', 'directory', 'transport'),
		only(
			'fields',
			'A field is a form and its reader; it asks for nothing but names.',
			'directory',
			'api',
			'transport',
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
			'resources-below-node',
			'An operation knows neither the node around it nor the trigger.',
			{ path: house('resources/') },
			{ path: house('trigger/', ...TOP) },
		),
		forbid(
			'trigger-beside-resources',
			'The trigger shares fields and readers with the operations, and knows none of them.',
			{ path: house('trigger/') },
			{ path: house('resources/', ...TOP) },
		),
		forbid(
			'operations-on-top',
			'What serves any operation knows none.',
			{ path: '^nodes/', pathNot: house(...OPERATIONS, ...TOP) },
			{ path: house(...OPERATIONS) },
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
