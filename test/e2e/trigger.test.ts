import type { IDataObject } from 'n8n-workflow';
import { createConversations } from '../../packages/simulator';
import { Receiver } from './support/receiver';
import { type Stack, startStack } from './support/stack';
import { chain, postTo, trigger } from './support/workflows';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Around both ends of the observed time: what ends while the trigger starts or stops may be in or out. */
const MARGIN = 20 * SECOND;

/** About one conversation ends every second. */
const conversations = createConversations({
	count: 10_800,
	from: Date.now() - 2 * HOUR,
	to: Date.now() + HOUR,
});

let stack: Stack;
let receiver: Receiver;

beforeAll(async () => {
	stack = await startStack({ conversations });
	receiver = await Receiver.start();
});

afterAll(async () => {
	await stack?.stop();
	await receiver?.stop();
});

const wait = async (seconds: number) => await new Promise((resolve) => setTimeout(resolve, seconds * SECOND));

/** All items that the workflow behind a path was started with. */
const emitted = (path: string): IDataObject[] =>
	receiver.received
		.filter((request) => request.path === path)
		.flatMap(({ body }) => (body as { items: IDataObject[] }).items);

const unique = (values: unknown[]) => [...new Set(values)];

it('active for minutes and restarted in between, it loses nothing and repeats nothing', async () => {
	const { client, credential, n8n } = stack;
	const ended = trigger(credential, { event: 'conversationEnded', options: { settleSeconds: 5 } });
	const alarm = trigger(credential, {
		event: 'queueThreshold',
		metric: 'onQueueAgents',
		comparison: 'gte',
		threshold: 0,
	});
	for (const [name, node] of Object.entries({ ended, alarm })) {
		const workflow = await client.importWorkflow(chain(name, node, postTo(`${receiver.url}/${name}`)));
		await client.activate(workflow);
	}
	const from = Date.now();

	await wait(45);
	await n8n.pause();
	await wait(25);
	await n8n.resume();
	await wait(60);
	const to = Date.now();

	const ids = emitted('/ended').map(({ conversationId }) => conversationId);
	expect(ids).toEqual(unique(ids));

	const endedBetween = (start: number, end: number) =>
		[...conversations.ends.keys()]
			.filter((index) => conversations.ends[index]! >= start && conversations.ends[index]! < end)
			.map((index) => conversations.idAt(index));
	const due = endedBetween(from + MARGIN, to - MARGIN);
	expect(due.length).toBeGreaterThan(30);
	expect(due.filter((id) => !ids.includes(id))).toEqual([]);
	const possible = new Set(endedBetween(from - MARGIN, to));
	expect(ids.filter((id) => !possible.has(String(id)))).toEqual([]);

	const queues = emitted('/alarm').map(({ queueId }) => queueId);
	expect(queues.length).toBeGreaterThan(0);
	expect(queues).toEqual(unique(queues));
});
