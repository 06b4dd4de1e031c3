import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';

/** One Genesys Cloud region: its domain, where it is, and the name that AWS gives the place. */
export interface Region {
	domain: string;
	place: string;
	awsName: string;
}

/** All 18 regions of the official SDKs (JavaScript 262, .NET 270). Hosts are `api.{domain}` and `login.{domain}`. */
export const REGIONS: readonly Region[] = [
	{ domain: 'mypurecloud.com', place: 'Americas (US East, N. Virginia)', awsName: 'us-east-1' },
	{ domain: 'use2.us-gov-pure.cloud', place: 'Americas (US East, Ohio, government)', awsName: 'us-east-2' },
	{ domain: 'usw2.pure.cloud', place: 'Americas (US West, Oregon)', awsName: 'us-west-2' },
	{ domain: 'cac1.pure.cloud', place: 'Americas (Canada)', awsName: 'ca-central-1' },
	{ domain: 'mxc1.pure.cloud', place: 'Americas (Mexico)', awsName: 'mx-central-1' },
	{ domain: 'sae1.pure.cloud', place: 'Americas (São Paulo)', awsName: 'sa-east-1' },
	{ domain: 'mypurecloud.ie', place: 'Europe (Ireland)', awsName: 'eu-west-1' },
	{ domain: 'euw2.pure.cloud', place: 'Europe (London)', awsName: 'eu-west-2' },
	{ domain: 'mypurecloud.de', place: 'Europe (Frankfurt)', awsName: 'eu-central-1' },
	{ domain: 'euc2.pure.cloud', place: 'Europe (Zurich)', awsName: 'eu-central-2' },
	{
		domain: 'edee1.eusc-pure.cloud',
		place: 'Europe (Sovereign Cloud, Brandenburg)',
		awsName: 'eusc-de-east-1',
	},
	{ domain: 'mec1.pure.cloud', place: 'Middle East (UAE)', awsName: 'me-central-1' },
	{ domain: 'aps1.pure.cloud', place: 'Asia Pacific (Mumbai)', awsName: 'ap-south-1' },
	{ domain: 'mypurecloud.jp', place: 'Asia Pacific (Tokyo)', awsName: 'ap-northeast-1' },
	{ domain: 'apne2.pure.cloud', place: 'Asia Pacific (Seoul)', awsName: 'ap-northeast-2' },
	{ domain: 'apne3.pure.cloud', place: 'Asia Pacific (Osaka)', awsName: 'ap-northeast-3' },
	{ domain: 'apse1.pure.cloud', place: 'Asia Pacific (Singapore)', awsName: 'ap-southeast-1' },
	{ domain: 'mypurecloud.com.au', place: 'Asia Pacific (Sydney)', awsName: 'ap-southeast-2' },
];

export const CUSTOM_REGION = 'custom';

/** What of a credential decides where requests go. */
export interface RegionSettings {
	region?: unknown;
	loginBaseUrl?: unknown;
	apiBaseUrl?: unknown;
}

/** Where to send; both without a trailing slash. */
export interface Hosts {
	api: string;
	login: string;
}

/**
 * The hosts a credential points at.
 *
 * @throws UserFacingError when the region is not known (it may come from an expression) or a custom host is not a URL.
 */
export function hostsOf(credential: RegionSettings): Hosts {
	const region = typeof credential.region === 'string' ? credential.region.trim() : '';
	if (region === CUSTOM_REGION) {
		return {
			api: baseUrl('API Base URL', credential.apiBaseUrl),
			login: baseUrl('Login Base URL', credential.loginBaseUrl),
		};
	}
	if (!REGIONS.some(({ domain }) => domain === region)) {
		throw new UserFacingError(
			`The region "${shown(region)}" in the Genesys Cloud credential is unknown`,
			`Use one of ${knownRegions()}, or "${CUSTOM_REGION}" with base URLs of your own.`,
		);
	}
	return { api: `https://api.${region}`, login: `https://login.${region}` };
}

/** The host of the web client beside an API host; undefined where that is none of Genesys's own. */
export function appsHostOf(apiHost: string): string | undefined {
	const region = REGIONS.find(({ domain }) => apiHost === `https://api.${domain}`);
	return region && `https://apps.${region.domain}`;
}

/** The region by its domain or by its AWS name (`eu-west-1`, also written `eu_west_1`); undefined when unknown. */
export function findRegion(name: string): Region | undefined {
	const wanted = name.trim().toLowerCase().replaceAll('_', '-');
	return REGIONS.find(({ domain, awsName }) => domain === wanted || awsName === wanted);
}

/** `domain (aws-name)` of every region, for messages. */
export function knownRegions(): string {
	return REGIONS.map(({ domain, awsName }) => `${domain} (${awsName})`).join(', ');
}

function baseUrl(field: string, value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw new UserFacingError(
			`The ${field} of the Genesys Cloud credential is not a web address`,
			'Enter scheme and host, e.g. https://api.example.com.',
		);
	}
	// Each of them may hold a secret, and all of it would be shown by Get Connection Info and in logs.
	if (url.username || url.password || /[?#]/.test(text)) {
		throw new UserFacingError(
			`The ${field} of the Genesys Cloud credential has more than scheme, host and path`,
			'Remove user name, password and everything from "?" or "#" on, so that it looks like https://api.example.com.',
		);
	}
	return text.replace(/\/+$/, '');
}
