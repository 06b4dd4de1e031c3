import { ApiError } from '../../packages/simulator/apiError';
import { checkBody } from '../../packages/simulator/contract/check';
import { routes } from '../../packages/simulator/endpoints';
import { MediaStore } from '../../packages/simulator/media';
import { FaultScript } from '../../packages/simulator/faults';
import { Router } from '../../packages/simulator/router';
import type { SimulatorOptions } from '../../packages/simulator/types';
import { World } from '../../packages/simulator/world';
import { RateBudget } from '../../nodes/GenesysCloudAnalytics/transport/budget';
import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';
import type { Connection } from '../../nodes/GenesysCloudAnalytics/transport/connection';
import { circumstancesOf, GenesysError } from '../../nodes/GenesysCloudAnalytics/transport/errors';
import type { Failure } from '../../nodes/GenesysCloudAnalytics/transport/failure';
import type { Request } from '../../nodes/GenesysCloudAnalytics/transport/request';

const silent = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Connection['logger'];
const router = new Router(routes);

/**
 * A connection to a simulator without the network between them, for thousands of searches: what the endpoints answer is the
 * same, only HTTP, tokens and the rate limit are left out.
 *
 * @param left requests that the rate limit has left
 */
export function connectInProcess(options: SimulatorOptions, left: number): Connection {
	const world: World = new World(options, new MediaStore(() => world.now(), new FaultScript([])));
	const budget = new RateBudget();
	const now = clock.elapsed();
	budget.window = { allowed: left, used: 0, endsAfter: now + 3_600_000, endsBy: now + 3_600_000 };
	const connection: Connection = {
		apiHost: 'https://api.example.com',
		budget,
		logger: silent,
		log: () => {},
		signal: undefined,
		usage: { requests: 0, waitedMs: 0 },
		serverNow: () => undefined,
		lastRequest: undefined,
		within: () => connection,
		download: async () => {
			throw new Error('Retrieval fetches no files');
		},
		once: async (_, make) => await make(),
		async send<T>(request: Request): Promise<T> {
			const { route, params } = router.match(request.method, request.path);
			const query = new URLSearchParams(
				Object.entries(request.query ?? {}).flatMap(([name, value]) =>
					value === undefined ? [] : [value].flat().map((each): [string, string] => [name, String(each)]),
				),
			);
			try {
				const reply = await route.handle({
					world,
					now: world.now(),
					path: request.path,
					params,
					query,
					body: route.model ? checkBody(route.model, JSON.parse(JSON.stringify(request.body))) : {},
					client: { id: 'client', secret: '' },
					host: 'api.example.com',
				});
				return (reply.bytes ? JSON.parse(reply.bytes.toString()) : (reply.json ?? '')) as T;
			} catch (error) {
				if (!(error instanceof ApiError)) throw error;
				const failure: Failure = { kind: 'answer', status: error.status, headers: {}, body: error.body('') };
				const about = { host: 'api.example.com', hasOuterSpaces: false, tries: 1 };
				throw new GenesysError(failure, circumstancesOf(failure, about), request.path);
			}
		},
	};
	return connection;
}
