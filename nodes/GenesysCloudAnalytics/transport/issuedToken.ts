import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject } from '../records/isObject';
import { hostsOf } from './regions';

/** Beside the token, where n8n stores it, so that every process of n8n knows. */
const MARK = 'genesysIssuedFor';

/**
 * The credential as n8n's request helper gets it: only with a token that was issued for its client and hosts. n8n keeps a token
 * when the hosts are changed, and would send it to the new one. Where the helper finds none, it fetches one and stores it
 * through this object, which marks it with whom it is for.
 */
export function withOwnToken(credential: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	let token = isOwn(credential) ? credential.oauthTokenData : undefined;
	return Object.defineProperty({ ...credential }, 'oauthTokenData', {
		enumerable: true,
		configurable: true,
		get: () => token,
		set(issued: unknown) {
			const text = isObject(issued) ? issued.access_token : undefined;
			token = (
				isSendable(text)
					? // n8n puts a token of another type into the address.
						{ ...(issued as object), token_type: 'Bearer', [MARK]: markOf(credential, text) }
					: issued
			) as typeof token;
		},
	});
}

function isOwn(credential: ICredentialDataDecryptedObject): boolean {
	const { oauthTokenData: stored } = credential;
	if (!isObject(stored)) return false;
	const { access_token: token, [MARK]: mark } = stored as Record<string, unknown>;
	return isSendable(token) && mark === markOf(credential, token);
}

/** It goes into a header. */
function isSendable(token: unknown): token is string {
	return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
}

/** It holds for this token, this client and these hosts only. */
function markOf(credential: ICredentialDataDecryptedObject, token: string): string {
	const { api, login } = hostsOf(credential);
	return createHash('sha256')
		.update(JSON.stringify([api, login, String(credential.clientId), token]))
		.digest('hex');
}
