import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../../test/support/engine';
import { createOrganization } from '../../packages/simulator';
import { costOf, signedIn } from '../clients';
import { minimumByLatency, minimumUnderLimit } from '../limits';
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
	/** What the rows have to be of, each of them. */
	subject: string;
	subjects: number;
	server(): Promise<Organization>;
	/** As docs/limits.md has it; for what depends on the answers, from the requests to a path that were seen. */
	requests(seenTo: (path: RegExp) => number): number;
	minimumMs(requests: number): number;
}

const range = (days: number) => ({
	timeRange: 'custom',
	startTime: new Date(RANGE.to - days * DAY).toISOString(),
	endTime: new Date(RANGE.to).toISOString(),
	returnAll: true,
	columns: 'all',
});

const idsOf = (count: number) => {
	const all = new ManyConversations(count, RANGE.from, RANGE.to);
	return Array.from({ length: count }, (_, index) => all.idAt(index)).join();
};

const byLatency = (requests: number) => minimumByLatency(requests, LATENCY_MS);
const byLimit = (requests: number) => minimumUnderLimit(requests, LIMIT, LATENCY_MS);

const WORK: Work[] = [
	{
		title: `transcripts of ${TRANSCRIPTS} conversations`,
		parameters: { resource: 'conversation', operation: 'getTranscript', conversationId: idsOf(TRANSCRIPTS) },
		subject: 'conversationId',
		subjects: TRANSCRIPTS,
		server: async () => await organization(TRANSCRIPTS, { latencyMs: LATENCY_MS }),
		// One for each conversation, session and summary, and one for the records of 50 conversations.
		requests: (seenTo) =>
			TRANSCRIPTS + TRANSCRIPTS / 50 + seenTo(/\/transcripturls$/) + seenTo(/\/summaries$/),
		minimumMs: byLatency,
	},
	{
		title: `evaluations with questions of ${EVALUATIONS}`,
		parameters: {
			...{ resource: 'evaluation', operation: 'getAll', output: 'questions', matchBy: 'conversation' },
			...range(DAYS),
		},
		subject: 'evaluationId',
		subjects: EVALUATIONS,
		server: async () =>
			await organization(EVALUATIONS, { latencyMs: LATENCY_MS, rateLimit: LIMIT }, { evaluated: true }),
		// One for each hundred and one that finds no more, one for automated scoring, and one for each form.
		requests: (seenTo) => EVALUATIONS / 100 + 1 + 1 + seenTo(/\/publishedforms\//),
		minimumMs: byLimit,
	},
	{
		title: `status history of ${AGENTS} agents, ${DAYS} days, by query`,
		parameters: {
			...{ resource: 'agent', operation: 'getStatusHistory', ...range(DAYS) },
			agents: createOrganization({ users: AGENTS })
				.users.map(({ id }) => id)
				.join(),
			options: { source: 'query', resolveNames: false },
		},
		subject: 'agentId',
		subjects: AGENTS,
		server: async () => await organization(1, { latencyMs: LATENCY_MS, rateLimit: LIMIT }, { users: AGENTS }),
		// A record for each agent and day.
		requests: () => (AGENTS / AT_ONCE) * Math.ceil((AT_ONCE * DAYS) / AT_ONCE),
		minimumMs: byLimit,
	},
	{
		title: `recordings of ${RECORDINGS} conversations, downloaded`,
		parameters: { resource: 'recording', operation: 'download', conversationId: idsOf(RECORDINGS) },
		subject: 'conversationId',
		subjects: 0,
		server: async () => await organization(RECORDINGS, { latencyMs: LATENCY_MS }),
		requests: () => RECORDINGS,
		minimumMs: byLatency,
	},
];

/** How close readings of many small answers come to what the rate limit and the latency allow. */
export async function atTheLimit(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const work of WORK) {
		const { elapsedMs, seen } = await attempt(work);
		const seenTo = (path: RegExp) => seen.filter((each) => path.test(each.path)).length;
		const documented = work.requests(seenTo);
		const minimum = work.minimumMs(documented);
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
		method: `${LATENCY_MS} ms before each response of the API; evaluations and status history under ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s, the others without a rate limit in the way; one run each, in n8n's engine, already signed in. The minimum is that of the requests that docs/limits.md speaks of: the full windows to wait for and one latency, or without a limit, eight at a time.`,
		columns: ['work', 'elapsed', 'minimum', 'elapsed by minimum', 'requests', 'documented', 'answered 429'],
		rows,
		targets,
	};
}

async function attempt({ title, parameters, server: start, subject, subjects }: Work) {
	const server = await start();
	try {
		const host = await signedIn(server);
		await server.seen();
		let found = new Set<unknown>();
		const { elapsedMs } = await costOf(async () => {
			const { items, error } = await runNode(
				{ url: '' },
				{ options: { resolveNames: false }, ...parameters },
				{ host },
			);
			if (error) throw error;
			found = new Set(items.map(({ json }) => json[subject]));
		});
		if (found.size < Math.max(1, subjects)) throw new Error(`${title}: rows of ${found.size} only`);
		return { elapsedMs, seen: await server.seen() };
	} finally {
		await server.close();
	}
}
