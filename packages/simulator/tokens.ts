import { randomBytes } from 'node:crypto';
import type { SimulatorClient, SimulatorOptions } from './types';
import { ApiError } from './apiError';

export const DEFAULT_CLIENT: SimulatorClient & { name: string } = {
	id: '7a3f0c52-93c5-4c1e-9a56-3f6f1f2b8d10',
	secret: 'simulator-secret',
	name: 'n8n',
};

interface Issued {
	client: SimulatorClient;
	expires: number;
}

/** What the token endpoint answers: an OAuth error has a shape of its own. */
export interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
	clientId?: string;
}

/** Issues bearer tokens to the clients and knows which are good. */
export class Tokens {
	issued = 0;
	private readonly live = new Map<string, Issued>();

	constructor(private readonly options: SimulatorOptions) {}

	get clients(): SimulatorClient[] {
		return this.options.clients ?? [DEFAULT_CLIENT];
	}

	/** The client-credentials grant by Basic header and form body; a scope is ignored, since only roles matter here. */
	grant(
		authorization: string | undefined,
		contentType: string,
		form: URLSearchParams,
		now: number,
	): TokenAnswer {
		if (!contentType.startsWith('application/x-www-form-urlencoded')) {
			return refusal(400, 'invalid_request', 'the body must be application/x-www-form-urlencoded');
		}
		const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
		if (basic === undefined) return refusal(400, 'invalid_request', 'client credentials are missing');
		const [id = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
		const grantType = form.get('grant_type');
		if (grantType === null) return refusal(400, 'invalid_request', 'grant_type is missing', id);
		if (grantType !== 'client_credentials') {
			return refusal(400, 'unsupported_grant_type', `grant type ${grantType} is not supported`, id);
		}
		const client = this.clients.find((one) => one.id === id);
		if (!client) return refusal(400, 'invalid_client', 'client not found: invalid_client', id);
		if (client.secret !== rest.join(':')) return refusal(401, 'invalid_client', 'authentication failed', id);
		if ((client.state ?? 'active') !== 'active') {
			return refusal(400, 'invalid_client', `client is ${client.state}`, id);
		}
		const lifetime = this.options.tokenLifetimeSeconds ?? 86_400;
		const token = randomBytes(64).toString('base64url');
		this.issued++;
		this.live.set(token, { client, expires: now + lifetime * 1000 });
		return {
			status: 200,
			body: { access_token: token, token_type: 'bearer', expires_in: lifetime },
			clientId: id,
		};
	}

	/** The client that a bearer token belongs to. */
	authenticate(authorization: string | undefined, now: number): { client: SimulatorClient; token: string } {
		const token = bearer(authorization);
		if (token === undefined) {
			throw new ApiError(
				401,
				'authentication.required',
				'No authentication bearer token specified in authorization header.',
			);
		}
		const found = this.live.get(token);
		if (!found || found.expires <= now || found.client.state === 'disabled') {
			throw new ApiError(401, 'bad.credentials', 'Invalid login credentials.');
		}
		return { client: found.client, token };
	}

	/** The client that a token was issued to, valid or not, for what a 401 must not reveal. */
	clientOf(authorization: string | undefined): string | undefined {
		return this.live.get(bearer(authorization) ?? '')?.client.id;
	}

	/** One token, or all of them, are void from now on. */
	expire(authorization?: string): void {
		const token = bearer(authorization);
		for (const [key, issued] of this.live)
			if (token === undefined || token === key) issued.expires = -Infinity;
	}

	/** The answer of the token endpoint's own rate limit. */
	static rateLimited(): TokenAnswer {
		return refusal(400, 'invalid_request', 'rate limit exceeded; try again later');
	}
}

function bearer(authorization: string | undefined): string | undefined {
	return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
}

function refusal(status: number, error: string, description: string, clientId?: string): TokenAnswer {
	return { status, body: { error, description, error_description: description }, clientId };
}
