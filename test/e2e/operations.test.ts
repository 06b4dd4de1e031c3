import type { IDataObject } from 'n8n-workflow';
import { faults429, fault502Html } from '../../packages/simulator/faults';
import { Receiver } from './support/receiver';
import { type Stack, startStack } from './support/stack';
import { analytics, chain, everySeconds, postTo, webhook, type NodeDraft } from './support/workflows';

let stack: Stack;
let paths = 0;

beforeAll(async () => {
	stack = await startStack({ tokenLifetimeSeconds: 3600 });
});

afterAll(async () => {
	await stack?.stop();
});

/** A published workflow of a webhook, one Genesys node and what comes after it; calling it returns the last node's rows. */
async function published(
	parameters: IDataObject,
	...after: NodeDraft[]
): Promise<() => Promise<IDataObject[]>> {
	const path = `operation-${++paths}`;
	const node = analytics(stack.credential, parameters);
	const workflow = await stack.client.importWorkflow(chain(path, webhook(path), node, ...after));
	await stack.client.activate(workflow);
	return async () => {
		const { status, body } = await stack.client.callWebhook<IDataObject[]>(path);
		expect({ status, body: status === 200 ? 'rows' : body }).toEqual({ status: 200, body: 'rows' });
		return body;
	};
}

async function rowsOf(parameters: IDataObject, ...after: NodeDraft[]): Promise<IDataObject[]> {
	return await (
		await published(parameters, ...after)
	)();
}

const LAST_DAY = { timeRange: 'relative', relativeAmount: 1, relativeUnit: 'days' };
const LAST_DAYS = { ...LAST_DAY, relativeAmount: 2 };
const ALL = { returnAll: true };
const ALL_OF_LAST_DAY = { resource: 'conversation', operation: 'getAll', ...LAST_DAY, returnAll: true };

describe('each operation answers a webhook', () => {
	it('conversation: get many, and one of them by its id', async () => {
		const rows = await rowsOf({ resource: 'conversation', operation: 'getAll', ...LAST_DAY, limit: 7 });
		expect(rows).toHaveLength(7);
		expect(rows[0]).toMatchObject({ conversationId: expect.any(String), startTime: expect.any(String) });

		const conversationId = rows[0]!.conversationId;
		const again = await rowsOf({ resource: 'conversation', operation: 'get', conversationId });
		expect(again).toEqual([expect.objectContaining({ conversationId, startTime: rows[0]!.startTime })]);
	});

	it.each([
		[
			'performance',
			'getKpis',
			LAST_DAY,
			['queueId', 'queueName', 'offered', 'serviceLevelPercent', 'ahtSeconds'],
		],
		['performance', 'query', { ...LAST_DAY, metrics: ['nOffered', 'tHandle'] }, ['queueId', 'queueName']],
		['performance', 'getFlowKpis', LAST_DAY, ['flowName', 'containmentPercent']],
		['performance', 'getBotKpis', LAST_DAY, ['botId']],
		['queue', 'getStatus', {}, ['queueId', 'queueName', 'waiting', 'onQueueAgents']],
		['agent', 'getStatus', ALL, ['agentId', 'agentName', 'presence', 'routingStatus']],
		['agent', 'getTimeInStatus', { ...LAST_DAY, ...ALL }, ['agentId', 'agentName', 'onQueueSeconds']],
		['agent', 'getStatusHistory', { ...LAST_DAY, ...ALL }, ['agentName', 'status', 'durationSeconds']],
		['evaluation', 'getAll', { ...LAST_DAYS, ...ALL }, ['evaluationId', 'agentName', 'submittedTime']],
		['evaluation', 'getAll', { ...LAST_DAYS, ...ALL, output: 'questions' }, ['evaluationId', 'question']],
		['survey', 'getAll', { ...LAST_DAYS, ...ALL }, ['surveyId', 'conversationId', 'status']],
		['survey', 'getAll', { ...LAST_DAYS, ...ALL, output: 'answers' }, ['surveyId', 'question']],
		['directory', 'getAll', { type: 'users', ...ALL }, ['userName']],
		['directory', 'getAll', { type: 'queues', ...ALL }, ['queueName']],
		['directory', 'getAll', { type: 'wrapUpCodes', ...ALL }, ['wrapUpName']],
		['directory', 'getAll', { type: 'flows', ...ALL }, ['flowName']],
		['directory', 'getAll', { type: 'topics', ...ALL }, ['topicName']],
	])('%s: %s %j', async (resource, operation, parameters, columns) => {
		const rows = await rowsOf({ resource, operation, columns: 'all', ...parameters });
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(columns));
	});

	it('transcripts, recordings and their files, of the calls that the node before found', async () => {
		// Of a day that is over: the same ones each time.
		const yesterday = { timeRange: 'yesterday', filters: { mediaTypes: ['voice'] }, limit: 30 };
		const of = async (resource: string, operation: string) => {
			const conversationId = '={{ $json.conversationId }}';
			const next = { name: 'Next' };
			return await rowsOf(
				{ resource: 'conversation', operation: 'getAll', ...yesterday },
				analytics(stack.credential, { resource, operation, conversationId, columns: 'all' }, next),
			);
		};

		const transcripts = await of('conversation', 'getTranscript');
		expect(transcripts).toHaveLength(30);
		for (const { reason, text } of transcripts) expect(reason === null).toBe(typeof text === 'string');
		expect(transcripts.some(({ text }) => String(text).includes('Agent: '))).toBe(true);

		const recordings = await of('recording', 'getAll');
		expect(recordings.length).toBeGreaterThan(0);
		const files = await of('recording', 'download');
		expect(new Set(files.map(({ recordingId }) => recordingId))).toEqual(
			new Set(recordings.map(({ recordingId }) => recordingId)),
		);
		expect(files.some(({ fileBytes }) => Number(fileBytes) > 0)).toBe(true);
	});

	it('account: get connection', async () => {
		const rows = await rowsOf({ resource: 'account', operation: 'getConnection', columns: 'all' });
		expect(rows).toEqual([
			expect.objectContaining({ organizationId: expect.any(String), apiBaseUrl: stack.simulator.url }),
		]);
	});
});

