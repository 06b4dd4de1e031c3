import { conversationSheets, rowMaker } from '../../nodes/GenesysCloudAnalytics/columns';
import { appsHostOf, REGIONS } from '../../nodes/GenesysCloudAnalytics/transport/regions';
import { rich } from './rich';

const plain = { timeZone: 'UTC', dateFormat: 'iso' } as const;

it.each(['conversations', 'queueVisits', 'agentSessions'] as const)('%s lead to Genesys Cloud', (output) => {
	const urls = (appsHost?: string) =>
		rowMaker(conversationSheets[output], { ...plain, appsHost })({ ...rich, conversationId: 'a/b' }).map(
			(row) => row.conversationUrl,
		);
	expect(new Set(urls('https://apps.mypurecloud.de'))).toEqual(
		new Set(['https://apps.mypurecloud.de/directory/#/engage/admin/interactions/a%2Fb']),
	);
	expect(new Set(urls())).toEqual(new Set([null]));
});

it('each region has its own host for links, a custom one has none', () => {
	for (const { domain } of REGIONS)
		expect(appsHostOf(`https://api.${domain}`)).toBe(`https://apps.${domain}`);
	expect(appsHostOf('https://gateway.example.com')).toBeUndefined();
	expect(appsHostOf('http://127.0.0.1:4000')).toBeUndefined();
});
