import { parseArgs } from 'node:util';
import { createConversations, createOrganization, DEFAULT_CLIENT, startSimulator } from './index';

const USAGE = `A Genesys Cloud organization on loopback.

  --port <number>           port to listen on (default 8089; 0 takes any)
  --conversations <number>  how many conversations to generate (default 2400)
  --hours <number>          how many hours ago the first one starts (default 48)
  --latency <ms>            delay of each API answer (default 0)
  --rate <number>           API requests allowed per minute and token (default 300)`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8089' },
			conversations: { type: 'string', default: '2400' },
			hours: { type: 'string', default: '48' },
			latency: { type: 'string', default: '0' },
			rate: { type: 'string', default: '300' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	const now = Date.now();
	const organization = createOrganization();
	const simulator = await startSimulator({
		port: Number(values.port),
		latencyMs: Number(values.latency),
		rateLimit: { allowed: Number(values.rate), windowSeconds: 60 },
		organization,
		conversations: createConversations({
			count: Number(values.conversations),
			from: now - Number(values.hours) * 3_600_000,
			to: now + 3_600_000,
			busiestAt: now,
			organization,
		}),
	});
	console.log(`Login and API base URL  ${simulator.url}`);
	console.log(`Client ID               ${DEFAULT_CLIENT.id}`);
	console.log(`Client secret           ${DEFAULT_CLIENT.secret}`);
	console.log(
		'In the n8n credential, choose the region "Custom Hosts" and enter this URL as both base URLs. Press Ctrl+C to stop.',
	);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
