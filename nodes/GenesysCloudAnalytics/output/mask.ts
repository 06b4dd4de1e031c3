import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { createMask } from '../columns/mask';
import { CREDENTIAL_TYPE } from '../transport/connection';

/**
 * The mask of personal data. It is keyed by the client secret, which only the credential knows, so that tokens can't be
 * guessed by trying phone numbers, and are the same in all workflows of a credential.
 */
export async function maskOf(
	context: IExecuteFunctions | IPollFunctions,
): Promise<(value: string) => string> {
	const { clientId, clientSecret } = await context.getCredentials(CREDENTIAL_TYPE);
	return createMask(`${String(clientId)} ${String(clientSecret)}`);
}
