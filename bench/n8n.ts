import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import {
	createConversations,
	type Fault,
	faults429,
	fault502Html,
	type SimulatorOptions,
} from '../packages/simulator';
import { cleanUp, prepare } from '../test/e2e/support/prepared';
import { startQueueStack } from '../test/e2e/support/queueStack';
import { type Stack, startStack } from '../test/e2e/support/stack';
import { analytics, chain, CREDENTIAL_TYPE, type NodeDraft, webhook } from '../test/e2e/support/workflows';
import { minimumUnderLimit, requestsFor } from './limits';
import { atLeast, atMost, report, type Section, type Target } from './report';
import { measured, type Measured, repeated, show } from './statistics';

const RESULTS = join(__dirname, 'n8n.md');
const DAY = 86_400_000;
const to = new Date().setUTCHours(0, 0, 0, 0) - DAY;
const from = to - DAY;
const QUERY = /POST .*conversations\/details\/query/;

const LIMIT = { allowed: 30, windowSeconds: 5 };

interface Case {
	name: string;
	count: number;
	options: SimulatorOptions;
	faults?: () => Fault[];
	/** How many workflows run at the same time. */
	atOnce?: number;
	repeat: number;
	targets?: (runs: Record<Client, Run>) => Target[];
}

type Client = 'httpRequest' | 'query' | 'auto';

interface Run {
	/** From the call of the workflow's webhook to its answer. */
	seconds: Measured;
	/** Of each workflow; `failed` where one had an error. */
	rows: string;
	requests: number;
	refused: number;
}

const CASES: Case[] = [
	{ name: '230 conversations, 150 ms', count: 230, options: { latencyMs: 150 }, repeat: 3 },
	{
		name: '5,000 conversations, 150 ms',
		count: 5_000,
		options: { latencyMs: 150 },
		repeat: 3,
		targets: ({ httpRequest, query, auto }) => [
			atMost(
				'5,000 conversations: Auto by Query, at most 1.15',
				auto.seconds.median / query.seconds.median,
				1.15,
			),
			atLeast(
				'5,000 conversations: times faster than the HTTP Request node, at least 4',
				httpRequest.seconds.median / auto.seconds.median,
				4,
			),
		],
	},
	...[1, 2].map((atOnce): Case => {
		const minimum = minimumUnderLimit(atOnce * requestsFor(12_000), LIMIT, 0) / 1_000;
		const name = `${atOnce === 1 ? '12,000' : 'two of those at once'}, ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s`;
		return {
			name,
			count: 12_000,
			options: { rateLimit: LIMIT },
			atOnce,
			repeat: 1,
			targets: ({ query }) => [
				atMost(
					`${name}: Query by the windows to wait for (${minimum} s), at most 1.10`,
					query.seconds.median / minimum,
					1.1,
				),
			],
		};
	}),
	{
		name: '1,000 with a 502, a lost connection and a 429 of 7 s',
		count: 1_000,
		options: {},
		faults: () => [
			fault502Html({ on: QUERY, after: 2 }),
			{ kind: 'drop', on: QUERY, after: 4 },
			faults429({ on: QUERY, after: 6, retryAfter: 7 }),
		],
		repeat: 1,
	},
];

const COUNT: NodeDraft = {
	name: 'Count',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	executeOnce: true,
	parameters: { mode: 'raw', jsonOutput: '={{ { rows: $input.all().length } }}' },
};

const COUNT_DIFFERENT: NodeDraft = {
	...COUNT,
	parameters: {
		mode: 'raw',
		jsonOutput:
			'={{ { rows: $input.all().length, different: new Set($input.all().map((item) => item.json.conversationId)).size } }}',
	},
};

const range = {
	timeRange: 'custom',
	startTime: new Date(from).toISOString(),
	endTime: new Date(to).toISOString(),
};

