import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type ICredentialType,
	type INodeCredentialsDetails,
	type INodeTypes,
} from 'n8n-workflow';

import { GenesysCloudOAuth2Api } from '../../credentials/GenesysCloudOAuth2Api.credentials';

/** What a user would have typed into the credential, and the token that n8n keeps beside it. */
export type StoredCredential = ICredentialDataDecryptedObject;

const credentialType: ICredentialType = new GenesysCloudOAuth2Api();

/**
 * n8n's credential storage, in memory: defaults applied and expressions resolved as n8n's own helper does it. Everything
 * else, the token above all, is n8n-core's work.
 */
export function credentialStore(
	stored: Map<string, StoredCredential>,
	nodeTypes: INodeTypes,
): ICredentialsHelper {
	const expressions = new Workflow({
		id: 'credentials',
		nodes: [{ id: '1', name: 'Mock', type: 'mock', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		active: false,
		nodeTypes: { ...nodeTypes, getByNameAndVersion: () => ({ description: { properties: [] } }) } as never,
	});
	const mock = expressions.getNode('Mock');

	function read(details: INodeCredentialsDetails): StoredCredential {
		const data = stored.get(String(details.id));
		if (!data) throw new Error(`No credential ${details.id}`);
		return data;
	}

	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: (name) => (name === credentialType.name ? (credentialType.extends ?? []) : []),
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => credentialType.properties,
		runPreAuthentication: async () => undefined,
		preAuthentication: async () => undefined,
		async getDecrypted(_additionalData, details, _type, mode, _executeData, raw) {
			const data = { ...read(details) };
			if (raw) return data;
			const withDefaults = NodeHelpers.getNodeParameters(
				credentialType.properties,
				data as never,
				true,
				false,
				null,
				null,
				{ noneDisplayedParameters: true } as never,
			) as ICredentialDataDecryptedObject;
			const resolved = expressions.expression.getComplexParameterValue(
				mock!,
				{ ...withDefaults, ...data } as never,
				mode,
				{},
				undefined,
				undefined,
				{ ...withDefaults, ...data } as never,
			) as ICredentialDataDecryptedObject;
			return { ...resolved, oauthTokenData: data.oauthTokenData as never };
		},
		async updateCredentialsOauthTokenData(details, _type, data) {
			stored.set(String(details.id), { ...read(details), oauthTokenData: data.oauthTokenData as never });
		},
	};
	return helper as ICredentialsHelper;
}
