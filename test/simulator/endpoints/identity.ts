import { ApiError } from '../apiError';
import { DAY, iso } from '../interval';
import type { Route } from '../router';

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
						roleDivisions: divisions.map((division) => ({ roleId: id, divisionId: division.id })),
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
