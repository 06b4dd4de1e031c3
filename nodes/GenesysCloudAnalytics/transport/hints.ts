import type { Asked } from './asked';

/** Where someone reads the sentence: in an execution, in a poll of the trigger, or in a list of the editor. */
export type Place = 'run' | 'poll' | 'list';

/** What the texts can speak of. */
export interface Circumstances {
	status?: number;
	/** The API's error code or the token endpoint's `error`. */
	code: string;
	/** The API's own words, fit to be quoted. */
	text: string;
	/** Node's code of a connection that failed. */
	network?: string;
	/** Whether what was answered can't be used: no JSON, cut short, not of the shape that Genesys sends. */
	isForeign: boolean;
	/** The host that was asked. */
	host: string;
	/** Whether it was the token endpoint. */
	login: boolean;
	/** Permissions that the API says are missing; empty where it refuses for another reason. */
	permissions: string;
	/** Permissions that the documentation names for the endpoint. */
	documented: string;
	/** Whether the request was for a file at a presigned address. */
	presigned?: boolean;
	/** What the address of a file begins with where it is not opened. */
	scheme?: string;
	asked: Asked;
	place: Place;
	/** How long the place waits for the rate limit: at a time, and in total. */
	waits: { waitMs: number; rateLimitMs: number };
	/** Whether the rate limit stops the request, and the seconds until it may go on, where that is known. */
	rateLimited: boolean;
	waitSeconds?: number;
	/** The host that a redirect points to, where it is one. */
	redirectedTo?: string;
	/** Whether the client id or secret starts or ends with a space. */
	hasOuterSpaces: boolean;
	tries: number;
}

interface Hint {
	when(circumstances: Circumstances): boolean;
	message(circumstances: Circumstances): string;
	description(circumstances: Circumstances): string;
}

const ROLES =
	'In Genesys Cloud, open Admin > Integrations > OAuth, choose the client and open its Roles tab. For client credentials, roles and their divisions decide; scopes have no effect.';
const IP_ADDRESSES =
	'If the client is restricted to certain IP addresses, the one that n8n connects from must be among them.';

/** What the token endpoint says of a client that it doesn't take, or says nothing of. */
const OF_THE_CLIENT = ['', 'invalid_client', 'invalid_request', 'invalid_grant', 'unauthorized_client'];

const isTokenRefusal = ({ status, login, network, isForeign, rateLimited }: Circumstances) =>
	login && status === undefined && network === undefined && !isForeign && !rateLimited;
const again: Record<Place, string> = {
	run: 'Run the workflow again later',
	poll: 'The next poll tries again',
	list: 'Open the list again in a moment',
};

