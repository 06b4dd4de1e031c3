import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import {
	circumstancesOf,
	GenesysError,
	toNodeError,
} from '../../nodes/GenesysCloudAnalytics/transport/errors';
import { BRIEF } from '../../nodes/GenesysCloudAnalytics/transport/retry';
import type { Failure } from '../../nodes/GenesysCloudAnalytics/transport/failure';
import { UserFacingError } from '../../nodes/GenesysCloudAnalytics/messages/userFacingError';

const node: INode = {
	id: '1',
	name: 'Genesys',
	type: 'genesysCloudAnalytics',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const REFERENCE = 'POST /api/v2/analytics/conversations/details/query, correlation id 5ad';

const answer = (status: number, body: unknown = {}, headers: Record<string, unknown> = {}): Failure => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const refusal = (error: string, text: string): Failure => ({ kind: 'token', error, text });
const network = (code: string): Failure => ({ kind: 'network', code });
const apiError = (status: number, code: string, message: string) => answer(status, { status, code, message });

type Circumstance = Partial<Parameters<typeof circumstancesOf>[1]>;

function said(failure: Failure, circumstance: Circumstance = {}) {
	const circumstances = circumstancesOf(failure, {
		host: 'api.mypurecloud.ie',
		hasOuterSpaces: false,
		tries: 1,
		...circumstance,
	});
	return toNodeError(node, new GenesysError(failure, circumstances, REFERENCE), 3);
}

interface Case {
	failure: Failure;
	circumstance?: Circumstance;
	message: string;
	/** What the description tells to do, and names. */
	description: string[];
	httpCode?: string;
}

const cases: Record<string, Case> = {
	'a wrong secret': {
		failure: refusal('invalid_client', 'authentication failed'),
		circumstance: { host: 'login.mypurecloud.ie' },
		message: 'Genesys Cloud rejected the client secret, or the region is not that of the client',
		description: [
			'has the secret of this OAuth client and the region of its organization: login.mypurecloud.ie was asked',
			'Only where both are right, create a new secret',
		],
	},
	'an unknown client, or a known one in another region': {
		failure: refusal('invalid_client', 'client not found: invalid_client'),
		circumstance: { host: 'login.mypurecloud.ie' },
		message: 'Genesys Cloud does not know this client ID at login.mypurecloud.ie',
		description: ['Check the client ID and the region', 'OAuth clients belong to one region'],
	},
	'a disabled client': {
		failure: refusal('invalid_client', 'client is disabled'),
		circumstance: { host: 'login.mypurecloud.ie' },
		message: 'Genesys Cloud did not issue an access token at login.mypurecloud.ie',
		description: ['that the OAuth client is active', 'Genesys Cloud says: "client is disabled"'],
	},
	'a client of another grant type': {
		failure: refusal('unauthorized_client', 'not permitted to use the grant'),
		message: 'Genesys Cloud did not issue an access token at api.mypurecloud.ie',
		description: ['has the grant type Client Credentials', '"not permitted to use the grant"'],
	},
	'a refused client of which n8n 2.0 tells only what OAuth says': {
		failure: refusal('invalid_client', 'Client authentication failed (e.g., unknown client, …).'),
		message: 'Genesys Cloud did not issue an access token at api.mypurecloud.ie',
		description: ['Check client ID, client secret and region in the credential'],
	},
	'a token refusal that says nothing': {
		failure: refusal('', 'Failed to acquire OAuth2 access token: HTTP status 404'),
		message: 'Genesys Cloud did not issue an access token at api.mypurecloud.ie',
		description: ['Check client ID, client secret and region in the credential', 'HTTP status 404'],
	},
	'a blank beside a refused id': {
		failure: refusal('invalid_client', 'client not found: invalid_client'),
		circumstance: { hasOuterSpaces: true },
		message: 'The client ID or client secret in the credential starts or ends with a space',
		description: ['Open the credential, remove the space and save it'],
	},
	'a blank beside a refused secret': {
		failure: refusal('invalid_client', 'authentication failed'),
		circumstance: { hasOuterSpaces: true },
		message: 'The client ID or client secret in the credential starts or ends with a space',
		description: ['remove the space'],
	},
	'a token that stays dead': {
		failure: apiError(401, 'bad.credentials', 'Invalid login credentials.'),
		message: 'Genesys Cloud rejected the access token, even after renewal',
		description: ['Check that the OAuth client is active', 'region'],
		httpCode: '401',
	},
	'a missing permission that the API names': {
		failure: apiError(
			403,
			'missing.permissions',
			'Unable to perform the requested action. You are missing the following permission(s): [analytics:conversationDetail:view]',
		),
		message: 'The OAuth client lacks the permission analytics:conversationDetail:view',
		description: [
			'Add analytics:conversationDetail:view to a role of the OAuth client',
			'Admin > Integrations > OAuth',
			'Roles',
		],
		httpCode: '403',
	},
	'several permissions of which the API wants one': {
		failure: apiError(
			403,
			'missing.any.permissions',
			'You must have at least one of the following permissions assigned: [analytics:conversationDetail:view, analytics:agentConversationDetail:view]',
		),
		message:
			'The OAuth client lacks the permission analytics:conversationDetail:view or analytics:agentConversationDetail:view',
		description: ['for the divisions you need'],
		httpCode: '403',
	},
	'a refusal of a client that is restricted to IP addresses': {
		failure: refusal('access_denied', 'The request is denied.'),
		circumstance: { host: 'login.mypurecloud.ie' },
		message: 'Genesys Cloud refused to issue an access token at login.mypurecloud.ie: access_denied',
		description: ['restricted to certain IP addresses', 'Genesys Cloud says: "The request is denied."'],
	},
	'a token endpoint in trouble': {
		failure: refusal('temporarily_unavailable', ''),
		circumstance: { host: 'login.mypurecloud.ie', tries: 5 },
		message: 'Genesys Cloud could not issue an access token at login.mypurecloud.ie (5 attempts)',
		description: ['temporarily_unavailable', 'Run the workflow again later'],
	},
	'a feature that is off': {
		failure: apiError(403, 'forbidden', 'The feature is not enabled.'),
		circumstance: { documented: 'routing:queue:view' },
		message: 'Genesys Cloud does not allow this to the OAuth client: The feature is not enabled',
		description: ['may lack the permission routing:queue:view'],
		httpCode: '403',
	},
	"a firewall's page": {
		failure: answer(403, '<html>Blocked</html>'),
		circumstance: { documented: 'routing:queue:view' },
		message: 'api.mypurecloud.ie responded with 403, but not like Genesys Cloud',
		description: ['not the expected JSON', 'any proxy in between'],
		httpCode: '403',
	},
	'a queue that is not there': {
		failure: apiError(404, 'not.found', 'Not found.'),
		circumstance: { asked: { thing: 'queue', hasFilters: false } },
		message: 'Genesys Cloud could not find the queue',
		description: ['Check the ID of the queue'],
		httpCode: '404',
	},
	'a rate limit in a list of the editor': {
		failure: answer(429, { message: 'x' }, { 'retry-after': '42' }),
		circumstance: { place: 'list', waits: BRIEF },
		message: "Genesys Cloud's rate limit is used up for the next 42 seconds",
		description: ['A list waits up to 5 seconds at a time and 8 seconds in total', 'Open the list again'],
		httpCode: '429',
	},
	'a rate limit that says nothing sensible': {
		failure: answer(429, { message: 'x' }, { 'retry-after': '9'.repeat(400) }),
		message: "Genesys Cloud's rate limit is used up",
		description: ['Run the workflow later'],
		httpCode: '429',
	},
	'a damaged line': {
		failure: network('HPE_INVALID_CONSTANT'),
		circumstance: { tries: 5 },
		message: 'The response of api.mypurecloud.ie arrived damaged (5 attempts)',
		description: ['HPE_INVALID_CONSTANT'],
	},
	'an address of a file that is none': {
		failure: { kind: 'address', scheme: 'data' },
		message: 'The address of the file begins with data: and was not opened',
		description: ['https'],
	},
	'a permission that only the documentation names': {
		failure: apiError(403, 'not.authorized', 'You are not authorized to perform the requested action.'),
		circumstance: { documented: 'routing:queue:view' },
		message:
			'Genesys Cloud does not allow this to the OAuth client: You are not authorized to perform the requested action',
		description: ['The OAuth client may lack the permission routing:queue:view', 'Roles'],
		httpCode: '403',
	},
	'a permission named by nobody': {
		failure: apiError(403, 'not.authorized', 'You are not authorized to perform the requested action.'),
		message:
			'Genesys Cloud does not allow this to the OAuth client: You are not authorized to perform the requested action',
		description: ['A role of the OAuth client may lack a permission or a division'],
		httpCode: '403',
	},
	'something that is not there': {
		failure: apiError(404, 'not.found', 'The requested resource was not found.'),
		message: 'Genesys Cloud could not find what was requested',
		description: ['Check the ID', 'divisions', '"The requested resource was not found."'],
		httpCode: '404',
	},
	'a bad interval, with the text of the API': {
		failure: apiError(400, 'invalid.interval', 'The interval may not be longer than 31 days'),
		message: 'Genesys Cloud did not accept the time range: The interval may not be longer than 31 days',
		description: ['Change the time range in the node'],
		httpCode: '400',
	},
	'a bad filter, with the text of the API': {
		failure: apiError(400, 'bad.request', 'Unknown dimension [colour]'),
		message: 'Genesys Cloud did not accept the request: Unknown dimension [colour]',
		description: ['Check Filters in the node'],
		httpCode: '400',
	},
	'a 400 that says nothing': {
		failure: answer(400, ''),
		message: 'api.mypurecloud.ie responded with 400, but not like Genesys Cloud',
		description: ['not the expected JSON'],
		httpCode: '400',
	},
	'too large a request': {
		failure: apiError(
			413,
			'request.entity.too.large',
			'The request is over the size limit. Maximum bytes: 512000',
		),
		message: 'The request is too large for Genesys Cloud',
		description: ['Use fewer IDs or filters', 'Maximum bytes: 512000'],
		httpCode: '413',
	},
	'a rate limit, with the seconds to wait': {
		failure: answer(429, { message: 'Rate limit exceeded the maximum. Retry the request in [42] seconds' }),
		circumstance: { giveUpWaitMs: 42_000 },
		message: "Genesys Cloud's rate limit is used up for the next 42 seconds",
		description: ['waits up to 180 seconds at a time and 10 minutes in total', 'Run the workflow later'],
		httpCode: '429',
	},
	'a rate limit, with the minutes to wait': {
		failure: answer(429, {}, { 'retry-after': '601' }),
		message: "Genesys Cloud's rate limit is used up for the next 11 minutes",
		description: ['Run the workflow later'],
		httpCode: '429',
	},
	"the token endpoint's own rate limit": {
		failure: refusal('invalid_request', 'rate limit exceeded; try again later'),
		circumstance: { giveUpWaitMs: 256_000 },
		message: "Genesys Cloud's rate limit is used up for the next 5 minutes",
		description: ['Run the workflow later'],
	},
	'a host that refuses connections': {
		failure: network('ECONNREFUSED'),
		message: "api.mypurecloud.ie can't be reached",
		description: ['Check the region or the base URLs in the credential', 'ECONNREFUSED'],
	},
	'a host without an address': {
		failure: network('ENOTFOUND'),
		message: "api.mypurecloud.ie can't be reached",
		description: ['ENOTFOUND'],
	},
	'a line that breaks again and again': {
		failure: network('ECONNRESET'),
		circumstance: { tries: 5 },
		message: 'The connection to api.mypurecloud.ie was lost (5 attempts)',
		description: ['Run the workflow again later', 'ECONNRESET'],
	},
	'a creation whose answer was lost': {
		failure: network('ECONNRESET'),
		message: 'The connection to api.mypurecloud.ie was lost (1 attempt)',
		description: ['Run the workflow again later'],
	},
	'a server that is silent': {
		failure: network('ETIMEDOUT'),
		circumstance: { tries: 3 },
		message: 'api.mypurecloud.ie did not answer in time (3 attempts)',
		description: ['Run the workflow again later', 'ETIMEDOUT'],
	},
	'a server in trouble': {
		failure: answer(502, '<html><h1>502 Bad Gateway</h1></html>'),
		circumstance: { tries: 5 },
		message: 'api.mypurecloud.ie responded with 502, but not like Genesys Cloud (5 attempts)',
		description: ['Run the workflow again later'],
		httpCode: '502',
	},
	'an answer that is not JSON': {
		failure: { kind: 'garbled', status: 200, headers: {} },
		message: 'api.mypurecloud.ie did not respond like Genesys Cloud',
		description: ['Check the API base URL in the credential, and any proxy in between'],
		httpCode: '200',
	},
	'a status that nobody expects': {
		failure: apiError(418, 'teapot', 'I am a teapot'),
		message: 'Genesys Cloud responded with 418: I am a teapot',
		description: ['Check the settings in the node'],
		httpCode: '418',
	},
	'what only n8n knows': {
		failure: { kind: 'other', text: 'self-signed certificate' },
		message: 'The request to Genesys Cloud could not be sent',
		description: ['n8n says: "self-signed certificate"'],
	},
	'nothing known at all': {
		failure: { kind: 'other', text: '' },
		message: 'The request to Genesys Cloud could not be sent',
		description: ['Check the credential of the node'],
	},
};

describe('what the user reads of', () => {
	it.each(Object.entries(cases))('%s', (_, { failure, circumstance, message, description, httpCode }) => {
		const error = said(failure, circumstance);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(message);
		for (const part of description) expect(error.description).toContain(part);
		expect((error as NodeApiError).httpCode ?? undefined).toBe(httpCode);
		expect(error.description).toContain(`(${REFERENCE})`);
		expect(error.context.itemIndex).toBe(3);
	});
});

it('is a sentence that ends: message without a full stop, description with one', () => {
	for (const { failure, circumstance } of Object.values(cases)) {
		const { message, description } = said(failure, circumstance);
		expect(message).toMatch(/[^.\s]$/);
		expect(description).toMatch(/[.)"] \(/);
	}
});

describe('what an error does not hold', () => {
	it('is more of a text than one can read', () => {
		const { message } = said(apiError(400, 'bad.request', 'x'.repeat(10_000)));
		expect(message.length).toBeLessThan(400);
	});

	it('is the page of a gateway', () => {
		expect(JSON.stringify(said(answer(502, '<html>secret page</html>')))).not.toContain('secret page');
	});

	it('is a header of the answer, or more of its body than message and code', () => {
		const failure = answer(
			400,
			{ message: 'no', code: 'bad', details: 'customer data' },
			{ 'set-cookie': 'session' },
		);
		const text = JSON.stringify(said(failure));
		expect(text).not.toContain('customer data');
		expect(text).not.toContain('session');
	});
});

describe('an error that is no failure of a request', () => {
	it('keeps both sentences of a wrong setting', () => {
		const error = toNodeError(node, new UserFacingError('The range is empty', 'Choose another.'), 2);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'The range is empty', description: 'Choose another.' });
		expect(error.context.itemIndex).toBe(2);
	});

	it.each([TypeError, RangeError, SyntaxError])("is no sentence of JavaScript's: %p", (JavaScripts) => {
		const logs: string[] = [];
		const seen = {
			logger: { debug: (line: string) => void logs.push(line) },
			lastRequest: 'GET /api/v2/users, correlation id 5ad',
		};
		const error = toNodeError(node, new JavaScripts('records.at is not a function'), 1, seen);
		expect(error.message).toBe('An answer could not be read');
		expect(error.description).toContain('(GET /api/v2/users, correlation id 5ad)');
		expect(JSON.stringify(error)).not.toContain('records.at');
		expect(logs.join()).toContain('records.at is not a function');
	});

	it.each([
		[new Error('unforeseen'), 'unforeseen'],
		['text', 'text'],
		[undefined, 'undefined'],
	])('keeps what there is of %p', (thrown, message) => {
		expect(toNodeError(node, thrown).message).toBe(message);
	});
});

it.each(['x', '語', '😀', '"', '\n'])('is at most 1 kB of %j', (filling) => {
	const long = filling.repeat(10_000);
	for (const { failure, circumstance } of Object.values(cases)) {
		const filled = 'body' in failure ? { ...failure, body: { message: long, code: long } } : failure;
		const { message, description } = said(filled, { ...circumstance, documented: long });
		expect(Buffer.byteLength(`${message}${String(description)}`)).toBeLessThanOrEqual(1_024);
		expect(description).toContain(REFERENCE);
	}
	const { message, description } = toNodeError(node, new UserFacingError(long, long));
	expect(Buffer.byteLength(`${message}${String(description)}`)).toBeLessThanOrEqual(1_024);
});

describe('wrapping', () => {
	it('never keeps the text of an n8n error in place of the sentence', () => {
		const failure = apiError(403, 'missing.permissions', 'missing [routing:queue:view]');
		const first = said(failure);
		// What n8n-workflow does with an error that is one of its own already.
		expect(new NodeApiError(node, first as never, { message: 'new' }).message).toBe(first.message);
		expect(said(failure).message).toBe('The OAuth client lacks the permission routing:queue:view');
	});
});
