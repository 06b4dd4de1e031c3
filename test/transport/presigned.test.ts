import type { IHttpRequestOptions } from 'n8n-workflow';

import type { GenesysContext } from '../../nodes/GenesysCloudAnalytics/transport/exchange';
import { PresignedExchange } from '../../nodes/GenesysCloudAnalytics/transport/presigned';

const HTTPS = 'https://api.example.com';
const HTTP = 'http://localhost:3000';

/** The addresses that are opened for files of an API, and what comes of each. */
async function opened(api: string, address: string) {
	const urls: unknown[] = [];
	const helpers = {
		httpRequest: async ({ url }: IHttpRequestOptions) => {
			urls.push(url);
			return { statusCode: 404, headers: {}, body: { destroy() {} } };
		},
	};
	const exchange = new PresignedExchange({ helpers } as unknown as GenesysContext, api);
	const outcome = await exchange.fetch({ address, as: 'json', maxBytes: 1, take: async () => 1 });
	return { urls, failure: 'failure' in outcome ? outcome.failure : undefined };
}

it.each([
	[HTTPS, 'https://bucket.example.com/a'],
	[HTTP, 'http://localhost:4000/a'],
	[HTTP, 'https://bucket.example.com/a'],
])('the API at %s may have files at %s', async (api, address) => {
	expect((await opened(api, address)).urls).toEqual([address]);
});

it.each([
	[HTTPS, 'http://bucket.example.com/a', 'http'],
	[HTTPS, 'HTTP://bucket.example.com/a', 'http'],
	[HTTPS, 'data:application/json,{}', 'data'],
	[HTTP, 'data:application/json,{}', 'data'],
	[HTTP, 'file:///etc/passwd', 'file'],
	[HTTPS, 'javascript:alert(1)', 'javascript'],
	[HTTPS, 'a.wav', ''],
	[HTTPS, 'https://', ''],
])('the API at %s may have none at %s', async (api, address, scheme) => {
	expect(await opened(api, address)).toEqual({ urls: [], failure: { kind: 'address', scheme } });
});
