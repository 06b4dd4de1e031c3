import { ApiError } from '../apiError';
import { DAY, iso } from '../interval';
import type { Route } from '../router';

/** The client has one role, in every division. */
const ANALYTICS_ROLE = 'b1d2f0a4-7c36-4e58-9a1b-3c5d7e9f0a2b';

/** As an organization has them: by namespace and key. */
const LIMITS = [
	{ namespace: 'analytics', key: 'details.jobs.concurrent.access.max', value: 10 },
	{ namespace: 'analytics', key: 'details.jobs.rate.per.second', value: 1 },
	{ namespace: 'analytics.realtime', key: 'observations.rate.per.minute', value: 300 },
];

export const identityRoutes: Route[] = [
	{
		method: 'GET',
		path: '/api/v2/tokens/me',
		handle: ({ world, client, now }) => {
			const { id, name, divisions } = world.organization;
			const organization = { id, name };
			return {
				json: {
					organization,
					homeOrganization: organization,
					authorizedScope: [],
					dateTokenIdles: iso(now + DAY),
					OAuthClient: {
						id: client.id,
						name: client.name ?? client.id,
						authorizedGrantType: 'CLIENT-CREDENTIALS',
						scope: [],
						state: client.state ?? 'active',
						roleDivisions: divisions.map((division) => ({ roleId: ANALYTICS_ROLE, divisionId: division.id })),
						organization,
					},
				},
			};
		},
	},
	{
		method: 'GET',
		path: '/api/v2/organizations/me',
		handle: ({ world }) => {
			const { id, name } = world.organization;
			return {
				json: {
					id,
					name,
					defaultLanguage: 'en-us',
					defaultCountryCode: 'US',
					domain: 'contoso',
					state: 'active',
					features: { contactCenter: true, purecloud: true },
					version: 1,
					selfUri: `/api/v2/organizations/${id}`,
				},
			};
		},
	},
	{
		method: 'GET',
		path: '/api/v2/analytics/dataretention/settings',
		all: ['analytics:dataRetention:view'],
		// Without days where nobody ever set them.
		handle: ({ world: { options } }) => ({
			json:
				options.retentionDays === undefined
					? {}
					: {
							retentionDays: options.retentionDays,
							dateCreated: '2024-02-01T09:00:00.000Z',
							dateModified: '2024-02-01T09:00:00.000Z',
						},
		}),
	},
	{
		method: 'GET',
		path: '/api/v2/organizations/limits/namespaces/{namespaceName}',
		handle: ({ params }) => ({
			json: { entities: LIMITS.filter(({ namespace }) => namespace === params.namespaceName) },
		}),
	},
	{
		method: 'GET',
		path: '/api/v2/users/me',
		handle: () => {
			throw new ApiError(
				400,
				'bad.request',
				'This request requires a user context. Client credentials cannot be used for requests to this resource.',
			);
		},
	},
];
