import {
	createConversations,
	fault503,
	fault504,
	type Fault,
	type SimulatorOptions,
} from '../../packages/simulator';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { custom, DAY } from '../support/records';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const ELEVEN_DAYS = custom(NOW - 11 * DAY, NOW - DAY);
const conversations = createConversations({ count: 2_500, from: NOW - 11 * DAY, to: NOW - DAY });

interface Scene {
	options?: SimulatorOptions;
	faults?: Fault[];
	parameters: object;
}

afterEach(stopSimulating);

/** What n8n's debug log holds after a run of Conversation > Get Many. */
async function logOf({ options = {}, faults = [], parameters }: Scene): Promise<string> {
	const simulator = await simulateAt(NOW, { conversations, ...options });
	simulator.faults.push(...faults);
	const host = createHost(simulatorCredential(simulator));
	const { error } = await runNode(simulator, { options: { resolveNames: false }, ...parameters }, { host });
	expect(error).toBeUndefined();
	return host.logs.join('\n');
}

const all = (source: string) => ({
	...ELEVEN_DAYS,
	returnAll: true,
	options: { resolveNames: false, source },
});

const SCENES: Array<[decision: string, scene: Scene, said: RegExp]> = [
	[
		'which source was chosen by the limit',
		{ parameters: { timeRange: 'last24Hours', limit: 50 } },
		/conversations are read by 1 query: at most 50 conversations are wanted/,
	],
	[
		'which source was chosen by the number of conversations',
		{ options: { rateLimit: { allowed: 24, windowSeconds: 60 } }, parameters: all('auto') },
		/conversations are read by 1 details job and 2 queries: there are about \d{4} conversations/,
	],
	[
		'which source the form names',
		{ parameters: all('query') },
		/conversations are read by \d+ quer(y|ies): Source is Details Query/,
	],
	['that a job was created', { parameters: all('job') }, /details job [0-9a-f-]{36} has been created/],
	[
		'that a job has to wait for a slot',
		{
			faults: [
				{
					kind: 'status',
					status: 429,
					on: /POST .*jobs/,
					body: { message: 'Too many concurrent queries', status: 429, code: 'jobs.concurrent' },
				},
			],
			parameters: all('job'),
		},
		/no free slot for a details job; again in 15 s/,
	],
	[
		'how long was waited for the rate limit',
		{
			options: { rateLimit: { allowed: 3, windowSeconds: 60 } },
			parameters: { ...custom(NOW - 4 * DAY, NOW - 2 * DAY), returnAll: true, options: { source: 'query' } },
		},
		/waited \d\d\.\d s for the rate limit: 3 of 3 requests were used/,
	],
	[
		'that a request is sent again, and when',
		{
			faults: [fault503({ on: /details\/query/ }), fault503({ on: /details\/query/ })],
			parameters: { timeRange: 'lastHour' },
		},
		/details\/query has failed once; again in \d\.\d s[^]*has failed 2 times; again in \d\.\d s/,
	],
	[
		'that a request was split',
		{ options: { limits: { maxDaysUnfiltered: 3 } }, parameters: all('query') },
		/too much for one request: asked for in \d parts/,
	],
	[
		'that pages became smaller',
		{ faults: [fault504({ on: /jobs\/.*results/ })], parameters: all('job') },
		/job results: a page of 1000 took too long; 500 from now on/,
	],
	[
		'which slice of a sync was read',
		{
			parameters: {
				timeRange: 'since',
				since: '',
				firstLoadStart: new Date(NOW - 9 * DAY).toISOString(),
				maxDays: 2,
			},
		},
		/Time range: 11 Nov 2026.*this is a first load/,
	],
];

it.each(SCENES)('the debug log tells %s', async (_, scene, said) => {
	expect(await logOf(scene)).toMatch(said);
});