function ours({ credential }: Pick<Stack, 'credential'>, source: string): NodeDraft[] {
	const options = { source, timeZone: 'UTC', resolveNames: false };
	const node = analytics(credential, { ...range, returnAll: true, options });
	return [node, COUNT];
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

/** Runs a workflow as often as the case asks for. */
async function measure(stack: Stack, { faults, atOnce = 1, repeat }: Case, nodes: NodeDraft[]): Promise<Run> {
	const path = `peer-${++paths}`;
	const workflow = await stack.client.importWorkflow(chain(path, webhook(path), ...nodes));
	await stack.client.activate(workflow);
	const call = async () => await stack.client.callWebhook<Array<{ rows: number }>>(path);
	let rows = '';
	const seconds = await repeated(repeat, async () => {
		stack.simulator.journal.length = 0;
		stack.simulator.faults.push(...(faults?.() ?? []));
		// A rate-limit window of an earlier run must be over.
		await setTimeout(LIMIT.windowSeconds * 1_000 + 100);
		const startedAt = performance.now();
		const answers = await Promise.all(Array.from({ length: atOnce }, call));
		const elapsed = (performance.now() - startedAt) / 1_000;
		rows = answers.map(({ status, body }) => (status === 200 ? String(body[0]?.rows) : 'failed')).join(' + ');
		stack.simulator.faults.length = 0;
		return elapsed;
	});
	const requests = stack.simulator.requests('/analytics/');
	await stack.client.deactivate(workflow);
	return {
		seconds: measured(seconds),
		rows,
		requests: requests.length,
		refused: requests.filter(({ status }) => status === 429).length,
	};
}

async function againstHttpRequest(stack: Stack): Promise<Section> {
	const clients: Record<Client, { name: string; nodes: NodeDraft[] }> = {
		httpRequest: { name: 'HTTP Request node', nodes: httpRequest(stack) },
		query: { name: 'this node, Query', nodes: ours(stack, 'query') },
		auto: { name: 'this node, Auto', nodes: ours(stack, 'auto') },
	};
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const one of CASES) {
		const { options } = stack.simulator;
		delete options.latencyMs;
		delete options.rateLimit;
		const conversations = createConversations({ count: one.count, from, to });
		Object.assign(options, { conversations }, one.options);
		const runs = {} as Record<Client, Run>;
		for (const client of Object.keys(clients) as Client[]) {
			const { name, nodes } = clients[client];
			const run = (runs[client] = await measure(stack, one, nodes));
			rows.push([
				one.name,
				name,
				show(run.seconds, 's'),
				run.rows,
				String(run.requests),
				String(run.refused),
			]);
		}
		targets.push(...(one.targets?.(runs) ?? []));
	}
	return {
		title: 'Against the HTTP Request node',
		method:
			'Each workflow consists of a webhook, the node, and a node that counts, in one real n8n on the same machine as the simulated organization. The HTTP Request node uses its own pagination, an expression over the rate limit headers for pacing and up to five tries, and returns conversations as they are; this node returns rows with its default columns. The minimum is the full rate limit windows to wait for.',
		columns: ['work', 'by', 'elapsed', 'rows', 'requests', 'answered 429'],
		rows,
		targets,
	};
}

const WORKERS = 4;
const EXECUTIONS = 12;
/** Conversations of each execution. */
const EACH = 1_900;

/** Twelve executions at once on four workers that know of each other only by what the server counts. */
async function onFourWorkers(): Promise<Section> {
	const conversations = createConversations({ count: EACH, from, to });
	const stack = await startQueueStack(WORKERS, { conversations, rateLimit: LIMIT });
	try {
		const { client, simulator } = stack;
		const workflow = await client.importWorkflow(
			chain('worker', webhook('worker'), ours(stack, 'query')[0]!, COUNT_DIFFERENT),
		);
		await client.activate(workflow);
		const call = async () => await client.callWebhook<Array<{ rows: number; different: number }>>('worker');
		// Each worker signs in and compiles what it needs.
		await Promise.all(Array.from({ length: WORKERS }, call));
		await setTimeout(LIMIT.windowSeconds * 1_000 + 100);
		simulator.journal.length = 0;
		const before = stack.finished();
		const startedAt = performance.now();
		const answers = await Promise.all(Array.from({ length: EXECUTIONS }, call));
		const seconds = (performance.now() - startedAt) / 1_000;
		const shares = stack.finished().map((count, worker) => count - before[worker]!);
		const requests = simulator.requests('/analytics/');
		const refused = requests.filter(({ status }) => status === 429).length;
		const complete = answers.filter(
			({ status, body }) => status === 200 && body[0]?.rows === EACH && body[0].different === EACH,
		).length;
		const minimum = minimumUnderLimit(EXECUTIONS * requestsFor(EACH), LIMIT, 0) / 1_000;
		return {
			title: 'Queue mode',
			method: `${EXECUTIONS} executions at once, each of all of ${EACH} conversations by query, on ${WORKERS} workers of one n8n with Redis and PostgreSQL; one credential, ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s. The minimum is the full rate limit windows to wait for.`,
			columns: ['elapsed', 'minimum', 'requests', 'answered 429', 'by worker', 'complete'],
			rows: [
				[
					`${seconds.toFixed(2)} s`,
					`${minimum.toFixed(2)} s`,
					String(requests.length),
					String(refused),
					shares.join(' + '),
					String(complete),
				],
			],
			targets: [
				atMost('elapsed by the windows to wait for, at most 1.15', seconds / minimum, 1.15),
				atMost('requests answered 429, at most 1 %', (100 * refused) / requests.length, 1),
				atLeast('executions that have each row once', complete, EXECUTIONS, 0),
			],
		};
	} finally {
		await stack.stop();
	}
}

const SECTIONS = { peer: againstPeer, queue: onFourWorkers };

async function againstPeer(): Promise<Section> {
	const stack = await startStack();
	try {
		return await againstHttpRequest(stack);
	} finally {
		await stack.stop();
	}
}

/**
 * The best that n8n has without this package, the HTTP Request node with its own paging and a pacing expression, beside
 * this package's node: same n8n, same server, one after the other; then several workers. `npm run bench:n8n` writes n8n.md,
 * `npm run bench:n8n -- queue` or `-- peer` runs one and only shows what it found.
 */
async function main(): Promise<void> {
	const wanted = process.argv.slice(2) as Array<keyof typeof SECTIONS>;
	prepare();
	try {
		const sections: Section[] = [];
		for (const name of wanted.length > 0 ? wanted : (['peer', 'queue'] as const))
			sections.push(await SECTIONS[name]());
		const text = report(sections, 'npm run bench:n8n');
		console.log(text);
		if (wanted.length === 0) writeFileSync(RESULTS, text);
	} finally {
		cleanUp();
	}
}

void main();
