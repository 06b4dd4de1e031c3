import { fault502Html, faults429 } from '../../packages/simulator';
import { bareQuery, costOf, getMany, signedIn } from '../clients';
import { organization } from '../organization';
import { atMost, type Section } from '../report';
import { measured, repeated, show } from '../statistics';

const COUNT = 1_000;
const LATENCY_MS = 150;
const WAIT_S = 7;
const FAULTS = [
	{ ...fault502Html(), after: 2 },
	{ kind: 'drop', after: 4 } as const,
	{ ...faults429({ retryAfter: WAIT_S }), after: 6 },
];

/** A run that the network and the server make hard. */
export async function withFaults(): Promise<Section> {
	const server = await organization(COUNT, { latencyMs: LATENCY_MS });
	const struck = async (work: () => Promise<void>) => {
		await server.strike(FAULTS);
		const { elapsedMs } = await costOf(work);
		return { seconds: elapsedMs / 1_000, requests: (await server.seen()).length };
	};
	const byNode = async () => {
		const host = await signedIn(server);
		return await struck(async () => void (await getMany(host, COUNT, { source: 'query' })));
	};
	const bare = async () => {
		const token = await server.token();
		return await struck(async () => await bareQuery(server, token, COUNT));
	};
	await byNode();
	const runs = await repeated(3, async () => ({ node: await byNode(), minimum: await bare() }));
	await server.close();
	const of = (client: 'node' | 'minimum', what: 'seconds' | 'requests') =>
		measured(runs.map((run) => run[client][what]));
	const seconds = of('node', 'seconds');
	const requests = of('node', 'requests');
	return {
		title: '(f) With faults',
		method: `${COUNT} conversations, ${LATENCY_MS} ms before each response; a 502, a dropped connection and a 429 that asks for ${WAIT_S} s. The minimum is what the same faults cost a bare client in the same run: it requests all pages after the first at once, immediately repeats what failed, and waits out the 429. The node and the bare client take turns.`,
		columns: ['', 'elapsed', 'requests'],
		rows: [
			['node', show(seconds, 's'), show(requests, '', 0)],
			['minimum', show(of('minimum', 'seconds'), 's'), show(of('minimum', 'requests'), '', 0)],
		],
		targets: [
			atMost('seconds, under 11', seconds.median, 11),
			atMost('requests, at most 14', requests.max, 14, 0),
		],
	};
}