/** Failure → sentence; the first that fits is used. */
const HINTS: readonly Hint[] = [
	{
		when: (c) => c.scheme !== undefined,
		message: (c) =>
			`The address of the file ${c.scheme ? `begins with ${c.scheme}:` : 'is no web address'} and was not opened`,
		description: () =>
			'Files of Genesys Cloud are at https addresses. Check the API base URL in the credential, and any proxy in between.',
	},
	{
		when: (c) => c.rateLimited,
		message: (c) =>
			`${c.isForeign ? `The rate limit of ${c.host}` : "Genesys Cloud's rate limit"} is used up${forTheNext(c.waitSeconds)}`,
		description: (c) => `${waitsInWords(c)} ${LATER[c.place]}`,
	},
	{
		when: (c) => c.hasOuterSpaces && (isTokenRefusal(c) || c.status === 401),
		message: () => 'The client ID or client secret in the credential starts or ends with a space',
		description: () => 'Open the credential, remove the space and save it. Copying a value often adds one.',
	},
	{
		when: (c) => isTokenRefusal(c) && /not found/i.test(c.text),
		message: (c) => `Genesys Cloud does not know this client ID at ${c.host}`,
		description: () =>
			'Check the client ID and the region in the credential: OAuth clients belong to one region, so even a correct client ID is unknown in another region.',
	},
	{
		when: (c) => isTokenRefusal(c) && c.code === 'invalid_client' && /^authentication failed/i.test(c.text),
		message: () => 'Genesys Cloud rejected the client secret, or the region is not that of the client',
		description: (c) =>
			`Check that the credential has the secret of this OAuth client and the region of its organization: ${c.host} was asked, and it refuses a client of another region in the same words. Only where both are right, create a new secret in Admin > Integrations > OAuth.`,
	},
	{
		when: (c) => isTokenRefusal(c) && (c.code === 'server_error' || c.code === 'temporarily_unavailable'),
		message: (c) => `Genesys Cloud could not issue an access token at ${c.host} (${times(c.tries)})`,
		description: (c) =>
			`The service has a problem at the moment (${c.code}). ${again[c.place]}.${quoted(c.text)}`,
	},
	{
		when: (c) => isTokenRefusal(c) && !OF_THE_CLIENT.includes(c.code),
		message: (c) => `Genesys Cloud refused to issue an access token at ${c.host}: ${c.code}`,
		description: (c) =>
			`Check that the OAuth client is active and has the grant type Client Credentials, and the region in the credential. ${IP_ADDRESSES}${quoted(c.text)}`,
	},
	{
		when: isTokenRefusal,
		message: (c) => `Genesys Cloud did not issue an access token at ${c.host}`,
		description: (c) =>
			`Check client ID, client secret and region in the credential, and that the OAuth client is active and has the grant type Client Credentials. ${IP_ADDRESSES}${quoted(c.text)}`,
	},
	{
		when: (c) => c.presigned === true && c.status !== undefined && c.status >= 300 && c.status < 500,
		message: (c) => `The storage at ${c.host} did not return the file (${c.status})`,
		description: () =>
			'The addresses of transcripts and recordings expire after a few minutes. Run the workflow again with fewer conversations at a time.',
	},
	{
		when: (c) => c.status !== undefined && c.status >= 300 && c.status < 400,
		message: (c) => `${c.host} responded with ${c.status} and redirected to ${c.redirectedTo || 'nowhere'}`,
		description: (c) =>
			`Redirects are not followed, because the access token would be sent to the other host. Check the region or the ${c.login ? 'login' : 'API'} base URL in the credential, and any proxy in between.`,
	},
	{
		when: (c) => c.isForeign,
		message: (c) =>
			c.status === undefined || c.status < 300
				? `${c.host} did not respond like Genesys Cloud`
				: `${c.host} responded with ${c.status}, but not like Genesys Cloud${c.status >= 500 ? ` (${times(c.tries)})` : ''}`,
		description: (c) =>
			`The response was not the expected JSON. Check the ${c.login ? 'login' : 'API'} base URL in the credential, and any proxy in between.${c.status !== undefined && c.status >= 500 ? ` ${again[c.place]}.` : ''}`,
	},
	{
		when: (c) => c.login && c.status !== undefined && c.status < 500,
		message: (c) => `${c.host} did not issue an access token (${c.status})`,
		description: (c) =>
			`Check the region or the login base URL in the credential. ${IP_ADDRESSES}${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 401,
		message: () => 'Genesys Cloud rejected the access token, even after renewal',
		description: (c) =>
			`Check that the OAuth client is active, and that the credential has the region of your organization. ${IP_ADDRESSES}${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 403 && c.permissions !== '',
		message: (c) => `The OAuth client lacks the permission ${c.permissions}`,
		description: (c) =>
			`Add ${c.permissions} to a role of the OAuth client, for the divisions you need. ${ROLES} If no role can have it, the organization lacks the license for it.`,
	},
	{
		when: (c) => c.status === 403,
		message: (c) =>
			`Genesys Cloud does not allow this to the OAuth client${c.text ? `: ${plain(c.text)}` : ''}`,
		description: (c) =>
			`${c.documented ? `The OAuth client may lack the permission ${c.documented}, or have it in other divisions only;` : 'A role of the OAuth client may lack a permission or a division;'} or the organization lacks the license for it. ${ROLES}`,
	},
	{
		when: (c) => c.status === 404,
		message: (c) =>
			`Genesys Cloud could not find ${c.asked.thing ? `the ${c.asked.thing}` : 'what was requested'}`,
		description: (c) => `${NOT_FOUND[c.asked.thing] ?? lookUp(c.asked.thing)}${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 413 || /too\.large/.test(c.code),
		message: () => 'The request is too large for Genesys Cloud',
		description: (c) => `Use fewer IDs or filters at a time.${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 400 && /interval|date/i.test(`${c.code} ${c.text}`),
		message: (c) => `Genesys Cloud did not accept the time range: ${plain(c.text || c.code)}`,
		description: () => 'Change the time range in the node.',
	},
	{
		when: (c) => c.status === 400,
		message: (c) =>
			`Genesys Cloud did not accept the request: ${plain(c.text || c.code || 'no reason given')}`,
		description: (c) =>
			c.asked.hasFilters
				? 'Check Filters in the node, Advanced Filters in particular.'
				: 'Check the settings in the node, IDs in particular.',
	},
	{
		when: (c) => c.network === 'ECONNREFUSED' || c.network === 'ENOTFOUND' || c.network === 'EAI_AGAIN',
		message: (c) => `${c.host} can't be reached`,
		description: (c) =>
			`Check the region or the base URLs in the credential, and that n8n is allowed to connect to this host (${c.network}).`,
	},
	{
		when: (c) => c.network !== undefined,
		message: (c) =>
			`${NETWORK_WORDS.find(([code]) => code.test(c.network ?? ''))?.[1](c.host)} (${times(c.tries)})`,
		description: (c) => `${again[c.place]}, and check the network between n8n and ${c.host} (${c.network}).`,
	},
	{
		when: (c) => c.status !== undefined && c.status >= 500,
		message: (c) => `Genesys Cloud responded with ${c.status} (${times(c.tries)})`,
		description: (c) => `The service has a problem at the moment. ${again[c.place]}.${quoted(c.text)}`,
	},
	{
		when: (c) => c.status !== undefined,
		message: (c) => `Genesys Cloud responded with ${c.status}${c.text ? `: ${plain(c.text)}` : ''}`,
		description: () => 'Check the settings in the node.',
	},
	{
		when: () => true,
		message: () => 'The request to Genesys Cloud could not be sent',
		description: (c) => (c.text ? `n8n says: "${c.text}"` : 'Check the credential of the node.'),
	},
];

const LATER: Record<Place, string> = {
	run: 'Run the workflow later or less often, or choose a shorter time range. A separate OAuth client for n8n keeps other programs from using up its limit.',
	poll: 'The next poll tries again. Poll less often, or use a separate OAuth client for n8n, so that other programs do not use up its limit.',
	list: 'Open the list again in a moment, or enter the name or ID instead of choosing it.',
};
const WHO_WAITS: Record<Place, string> = {
	run: 'This node waits',
	poll: 'A poll waits',
	list: 'A list waits',
};

function waitsInWords({ place, waits }: Circumstances): string {
	const once = count(Math.round(waits.waitMs / 1_000), 'second');
	return `${WHO_WAITS[place]} up to ${once} at a time and ${inWords(waits.rateLimitMs / 1_000)} in total.`;
}

const NOT_FOUND: Readonly<Record<string, string>> = {
	conversation:
		"Check the ID. A conversation that started only moments ago may not be in analytics yet, and one outside the divisions of the OAuth client can't be seen.",
	'adherence job': 'It has expired. Run the workflow again.',
	'details job': 'It was deleted, or it has expired. Run the workflow again.',
};

function lookUp(thing: string): string {
	return thing
		? `Check the ID of the ${thing}, and that the OAuth client may see its division.`
		: "Check the ID; what is outside the divisions of the OAuth client can't be seen. If there is no ID in the node, check the region or the API base URL in the credential.";
}

const NETWORK_WORDS: ReadonlyArray<[code: RegExp, words: (host: string) => string]> = [
	[/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/, (host) => `${host} did not answer in time`],
	[/^(?:HPE|Z)_/, (host) => `The response of ${host} arrived damaged`],
	[/^/, (host) => `The connection to ${host} was lost`],
];

/** What happened, as a sentence without its full stop, and what to do about it. */
export function wordsFor(circumstances: Circumstances): { message: string; description: string } {
	const hint = HINTS.find(({ when }) => when(circumstances));
	return {
		message: hint?.message(circumstances) ?? circumstances.text,
		description: hint?.description(circumstances) ?? '',
	};
}

function quoted(text: string): string {
	return text ? ` Genesys Cloud says: "${text}"` : '';
}

/** To end a sentence that is shown without its full stop. */
function plain(text: string): string {
	return text.replace(/\.$/, '');
}

function times(tries: number): string {
	return count(tries, 'attempt');
}

function forTheNext(seconds: number | undefined): string {
	return seconds === undefined || !(seconds > 1) ? '' : ` for the next ${inWords(seconds)}`;
}

function inWords(seconds: number): string {
	if (seconds < 120) return count(Math.ceil(seconds), 'second');
	if (seconds < 7_200) return count(Math.ceil(seconds / 60), 'minute');
	if (seconds < 172_800) return `about ${count(Math.round(seconds / 3_600), 'hour')}`;
	return `about ${count(Math.round(seconds / 86_400), 'day')}`;
}

function count(amount: number, unit: string): string {
	return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
