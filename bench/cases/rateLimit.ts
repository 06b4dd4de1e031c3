import { costOf, getMany, signedIn } from '../clients';
import { minimumByJob, minimumUnderLimit, PAGE } from '../limits';
import { organization } from '../organization';
import { atMost, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

const COUNT = 12_000;
const LATENCY_MS = 150;
const LIMIT = { allowed: 30, windowSeconds: 5 };
const JOB_PAGE = 1_000;
/** A job is done so long after it was submitted. */
const READY_MS = 1_000;
const TIMES = 3;

interface Kind {
	source: 'query' | 'job';
	/** Requests that one workflow needs. */
	requests: number;
	minimumMs(workflows: number): number;
}

const byQuery: Kind = {
	source: 'query',
	requests: COUNT / PAGE,
	minimumMs: (workflows) => minimumUnderLimit((workflows * COUNT) / PAGE, LIMIT, LATENCY_MS),
};

/** Availability and submission, at least one look at the state, the pages and the deletion. */
const JOB_REQUESTS = COUNT / JOB_PAGE + 4;

const byJob: Kind = {
	source: 'job',
	// How often the state has to be looked at is the client's own affair: three looks are let pass.
	requests: JOB_REQUESTS + 2,
	minimumMs: (workflows) =>
		Math.max(
			minimumUnderLimit(workflows * JOB_REQUESTS, LIMIT, LATENCY_MS),
			LATENCY_MS + minimumByJob(COUNT / JOB_PAGE, READY_MS, LATENCY_MS),
		),
};

/** How near the details query comes to what the rate limit lets through. */
export async function limitByQuery(): Promise<Section> {
	return await underLimit('(b) Under a rate limit, by query', byQuery);
}

/** The same by details job. */
export async function limitByJob(): Promise<Section> {
	return await underLimit('(c) Under a rate limit, by job', byJob);
}

async function underLimit(title: string, kind: Kind): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	const server = await organization(COUNT, {
		latencyMs: LATENCY_MS,
		rateLimit: LIMIT,
		jobs: { queuedMs: READY_MS },
	});
	const attempt = async (workflows: number) => {
		const host = await signedIn(server);
		const { elapsedMs } = await costOf(async () => {
			await Promise.all(
				Array.from({ length: workflows }, async () => await getMany(host, COUNT, { source: kind.source })),
			);
		});
		const seen = await server.seen();
		const refused = seen.filter(({ status }) => status === 429).length;
		return { elapsedMs, requests: seen.length, refused, overMinimum: elapsedMs / kind.minimumMs(workflows) };
	};
	await attempt(1);
	for (const workflows of [1, 2]) {
		const runs = await repeated(TIMES, async () => await attempt(workflows));
		const over = measured(runs.map(({ overMinimum }) => overMinimum));
		const requests = measured(runs.map((run) => run.requests));
		const refused = measured(runs.map((run) => run.refused));
		const who = workflows === 1 ? 'one workflow' : 'two at once';
		rows.push([
			who,
			show(measured(runs.map(({ elapsedMs }) => elapsedMs / 1_000)), 's'),
			`${(kind.minimumMs(workflows) / 1_000).toFixed(2)} s`,
			show(over),
			show(requests, '', 0),
			show(refused, '', 0),
		]);
		targets.push(
			atMost(`${who}: elapsed by the minimum, at most 1.10`, over.median, 1.1),
			atMost(`${who}: requests answered 429, at most 1 %`, (100 * refused.max) / requests.median, 1),
			atMost(
				`${who}: requests, at most ${workflows * kind.requests}`,
				requests.max - refused.max,
				workflows * kind.requests,
				0,
			),
		);
	}
	await server.close();
	return {
		title,
		method: `${COUNT} conversations of six past days; ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s, ${LATENCY_MS} ms before each answer${kind.source === 'job' ? `, pages of ${JOB_PAGE}, a job that is ready after ${READY_MS} ms` : ''}. Two at once share a credential. The minimum is what no client can undercut: whole windows to wait for, and one latency for each request that needs the answer before.`,
		columns: ['', 'elapsed', 'minimum', 'elapsed by minimum', 'requests', 'answered 429'],
		rows,
		targets,
	};
}
