// First, since n8n-core reads the environment when it is loaded.
import '../../test/support/environment';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { INode } from 'n8n-workflow';

import { startSimulator } from '../../packages/simulator';
import { createHost, CREDENTIAL_TYPE, runWorkflow, simulatorCredential } from '../../test/support/engine';
import { credentialFromEnvironment } from './environment';
import { table } from './table';

const USAGE = `Runs examples/recent-conversations.json in n8n's engine and prints the result.

  --count <number>  maximum number of conversations (default 15)
  --hours <number>  how many hours to look back (default 1)
  --trace           also print n8n's debug log: each request and each decision

Reads from the embedded simulator, or from your own organization if GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and
GENESYS_REGION (an AWS name such as eu-west-1, or a domain such as mypurecloud.ie) are set.`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			count: { type: 'string', default: '15' },
			hours: { type: 'string', default: '1' },
			trace: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	const [count, hours] = [wholeNumber('--count', values.count), wholeNumber('--hours', values.hours)];

	const own = credentialFromEnvironment(process.env);
	const simulator = own ? undefined : await startSimulator();
	try {
		const host = createHost(own ?? simulatorCredential(simulator!));
		const { items, error, hints } = await runWorkflow(
			{ nodes: exampleNodes(host.credentials, count, hours) },
			host,
		);
		if (values.trace) console.log(host.logs.map((line) => line.trim()).join('\n'));
		if (error) {
			console.error(`${error.message}\n${error.description ?? ''}`);
			process.exitCode = 1;
			return;
		}
		console.log(
			simulator ? 'Conversations from the embedded simulator' : `Conversations from ${own?.region as string}`,
		);
		console.log(
			items.length > 0
				? table(items.map(({ json }) => json))
				: `No conversations in the last ${hours === 1 ? 'hour' : `${hours} hours`}`,
		);
		for (const { message } of hints) console.log(message);
	} finally {
		await simulator?.close();
	}
}

/** The example's nodes as they are imported into n8n, with the credential chosen and the two settings made. */
function exampleNodes(credentials: ReadonlyMap<string, unknown>, count: number, hours: number): INode[] {
	const file = join(__dirname, '../../examples/recent-conversations.json');
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
	const [id] = credentials.keys();
	return nodes.map((node) =>
		node.credentials
			? {
					...node,
					credentials: { [CREDENTIAL_TYPE]: { id: String(id), name: 'Genesys Cloud' } },
					parameters: { ...node.parameters, timeRange: 'relative', limit: count, relativeAmount: hours },
				}
			: node,
	);
}

function wholeNumber(flag: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1)
		throw new Error(`${flag} must be a whole number above 0, not "${text}"`);
	return value;
}

main()
	.catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	})
	// n8n-core leaves timers behind that would keep the process for minutes.
	.finally(() => process.exit());
