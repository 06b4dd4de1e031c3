import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { CUSTOM_REGION, REGIONS } from '../nodes/GenesysCloudAnalytics/transport/regions';

// Expressions, since n8n itself asks for the token and runs the connection test.
const baseUrlOf = (service: 'api' | 'login', fields: '$self' | '$credentials') =>
	`(${fields}.region === "${CUSTOM_REGION}" ? ${fields}.${service}BaseUrl.trim().replace(/\\/+$/, "") : "https://${service}." + ${fields}.region)`;

/**
 * OAuth client credentials of Genesys Cloud. It extends n8n's own OAuth2 type, so that n8n stores, renews and shares the
 * token, and so that the HTTP Request node can use it for any other Genesys endpoint.
 */
export class GenesysCloudOAuth2Api implements ICredentialType {
	name = 'genesysCloudOAuth2Api';

	displayName = 'Genesys Cloud OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl =
		'https://github.com/genesys-cloud-analytics/n8n-nodes-genesys-cloud-analytics#credentials';

	icon = { light: 'file:genesysCloud.svg', dark: 'file:genesysCloud.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'mypurecloud.com',
			required: true,
			description:
				'The region of your Genesys Cloud organization. It is part of the address you sign in at, such as mypurecloud.ie in apps.mypurecloud.ie.',
			options: [
				...REGIONS.map(({ domain, place, awsName }) => ({
					name: `${place} · ${awsName}`,
					value: domain,
					description: domain,
				})),
				{
					name: 'Custom Hosts',
					value: CUSTOM_REGION,
					description: 'A gateway, a new region or a test server',
				},
			],
		},
		{
			displayName: 'Login Base URL',
			name: 'loginBaseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://login.mypurecloud.com',
			description: 'Scheme and host of the server that issues access tokens',
			displayOptions: { show: { region: [CUSTOM_REGION] } },
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.mypurecloud.com',
			description: 'Scheme and host of the Platform API',
			displayOptions: { show: { region: [CUSTOM_REGION] } },
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${baseUrlOf('login', '$self')} + "/oauth/token" }}`,
		},
		// Genesys wants id and secret in a Basic header and gives scopes no meaning for this grant: roles of the client decide.
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${baseUrlOf('api', '$credentials')} }}`,
			url: '/api/v2/tokens/me',
		},
	};
}
