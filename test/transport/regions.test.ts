import {
	CUSTOM_REGION,
	findRegion,
	hostsOf,
	REGIONS,
} from '../../nodes/GenesysCloudAnalytics/transport/regions';
import { UserFacingError } from '../../nodes/GenesysCloudAnalytics/messages/userFacingError';

/** The 18 regions by AWS name, written down from the vendor's list a second time. */
const DOMAINS: Record<string, string> = {
	'us-east-1': 'mypurecloud.com',
	'us-east-2': 'use2.us-gov-pure.cloud',
	'us-west-2': 'usw2.pure.cloud',
	'ca-central-1': 'cac1.pure.cloud',
	'mx-central-1': 'mxc1.pure.cloud',
	'sa-east-1': 'sae1.pure.cloud',
	'eu-west-1': 'mypurecloud.ie',
	'eu-west-2': 'euw2.pure.cloud',
	'eu-central-1': 'mypurecloud.de',
	'eu-central-2': 'euc2.pure.cloud',
	'eusc-de-east-1': 'edee1.eusc-pure.cloud',
	'me-central-1': 'mec1.pure.cloud',
	'ap-south-1': 'aps1.pure.cloud',
	'ap-northeast-1': 'mypurecloud.jp',
	'ap-northeast-2': 'apne2.pure.cloud',
	'ap-northeast-3': 'apne3.pure.cloud',
	'ap-southeast-1': 'apse1.pure.cloud',
	'ap-southeast-2': 'mypurecloud.com.au',
};

function refusal(act: () => unknown): UserFacingError {
	try {
		act();
	} catch (error) {
		if (error instanceof UserFacingError) return error;
	}
	throw new Error('It was not refused');
}

it('knows all 18 regions and no other', () => {
	expect(Object.fromEntries(REGIONS.map(({ awsName, domain }) => [awsName, domain]))).toEqual(DOMAINS);
});

it.each(Object.entries(DOMAINS))('%s has its login and its API host under one domain', (awsName, domain) => {
	expect(hostsOf({ region: domain })).toEqual({
		api: `https://api.${domain}`,
		login: `https://login.${domain}`,
	});
	for (const name of [awsName, awsName.toUpperCase(), awsName.replaceAll('-', '_'), ` ${domain} `]) {
		expect(findRegion(name)?.domain).toBe(domain);
	}
});

it.each(['', 'eu', 'eu-west-9', 'pure.cloud'])('finds no region named "%s"', (name) => {
	expect(findRegion(name)).toBeUndefined();
});

describe('custom hosts', () => {
	it.each([
		['https://api.example.com', 'https://api.example.com'],
		['https://api.example.com/', 'https://api.example.com'],
		['https://api.example.com///', 'https://api.example.com'],
		[' http://127.0.0.1:8080 ', 'http://127.0.0.1:8080'],
		['https://gateway.example.com/genesys/', 'https://gateway.example.com/genesys'],
	])('%p is taken as %s', (typed, host) => {
		expect(hostsOf({ region: CUSTOM_REGION, apiBaseUrl: typed, loginBaseUrl: typed })).toEqual({
			api: host,
			login: host,
		});
	});

	it.each([
		'',
		undefined,
		null,
		5,
		'api.example.com',
		'ftp://api.example.com',
		'javascript:alert(1)',
		'https://',
	])('%p is refused, by the name of the field', (typed) => {
		const good = 'https://login.example.com';
		const error = refusal(() => hostsOf({ region: CUSTOM_REGION, apiBaseUrl: typed, loginBaseUrl: good }));
		expect(error.message).toBe('The API Base URL of the Genesys Cloud credential is not a web address');
		expect(error.description).toContain('Enter scheme and host');
		expect(
			refusal(() => hostsOf({ region: CUSTOM_REGION, apiBaseUrl: good, loginBaseUrl: typed })).message,
		).toContain('Login Base URL');
	});
});

it.each([['mypurecloud.example'], [''], [undefined], [{}], ['eu-west-1'], ['MYPURECLOUD.IE']])(
	'the region %p is refused with the list of those that are known',
	(region) => {
		const error = refusal(() => hostsOf({ region }));
		expect(error.message).toContain('The region "');
		for (const [awsName, domain] of Object.entries(DOMAINS)) {
			expect(error.description).toContain(`${domain} (${awsName})`);
		}
	},
);
