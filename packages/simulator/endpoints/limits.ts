import type { Context, Route } from '../router';

const BASE = '/api/v2/organizations/limits/namespaces';

export const limitRoutes: Route[] = [
	{
		method: 'GET',
		path: BASE,
		handle: (context) => ({
			json: { entities: Object.keys(limitsOf(context)).map((namespace) => ({ namespace })) },
		}),
	},
	{ method: 'GET', path: `${BASE}/{namespace}`, handle: listing },
	{ method: 'GET', path: `${BASE}/{namespace}/defaults`, handle: listing },
];

function listing(context: Context) {
	const namespace = context.params.namespace!;
	const limits = limitsOf(context)[namespace] ?? {};
	return { json: { entities: Object.entries(limits).map(([key, value]) => ({ namespace, key, value })) } };
}

function limitsOf({ world: { options } }: Context): Record<string, Record<string, number>> {
	const { allowed = 300 } = options.rateLimit ?? {};
	return {
		analytics: {
			'details.jobs.concurrent.access.max': options.jobs?.concurrent ?? 10,
			'details.jobs.rate.per.second': 5,
		},
		'platform.api': {
			'client.credentials.token.rate.per.minute': allowed,
			'token.rate.per.minute': allowed,
			'request.bytes.max': options.limits?.requestBytesMax ?? 512_000,
		},
	};
}
