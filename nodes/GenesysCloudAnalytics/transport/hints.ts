import { PATIENT } from './retry';

/** What the texts can speak of. */
export interface Circumstances {
	status?: number;
	/** The API's error code or the token endpoint's `error`. */
	code: string;
	/** The API's own words. */
	text: string;
	/** Node's code of a connection that failed. */
	network?: string;
	host: string;
	/** Permissions that the API named, else the ones that the documentation names for the endpoint. */
	permissions: string;
	/** Whether the request was for a file at a presigned address. */
	presigned?: boolean;
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

const where =
	'In Genesys Cloud, open Admin > Integrations > OAuth, choose the client and open its Roles tab. For client credentials, roles and their divisions decide; scopes have no effect.';

const isTokenRefusal = ({ status, code }: Circumstances) =>
	status === undefined &&
	['invalid_client', 'unauthorized_client', 'invalid_request', 'invalid_grant'].includes(code);

/** Failure → sentence; the first that fits is used. */
const HINTS: readonly Hint[] = [
	{
		when: (c) => c.rateLimited && c.waitSeconds !== undefined,
		message: (c) => `Genesys Cloud's rate limit is used up for the next ${formatWait(c.waitSeconds ?? 0)}`,
		description: () =>
			`This node waits up to ${PATIENT.waitMs / 1_000} seconds at a time and ${PATIENT.rateLimitMs / 60_000} minutes in total. Run the workflow later or less often, or choose a shorter time range. A separate OAuth client for n8n keeps other programs from using up its limit.`,
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
		when: (c) => isTokenRefusal(c) && /^authentication failed/i.test(c.text),
		message: () => 'Genesys Cloud rejected the client secret',
		description: () =>
			'Enter the secret of this OAuth client in the credential. If it was lost, create a new one in Admin > Integrations > OAuth.',
	},
	{
		when: (c) =>
			isTokenRefusal(c) ||
			(c.status === undefined && c.network === undefined && /OAuth2|client authentication/i.test(c.text)),
		message: (c) => `Genesys Cloud did not issue an access token at ${c.host}`,
		description: (c) =>
			`Check client ID, client secret and region in the credential, and that the OAuth client is active and has the grant type Client Credentials.${quoted(c.text)}`,
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
		description: () =>
			'Redirects are not followed, because the access token would be sent to the other host. Check the region or the API base URL in the credential, and any proxy in between.',
	},
	{
		when: (c) => c.status === 401,
		message: () => 'Genesys Cloud rejected the access token, even after renewal',
		description: () =>
			'Check that the OAuth client is active, and that the credential has the region of your organization.',
	},
	{
		when: (c) => c.status === 403 && c.permissions !== '',
		message: (c) => `The OAuth client lacks the permission ${c.permissions}`,
		description: (c) =>
			`Add ${c.permissions} to a role of the OAuth client, for the divisions you need. ${where}`,
	},
	{
		when: (c) => c.status === 403,
		message: () => 'The OAuth client is not allowed to do this',
		description: (c) =>
			`Give the OAuth client a role with the permission it needs. ${where}${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 404,
		message: () => 'Genesys Cloud could not find what was requested',
		description: (c) =>
			`Check the ID. A conversation that started only moments ago may not be in analytics yet, and one outside the divisions of the OAuth client can't be seen.${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 413 || /too\.large/.test(c.code),
		message: () => 'The request is too large for Genesys Cloud',
		description: (c) => `Use fewer IDs or filters at a time.${quoted(c.text)}`,
	},
	{
		when: (c) => c.status === 400 && /interval|date/i.test(`${c.code} ${c.text}`),
		message: (c) => `Genesys Cloud did not accept the time range: ${c.text || c.code}`,
		description: () => 'Change the time range in the node.',
	},
	{
		when: (c) => c.status === 400,
		message: (c) => `Genesys Cloud did not accept the request: ${c.text || c.code || 'no reason given'}`,
		description: () => 'Check Filters in the node, Advanced Filters in particular.',
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
			c.network === 'ETIMEDOUT'
				? `${c.host} did not answer in time (${times(c.tries)})`
				: `The connection to ${c.host} was lost (${times(c.tries)})`,
		description: (c) =>
			`Run the workflow again later, and check the network between n8n and Genesys Cloud (${c.network}).`,
	},
	{
		when: (c) => c.status !== undefined && c.status >= 500,
		message: (c) => `Genesys Cloud responded with ${c.status} (${times(c.tries)})`,
		description: () => 'The service has a problem at the moment. Run the workflow again later.',
	},
	{
		when: (c) => c.status !== undefined && c.status < 300,
		message: (c) => `${c.host} did not respond like Genesys Cloud`,
		description: () =>
			'The response was not the expected JSON. Check the API base URL in the credential, and any proxy in between.',
	},
	{
		when: (c) => c.status !== undefined,
		message: (c) => `Genesys Cloud responded with ${c.status}${c.text ? `: ${c.text}` : ''}`,
		description: () => 'Check the settings in the node.',
	},
	{
		when: () => true,
		message: () => 'The request to Genesys Cloud could not be sent',
		description: (c) => (c.text ? `n8n says: "${c.text}"` : 'Check the credential of the node.'),
	},
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

function times(tries: number): string {
	return tries === 1 ? '1 attempt' : `${tries} attempts`;
}

function formatWait(seconds: number): string {
	if (seconds < 120) return `${Math.ceil(seconds)} seconds`;
	const { minutes, hours, days } = { minutes: seconds / 60, hours: seconds / 3_600, days: seconds / 86_400 };
	if (minutes < 120) return `${Math.ceil(minutes)} minutes`;
	return hours < 48 ? `about ${Math.round(hours)} hours` : `about ${Math.round(days)} days`;
}
