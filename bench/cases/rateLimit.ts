import { bareJob, costOf, getMany, signedIn } from '../clients';
import { minimumUnderLimit, requestsFor } from '../limits';
import { organization, type Organization } from '../organization';
import { atMost, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

const COUNT = 12_000;
const LATENCY_MS = 150;
const LIMIT = { allowed: 30, windowSeconds: 5 };
const JOB_PAGE = 1_000;
/** How long after its submission a job is done. */
const READY_MS = 1_000;
const TIMES = 3;

/** Availability, submission, a look at the state, the pages, the deletion. */
const JOB_REQUESTS = COUNT / JOB_PAGE + 4;
/** How often a client has to poll the state is not known beforehand: this many more polls are allowed. */
const MORE_LOOKS = 2;

interface Kind {
	title: string;
	source: 'query' | 'job';
	/** Requests that one workflow may take. */
	requests: number;
	/** By what factor the minimum may be exceeded, where that is a target. */
	overMinimum?: number;
	method: string;
	minimumMs(server: Organization, workflows: number): Promise<number>;
}

/** How close the details query comes to what the rate limit allows. */
export async function limitByQuery(): Promise<Section> {
	return await underLimit({
		title: '(b) Under a rate limit, by query',
		source: 'query',
		requests: requestsFor(COUNT),
		overMinimum: 1.1,
		method:
			'The minimum is what no client can beat: the full windows that it has to wait for, plus one latency.',
		minimumMs: async (_, workflows) => minimumUnderLimit(workflows * requestsFor(COUNT), LIMIT, LATENCY_MS),
	});
}

/** The same by details job. */
export async function limitByJob(): Promise<Section> {
	return await underLimit({
		title: '(c) Under a rate limit, by job',
		source: 'job',
		requests: JOB_REQUESTS + MORE_LOOKS,
		overMinimum: 1.1,
		method: `Pages of ${JOB_PAGE}, and a job that is ready after ${READY_MS} ms. The minimum is how long the same requests take a bare client that knows when the job is ready and only parses the responses; for two at once, also the windows to wait for.`,
		async minimumMs(server, workflows) {
			const bare = await repeated(TIMES, async () => {
				const token = await server.token();
				return (await costOf(async () => await bareJob(server, token, READY_MS))).elapsedMs;
			});
			return Math.max(measured(bare).median, minimumUnderLimit(workflows * JOB_REQUESTS, LIMIT, LATENCY_MS));
		},
	});
}

async function underLimit({
	title,
	source,
	requests: allowed,
	overMinimum,
	method,
	minimumMs,
}: Kind): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	const server = await organization(COUNT, {
		latencyMs: LATENCY_MS,
		rateLimit: LIMIT,
		jobs: { queuedMs: READY_MS },
	});
	const attempt = async (workflows: number) => {
		const host = await signedIn(server);
		await server.seen();
		const { elapsedMs } = await costOf(async () => {
			await Promise.all(
				Array.from({ length: workflows }, async () => await getMany(host, COUNT, { source })),
			);
		});
		const seen = await server.seen();
		const refused = seen.filter(({ status }) => status === 429).length;
		return { elapsedMs, requests: seen.length, refused };
	};
	await attempt(1);
	for (const workflows of [1, 2]) {
		const minimum = await minimumMs(server, workflows);
		const runs = await repeated(TIMES, async () => await attempt(workflows));
		const over = measured(runs.map(({ elapsedMs }) => elapsedMs / minimum));
		const requests = measured(runs.map((run) => run.requests));
		const refused = measured(runs.map((run) => run.refused));
		const who = workflows === 1 ? 'one workflow' : 'two at once';
		rows.push([
			who,
			show(measured(runs.map(({ elapsedMs }) => elapsedMs / 1_000)), 's'),
			`${(minimum / 1_000).toFixed(2)} s`,
			show(over),
			show(requests, '', 0),
			show(refused, '', 0),
		]);
		const most = workflows * allowed;
		const shareRefused = (100 * refused.max) / requests.median;
		targets.push(
			...(overMinimum
				? [
						atMost(
							`${who}: elapsed by the minimum, at most ${overMinimum.toFixed(2)}`,
							over.median,
							overMinimum,
						),
					]
				: []),
			atMost(`${who}: requests answered 429, at most 1 %`, shareRefused, 1),
			atMost(`${who}: requests beside those, at most ${most}`, requests.max - refused.max, most, 0),
		);
	}
	await server.close();
	return {
		title,
		method: `${COUNT} conversations from six past days; ${LIMIT.allowed} requests per ${LIMIT.windowSeconds} s, ${LATENCY_MS} ms before each response; two at once share a credential. ${method}`,
		columns: ['', 'elapsed', 'minimum', 'elapsed by minimum', 'requests', 'answered 429'],
		rows,
		targets,
	};
}
