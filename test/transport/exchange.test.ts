import type { IHttpRequestOptions } from 'n8n-workflow';

import { BRIEF } from '../../nodes/GenesysCloudAnalytics/transport/connection';
import { Exchange, type GenesysContext } from '../../nodes/GenesysCloudAnalytics/transport/exchange';
import type { Path } from '../../nodes/GenesysCloudAnalytics/transport/path';
import type { Request } from '../../nodes/GenesysCloudAnalytics/transport/request';
import { LONG, waitsWithin } from '../../nodes/GenesysCloudAnalytics/transport/retry';

/** What n8n's helper is asked to send for a request. */
async function sentFor(request: Partial<Request>): Promise<IHttpRequestOptions> {
	const sent: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => {
			sent.push(options);
			return { statusCode: 200, headers: {}, body: {} };
		},
	};
	const context = { helpers, getCredentials() {}, getNode() {} } as unknown as GenesysContext;
	await new Exchange(context, 'https://api.example.com').send({
		method: 'GET',
		path: '/api/v2/tokens/me' as Path,
		...request,
	});
	return sent[0]!;
}

it.each([
	['25 seconds where nothing is said', undefined, 25_000],
	['25 seconds of an execution, which has a minute for faults', LONG, 25_000],
	['8 seconds while somebody looks at a list', BRIEF, 8_000],
	['a third of what a poll has', waitsWithin(36_000), 12_000],
])('waits for an answer no longer than the request may take: %s', async (_, waits, timeout) => {
	expect(await sentFor({ waits })).toMatchObject({ timeout });
});
