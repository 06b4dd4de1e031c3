import type { IDataObject } from 'n8n-workflow';
import { createConversations } from '../../packages/simulator';
import { Receiver } from './support/receiver';
import { shared } from './support/prepared';
import { credentialData, type Stack, startStack } from './support/stack';
import { analytics, chain, CREDENTIAL_TYPE, postTo, trigger, webhook } from './support/workflows';

const HOUR = 3_600_000;
const COUNT = 450;
const from = Math.floor(Date.now() / HOUR) * HOUR - 30 * HOUR;
const conversations = createConversations({ count: COUNT, from, to: from + 24 * HOUR });

/** What a user does first, with the package's tarball installed in every line of n8n that it is said to work in. */
describe.each(Object.keys(shared().installations))('n8n %s', (line) => {
	let stack: Stack;

	beforeAll(async () => {
		stack = await startStack({ conversations }, {}, line);
	});

	afterAll(async () => {
		await stack?.stop();
	});

	it('is of that version', async () => {
		expect(await stack.client.version()).toBe(line);
	});

	it('says that a good credential connects, and refuses a wrong secret', async () => {
		const { client, simulator, credential } = stack;
		expect(await client.testCredential(CREDENTIAL_TYPE, credential)).toMatchObject({ status: 'OK' });

		const data = { ...credentialData(simulator), clientSecret: 'not-the-secret' };
		const wrong = await client.createCredential('Wrong secret', CREDENTIAL_TYPE, data);
		expect(await client.testCredential(CREDENTIAL_TYPE, wrong)).toMatchObject({ status: 'Error' });
	});

	it('gets many conversations, complete and with names', async () => {
		const range = {
			timeRange: 'custom',
			startTime: new Date(from).toISOString(),
			endTime: new Date(from + 24 * HOUR).toISOString(),
		};
		const workflow = await stack.client.importWorkflow(
			chain('Get many', webhook('get-many'), analytics(stack.credential, { ...range, returnAll: true })),
		);
		await stack.client.activate(workflow);

		const { status, body } = await stack.client.callWebhook<IDataObject[]>('get-many');

		expect(status).toBe(200);
		expect(new Set(body.map(({ conversationId }) => conversationId)).size).toBe(COUNT);
		expect(body).toHaveLength(COUNT);
		expect(body.some(({ queueName }) => queueName === 'Billing')).toBe(true);
	});

	it("starts a workflow when the trigger's queues cross their threshold", async () => {
		const receiver = await Receiver.start();
		const alarm = trigger(stack.credential, {
			event: 'queueThreshold',
			metric: 'onQueueAgents',
			comparison: 'gte',
			threshold: 0,
		});
		const workflow = await stack.client.importWorkflow(chain('Alarm', alarm, postTo(receiver.url)));
		await stack.client.activate(workflow);

		const [first] = (await receiver.bodies(1)) as Array<{ items: IDataObject[] }>;

		await stack.client.deactivate(workflow);
		await receiver.stop();
		expect(first!.items.length).toBeGreaterThan(1);
		expect(first!.items[0]).toMatchObject({
			queueName: expect.any(String),
			onQueueAgents: expect.any(Number),
		});
	});
});
