import type { IDataObject } from 'n8n-workflow';
import { createConversations } from '../../packages/simulator';
import { Receiver } from './support/receiver';
import { preparedLines } from './support/prepared';
import { credentialData, type Stack, startStack } from './support/stack';
import { analytics, chain, CREDENTIAL_TYPE, postTo, trigger, webhook } from './support/workflows';

const HOUR = 3_600_000;
const COUNT = 450;
const from = Math.floor(Date.now() / HOUR) * HOUR - 30 * HOUR;
const conversations = createConversations({ count: COUNT, from, to: from + 24 * HOUR });

/** Genesys answers a wrong secret and an id of another region alike. */
const UNKNOWN_CLIENT =
	'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).';

/** What a user does first, with the package's tarball installed in every line of n8n that it is said to work in. */
describe.each(preparedLines())('n8n %s', (line) => {
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

	/** What the test button of the credential dialog shows, with other values in some of the fields. */
	const test = async (fields: IDataObject) => {
		const data = { ...credentialData(stack.simulator), ...fields };
		const credential = await stack.client.createCredential('Under test', CREDENTIAL_TYPE, data);
		return await stack.client.testCredential(CREDENTIAL_TYPE, credential);
	};

	it('says that a good credential connects', async () => {
		expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(stack.simulator.requests('/api/v2/tokens/me').at(-1)).toMatchObject({ status: 200 });
	});

	it('takes hosts with a slash at their end', async () => {
		const { url } = stack.simulator;
		expect(await test({ loginBaseUrl: `${url}/`, apiBaseUrl: `${url}/` })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', { clientSecret: 'not-the-secret' }],
		['a client that the region does not know', { clientId: 'c0ffee00-9999-4222-8333-444455556666' }],
	])('refuses %s, and shows nothing secret', async (_, fields) => {
		const { status, message } = await test(fields);
		expect(status).toBe('Error');
		expect(message).toContain(UNKNOWN_CLIENT);
		expect(message).not.toMatch(/secret/i);
	});

	it('says that nothing answers at a wrong host', async () => {
		const nowhere = 'http://127.0.0.1:9';
		expect(await test({ loginBaseUrl: nowhere, apiBaseUrl: nowhere })).toEqual({
			status: 'Error',
			message: 'The service refused the connection - perhaps it is offline',
		});
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
