import { costOf, getMany, sdkLoop, signedIn } from '../clients';
import { organization } from '../organization';
import { atLeast, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

const LATENCY_MS = 150;
const SIZES = [
	{ count: 230, times: 5, atLeastFaster: 1 },
	{ count: 5_000, times: 3, atLeastFaster: 4 },
];

/** The node against the official SDK's plain loop. */
export async function againstSdk(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const { count, times, atLeastFaster } of SIZES) {
		const server = await organization(count, { latencyMs: LATENCY_MS });
		const byNode = async (options: { source: string }) => {
			const host = await signedIn(server);
			const { elapsedMs } = await costOf(async () => void (await getMany(host, count, options)));
			return { elapsedMs, requests: (await server.seen()).length };
		};
		await byNode({ source: 'query' });
		const runs = await repeated(times, async () => {
			const node = await byNode({ source: 'query' });
			const job = await byNode({ source: 'job' });
			const token = await server.token();
			const { elapsedMs } = await costOf(async () => void (await sdkLoop(server, token, count)));
			const sdk = { elapsedMs, requests: (await server.seen()).length };
			return { node, job, sdk, faster: elapsedMs / node.elapsedMs, jobFaster: elapsedMs / job.elapsedMs };
		});
		await server.close();
		const seconds = (of: 'node' | 'job' | 'sdk') =>
			show(measured(runs.map((run) => run[of].elapsedMs / 1_000)), 's');
		const requests = (of: 'node' | 'job' | 'sdk') =>
			show(measured(runs.map((run) => run[of].requests)), '', 0);
		const faster = measured(runs.map((run) => run.faster));
		rows.push(
			[String(count), 'SDK, page after page', seconds('sdk'), requests('sdk'), '1'],
			[String(count), 'node, source Query', seconds('node'), requests('node'), show(faster)],
			[
				String(count),
				'node, source Job',
				seconds('job'),
				requests('job'),
				show(measured(runs.map((run) => run.jobFaster))),
			],
		);
		targets.push(
			atLeast(
				`times faster than the SDK for ${count} conversations, at least ${atLeastFaster}`,
				faster.median,
				atLeastFaster,
			),
		);
	}
	return {
		title: '(a) Against the official SDK',
		method: `Conversations of six past days, ${LATENCY_MS} ms before each answer, no rate limit in the way; a job is ready at once; signed in before; names not resolved. The node and the SDK by turns.`,
		columns: ['conversations', 'client', 'elapsed', 'requests', 'times faster'],
		rows,
		targets,
	};
}
