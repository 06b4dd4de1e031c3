import { costOf, getMany, sdkLoop, signedIn } from '../clients';
import { organization } from '../organization';
import { atLeast, atMost, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

const LATENCY_MS = 150;
const SIZES = [
	{ count: 230, times: 5, atLeastFaster: 1 },
	{ count: 5_000, times: 3, atLeastFaster: 4 },
];

type Source = 'query' | 'job' | 'auto';
type Client = 'sdk' | Source;

const CLIENTS: Record<Client, string> = {
	sdk: 'SDK, page after page',
	query: 'node, source Query',
	job: 'node, source Job',
	auto: 'node, source Auto',
};

/** The node against the official SDK's plain loop. */
export async function againstSdk(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const { count, times, atLeastFaster } of SIZES) {
		const server = await organization(count, { latencyMs: LATENCY_MS });
		const byNode = async (source: Source) => {
			const host = await signedIn(server);
			const { elapsedMs } = await costOf(async () => void (await getMany(host, count, { source })));
			return { elapsedMs, requests: (await server.seen()).length };
		};
		const bySdk = async () => {
			const token = await server.token();
			const { elapsedMs } = await costOf(async () => void (await sdkLoop(server, token, count)));
			return { elapsedMs, requests: (await server.seen()).length };
		};
		await byNode('query');
		const runs = await repeated(times, async () => ({
			sdk: await bySdk(),
			query: await byNode('query'),
			job: await byNode('job'),
			auto: await byNode('auto'),
		}));
		await server.close();
		const faster = (client: Client) => measured(runs.map((run) => run.sdk.elapsedMs / run[client].elapsedMs));
		for (const [client, name] of Object.entries(CLIENTS) as Array<[Client, string]>) {
			rows.push([
				String(count),
				name,
				show(measured(runs.map((run) => run[client].elapsedMs / 1_000)), 's'),
				show(measured(runs.map((run) => run[client].requests)), '', 0),
				client === 'sdk' ? '1' : show(faster(client)),
			]);
		}
		targets.push(
			atLeast(
				`times faster than the SDK for ${count} conversations, at least ${atLeastFaster}`,
				faster('query').median,
				atLeastFaster,
			),
			atMost(
				`source Auto by source Query for ${count} conversations, at most 1.15`,
				measured(runs.map((run) => run.auto.elapsedMs / run.query.elapsedMs)).median,
				1.15,
			),
		);
	}
	return {
		title: '(a) Against the official SDK',
		method: `Conversations from six past days, ${LATENCY_MS} ms before each response, no rate limit in the way; a job is ready at once; already signed in; names not resolved. The node runs in n8n-core, the server in a separate process. The node and the SDK take turns.`,
		columns: ['conversations', 'client', 'elapsed', 'requests', 'times faster'],
		rows,
		targets,
	};
}
