import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { CREDENTIAL_TYPE } from '../../transport/exchange';

/**
 * What keys the masking of personal data: the client secret, which only the credential knows, so that tokens can't be
 * guessed by trying phone numbers, and are the same in all workflows of a credential.
 */
export async function maskSecret(context: IExecuteFunctions | IPollFunctions): Promise<string> {
	const { clientId, clientSecret } = await context.getCredentials(CREDENTIAL_TYPE);
	return `${String(clientId)} ${String(clientSecret)}`;
}
