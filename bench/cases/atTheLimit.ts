import type { INodeParameters } from 'n8n-workflow';

import { runNode, type Host } from '../../test/support/engine';
import { createOrganization } from '../../packages/simulator';
import { bareRequests, costOf, signedIn } from '../clients';
import { minimumUnderLimit, SIDE_BY_SIDE } from '../limits';
import { ManyConversations } from '../manyConversations';
import { DAY, organization, RANGE, type Organization } from '../organization';
import { atMost, type Section, type Target } from '../report';

const LATENCY_MS = 150;
const LIMIT = { allowed: 30, windowSeconds: 5 };
/** By what factor the minimum may be exceeded. */
const OVER_MINIMUM = 1.15;

const TRANSCRIPTS = 1_000;
const EVALUATIONS = 5_000;
const AGENTS = 1_000;
const DAYS = 31;
const RECORDINGS = 200;
/** Users of a query, and records of a page of it. */
const AT_ONCE = 100;

interface Work {
	title: string;
	parameters: INodeParameters;
	/** What makes it a small one, run before: no n8n that is running is as slow as at its first request. */
	small: INodeParameters;
	/** What the rows have to be of, each of them. */
	subject: string;
	subjects: number;
	server(): Promise<Organization>;
	/** As docs/limits.md has it; for what depends on the answers, from the requests to a path that were seen. */
	requests(seenTo: (path: RegExp) => number): number;
	/** Whether `LIMIT` is in the way. */
	isLimited: boolean;
}

const range = (days: number) => ({
	timeRange: 'custom',
	startTime: new Date(RANGE.to - days * DAY).toISOString(),
	endTime: new Date(RANGE.to).toISOString(),
	returnAll: true,
	columns: 'all',
});

const agentIds = createOrganization({ users: AGENTS }).users.map(({ id }) => id);

const idsOf = (count: number) => {
	const all = new ManyConversations(count, RANGE.from, RANGE.to);
	return Array.from({ length: count }, (_, index) => all.idAt(index)).join();
};

const WORK: Work[] = [
	{
		title: `transcripts of ${TRANSCRIPTS} conversations`,
		parameters: { resource: 'conversation', operation: 'getTranscript', conversationId: idsOf(TRANSCRIPTS) },
		small: { conversationId: idsOf(1) },
		subject: 'conversationId',
		subjects: TRANSCRIPTS,
		server: async () => await organization(TRANSCRIPTS, { latencyMs: LATENCY_MS }),
		// One for each conversation, session and summary, and one for the records of 50 conversations.
		requests: (seenTo) =>
			TRANSCRIPTS + TRANSCRIPTS / 50 + seenTo(/\/transcripturls$/) + seenTo(/\/summaries$/),
		isLimited: false,
	},
	{
		title: `evaluations with questions of ${EVALUATIONS}`,
		parameters: {
			...{ resource: 'evaluation', operation: 'getAll', output: 'questions', matchBy: 'conversation' },
			...range(DAYS),
		},
		small: { returnAll: false, limit: 1 },
		subject: 'evaluationId',
		subjects: EVALUATIONS,
		server: async () =>
			await organization(EVALUATIONS, { latencyMs: LATENCY_MS, rateLimit: LIMIT }, { evaluated: true }),
		// One for each hundred and one that finds no more, one for automated scoring, and one for each form.
		requests: (seenTo) => EVALUATIONS / 100 + 1 + 1 + seenTo(/\/publishedforms\//),
		isLimited: true,
	},
	{
		title: `status history of ${AGENTS} agents, ${DAYS} days, by query`,
		parameters: {
			...{ resource: 'agent', operation: 'getStatusHistory', ...range(DAYS) },
			agents: agentIds.join(),
			options: { source: 'query', resolveNames: false },
		},
		small: { agents: agentIds[0]! },
		subject: 'agentId',
		subjects: AGENTS,
		server: async () => await organization(1, { latencyMs: LATENCY_MS, rateLimit: LIMIT }, { users: AGENTS }),
		// A record for each agent and day, and for each hundred agents one that finds no more.
		requests: () => (AGENTS / AT_ONCE) * (Math.floor((AT_ONCE * DAYS) / AT_ONCE) + 1),
		isLimited: true,
	},
	{
		title: `recordings of ${RECORDINGS} conversations, downloaded`,
		parameters: { resource: 'recording', operation: 'download', conversationId: idsOf(RECORDINGS) },
		small: { conversationId: idsOf(1) },
		subject: 'conversationId',
		subjects: 0,
		server: async () => await organization(RECORDINGS, { latencyMs: LATENCY_MS }),
		requests: () => RECORDINGS,
		isLimited: false,
	},
];

/** How close readings of many small answers come to what the rate limit and the latency allow. */
export async function atTheLimit(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const work of WORK) {
		const { elapsedMs, bareMs, seen } = await attempt(work);
		const seenTo = (path: RegExp) => seen.filter((each) => path.test(each.path)).length;
		const documented = work.requests(seenTo);
		const minimum = bareMs ?? minimumUnderLimit(documented, LIMIT, LATENCY_MS);
		const refused = seen.filter(({ status }) => status === 429).length;
		rows.push([
			work.title,
			`${(elapsedMs / 1_000).toFixed(2)} s`,
			`${(minimum / 1_000).toFixed(2)} s`,
			(elapsedMs / minimum).toFixed(2),
			String(seen.length),
			String(documented),
			String(refused),
		]);
		const text = `${work.title}: elapsed by the minimum, at most ${OVER_MINIMUM}`;
		targets.push(atMost(text, elapsedMs / minimum, OVER_MINIMUM));
	}
	return {
		title: '(j) Many small answers',
		method: `${LATENCY_MS} ms before each response of the API; evaluations and status history under ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s, the others without a rate limit in the way; one run each, in n8n's engine, already signed in and after a small run. Under the limit, the minimum is what no client can beat that has eight requests in flight: the full windows to wait for, and the requests of the last one. Without, it is how long the same requests take a bare client that sends eight at a time and only parses the answers; the files that come with them it leaves out.`,
		columns: ['work', 'elapsed', 'minimum', 'elapsed by minimum', 'requests', 'documented', 'answered 429'],
		rows,
		targets,
	};
}

async function attempt(work: Work) {
	const server = await work.server();
	try {
		await run(work, await signedIn(server), work.small);
		const host = await signedIn(server);
		await server.seen();
		let found = new Set<unknown>();
		const { elapsedMs } = await costOf(async () => void (found = await run(work, host)));
		if (found.size < Math.max(1, work.subjects)) throw new Error(`${work.title}: rows of ${found.size} only`);
		const seen = await server.seen();
		if (work.isLimited) return { elapsedMs, seen };
		const token = await server.token();
		const bare = await costOf(async () => await bareRequests(server, token, seen, SIDE_BY_SIDE));
		return { elapsedMs, bareMs: bare.elapsedMs, seen };
	} finally {
		await server.close();
	}
}

/** What the rows are of. */
async function run({ parameters, subject }: Work, host: Host, more: INodeParameters = {}) {
	const { items, error } = await runNode(
		{ url: '' },
		{ options: { resolveNames: false }, ...parameters, ...more },
		{ host },
	);
	if (error) throw error;
	return new Set<unknown>(items.map(({ json }) => json[subject]));
}