it('Extract From File reads the rows back from a CSV file', async () => {
	const extract: NodeDraft = {
		name: 'Extract From File',
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1,
		parameters: { operation: 'csv', options: { includeEmptyCells: true } },
	};
	// Long over, so that both readings find the same.
	const [startTime, endTime] = [30, 6].map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString());
	const range = { timeRange: 'custom', startTime, endTime, matchBy: 'ended' };
	const over = { ...ALL_OF_LAST_DAY, ...range, output: 'conversations', columns: 'all' };
	const items = await rowsOf(over);
	const read = await rowsOf({ ...over, returnAs: 'csv' }, extract);

	expect(items.length).toBeGreaterThan(100);
	// A file knows text only; what could be a formula has an apostrophe in front.
	const asText = (row: IDataObject) =>
		Object.values(row).map((cell) => String(cell ?? '').replace(/^'(?=[=+@-])/, ''));
	expect(read.map(Object.keys as (row: IDataObject) => string[])).toEqual(
		items.map((row) => Object.keys(row)),
	);
	expect(read.map(asText)).toEqual(items.map(asText));
});

describe('when something breaks in the middle', () => {
	it.each([
		[
			'the token dies',
			() => ({ kind: 'expireToken' as const, on: /conversations\/details\/query/, after: 2 }),
		],
		[
			'the API answers 429',
			() => faults429({ on: /conversations\/details\/query/, after: 2, retryAfter: 1 }),
		],
		['a gateway answers 502', () => fault502Html({ on: /conversations\/details\/query/, after: 2 })],
	])('%s: every conversation still comes, once', async (_, fault) => {
		const call = await published({
			...ALL_OF_LAST_DAY,
			timeRange: 'yesterday',
			options: { source: 'query' },
		});
		const ids = new Set((await call()).map(({ conversationId }) => conversationId));
		stack.simulator.faults.push(fault());

		const rows = await call();

		expect(stack.simulator.faults).toEqual([]);
		expect(rows).toHaveLength(ids.size);
		expect(new Set(rows.map(({ conversationId }) => conversationId))).toEqual(ids);
	});
});

it('two workflows at once on one credential both get everything, with one token', async () => {
	const [first, second] = await Promise.all([
		published({ ...ALL_OF_LAST_DAY, timeRange: 'yesterday' }),
		published({ ...ALL_OF_LAST_DAY, timeRange: 'yesterday', output: 'conversations', columns: 'all' }),
	]);
	const expected = (await first()).length;
	stack.simulator.expireTokens();
	const issued = stack.simulator.tokensIssued;

	const [standard, all] = await Promise.all([first(), second()]);

	expect(standard).toHaveLength(expected);
	expect(all).toHaveLength(expected);
	expect(stack.simulator.tokensIssued).toBe(issued + 1);
});

it('runs by schedule', async () => {
	const receiver = await Receiver.start();
	const node = analytics(stack.credential, { resource: 'queue', operation: 'getStatus' });
	const workflow = await stack.client.importWorkflow(
		chain('By schedule', everySeconds(2), node, postTo(receiver.url)),
	);
	await stack.client.activate(workflow);

	const [first, second] = (await receiver.bodies(2)) as Array<{ items: IDataObject[] }>;

	await stack.client.deactivate(workflow);
	await receiver.stop();
	expect(first!.items.length).toBeGreaterThan(1);
	expect(second!.items.map(({ queueId }) => queueId)).toEqual(first!.items.map(({ queueId }) => queueId));
});
