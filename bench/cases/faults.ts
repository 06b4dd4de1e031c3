import { fault502Html, faults429 } from '../../packages/simulator';
import { costOf, getMany, signedIn } from '../clients';
import { PAGE } from '../limits';
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
const MINIMUM_S = 7.65;
const MINIMUM_REQUESTS = COUNT / PAGE + FAULTS.length;

/** A run that the network and the server make hard. */
export async function withFaults(): Promise<Section> {
	const server = await organization(COUNT, { latencyMs: LATENCY_MS });
	const attempt = async () => {
		const host = await signedIn(server);
		await server.strike(FAULTS);
		const { elapsedMs } = await costOf(async () => void (await getMany(host, COUNT, { source: 'query' })));
		return { seconds: elapsedMs / 1_000, requests: (await server.seen()).length };
	};
	await attempt();
	const runs = await repeated(3, attempt);
	await server.close();
	const seconds = measured(runs.map((run) => run.seconds));
	const requests = measured(runs.map((run) => run.requests));
	return {
		title: '(f) With faults',
		method: `${COUNT} conversations, ${LATENCY_MS} ms before each answer; a 502, a dropped connection and a 429 that asks for ${WAIT_S} s.`,
		columns: ['', 'elapsed', 'requests'],
		rows: [
			['node', show(seconds, 's'), show(requests, '', 0)],
			['minimum', `${MINIMUM_S} s`, String(MINIMUM_REQUESTS)],
		],
		targets: [
			atMost('seconds, under 11', seconds.median, 11),
			atMost('requests, at most 14', requests.max, 14, 0),
		],
	};
}
