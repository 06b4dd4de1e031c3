import {
	createConversations,
	type Fault,
	faults429,
	fault502Html,
	type SimulatorOptions,
} from '../packages/simulator';
import { install, NEWEST } from '../test/e2e/install';
import { packPackage, removePackage } from '../test/e2e/support/packPackage';
import { share } from '../test/e2e/support/prepared';
import { type Stack, startStack } from '../test/e2e/support/stack';
import { analytics, chain, CREDENTIAL_TYPE, type NodeDraft, webhook } from '../test/e2e/support/workflows';

/**
 * The best that n8n has without this package, the HTTP Request node with its own paging and a pacing expression, beside
 * this package's node: same n8n, same server, one after the other. `npx tsx tools/peer.ts` prints a table.
 */
const DAY = 86_400_000;
const to = new Date().setUTCHours(0, 0, 0, 0) - DAY;
const from = to - DAY;
const QUERY = /POST .*conversations\/details\/query/;

interface Case {
	name: string;
	count: number;
	options: SimulatorOptions;
	faults?: () => Fault[];
	/** How many workflows run at the same time. */
	atOnce?: number;
	repeat?: number;
}

const CASES: Case[] = [
	{ name: '230 conversations, 150 ms', count: 230, options: { latencyMs: 150 }, repeat: 3 },
	{ name: '5,000 conversations, 150 ms', count: 5_000, options: { latencyMs: 150 }, repeat: 3 },
	{
		name: '12,000, 30 requests per 5 s',
		count: 12_000,
		options: { rateLimit: { allowed: 30, windowSeconds: 5 } },
	},
	{
		name: 'two of those at once',
		count: 12_000,
		options: { rateLimit: { allowed: 30, windowSeconds: 5 } },
		atOnce: 2,
	},
	{
		name: '1,000 with a 502, a drop and a 429 of 7 s',
		count: 1_000,
		options: {},
		faults: () => [
			fault502Html({ on: QUERY, after: 2 }),
			{ kind: 'drop', on: QUERY, after: 4 },
			faults429({ on: QUERY, after: 6, retryAfter: 7 }),
		],
	},
];

const COUNT: NodeDraft = {
	name: 'Count',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	executeOnce: true,
	parameters: { mode: 'raw', jsonOutput: '={{ { rows: $input.all().length } }}' },
};

const range = {
	timeRange: 'custom',
	startTime: new Date(from).toISOString(),
	endTime: new Date(to).toISOString(),
};

function ours({ credential }: Stack, source: string): NodeDraft[] {
	const options = { source, timeZone: 'UTC', resolveNames: false };
	return [analytics(credential, { ...range, returnAll: true, output: 'raw', options }), COUNT];
}

function httpRequest({ credential, simulator }: Stack): NodeDraft[] {
	const body = {
		interval: `${range.startTime}/${range.endTime}`,
		order: 'asc',
		orderBy: 'conversationStart',
	};
	const used = "Number($response.headers['inin-ratelimit-count'])";
	const allowed = "Number($response.headers['inin-ratelimit-allowed'])";
	const reset = "Number($response.headers['inin-ratelimit-reset'])";
	const request: NodeDraft = {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials: { [CREDENTIAL_TYPE]: credential },
		retryOnFail: true,
		maxTries: 5,
		waitBetweenTries: 5000,
		parameters: {
			method: 'POST',
			url: `${simulator.url}/api/v2/analytics/conversations/details/query`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: CREDENTIAL_TYPE,
			sendBody: true,
			bodyParameters: { parameters: Object.entries(body).map(([name, value]) => ({ name, value })) },
			options: {
				pagination: {
					pagination: {
						parameters: {
							parameters: [
								{
									type: 'body',
									name: 'paging',
									value: '={{ { pageSize: 100, pageNumber: $pageCount + 1 } }}',
								},
							],
						},
						paginationCompleteWhen: 'other',
						completeExpression: '={{ !$response.body.conversations?.length }}',
						requestInterval: `={{ ${used} >= ${allowed} ? ${reset} * 1000 + 100 : 0 }}`,
					},
				},
			},
		},
	};
	const split: NodeDraft = {
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'conversations', options: {} },
	};
	return [request, split, COUNT];
}

let paths = 0;

/** Runs a workflow as often as the case asks for and describes the median run. */
async function measure(
	stack: Stack,
	{ faults, atOnce = 1, repeat = 1 }: Case,
	nodes: NodeDraft[],
): Promise<string> {
	const path = `peer-${++paths}`;
	const workflow = await stack.client.importWorkflow(chain(path, webhook(path), ...nodes));
	await stack.client.activate(workflow);
	const runs: Array<{ seconds: number; text: string }> = [];
	for (let i = 0; i < repeat; i++) {
		stack.simulator.journal.length = 0;
		stack.simulator.faults.push(...(faults?.() ?? []));
		// A rate-limit window of an earlier run must be over.
		await new Promise((resolve) => setTimeout(resolve, 5_100));
		const start = Date.now();
		const answers = await Promise.all(
			Array.from(
				{ length: atOnce },
				async () => await stack.client.callWebhook<Array<{ rows: number }>>(path),
			),
		);
		const seconds = (Date.now() - start) / 1000;
		const rows = answers
			.map(({ status, body }) => (status === 200 ? String(body[0]?.rows) : 'failed'))
			.join(' + ');
		const requests = stack.simulator.requests('/analytics/');
		const refused = requests.filter(({ status }) => status === 429).length;
		runs.push({
			seconds,
			text: `${seconds.toFixed(2)} s, ${rows} rows, ${requests.length} requests, ${refused} × 429`,
		});
		stack.simulator.faults.length = 0;
	}
	await stack.client.deactivate(workflow);
	return runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)]!.text;
}

async function main(): Promise<void> {
	const pack = packPackage();
	share({ installations: { [NEWEST]: install(console.log) }, pack });
	const stack = await startStack();
	console.log('| work | HTTP Request node | this node, query | this node, auto |\n|---|---|---|---|');
	for (const one of CASES) {
		const { options } = stack.simulator;
		delete options.latencyMs;
		delete options.rateLimit;
		Object.assign(
			options,
			{ conversations: createConversations({ count: one.count, from, to }) },
			one.options,
		);
		const cells: string[] = [];
		for (const nodes of [httpRequest(stack), ours(stack, 'query'), ours(stack, 'auto')]) {
			cells.push(await measure(stack, one, nodes));
		}
		console.log(`| ${one.name} | ${cells.join(' | ')} |`);
	}
	await stack.stop();
	removePackage(pack);
}

void main();
