import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from './testClient';
import { connectSdk } from './testSdk';
import { createConversations, createOrganization, startSimulator, type Simulator } from './index';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
let now = NOW;
const organization = createOrganization();
const conversations = createConversations({
	count: 600,
	from: NOW - 6 * 3_600_000,
	to: NOW + 3_600_000,
	organization,
	damagedShare: 0,
});
const topicOf = (queueId: string) => `v2.analytics.queues.${queueId}.observations`;
const TOPICS = organization.queues.slice(0, 2).map(({ id }) => ({ id: topicOf(id) }));

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeEach(async () => {
	now = NOW;
	simulator = await startSimulator({ now: () => now, organization, conversations });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterEach(() => simulator.close());

interface Message {
	topicName: string;
	eventBody: { message?: string; group?: { queueId: string }; data?: { metrics: unknown[] }[] };
}

/** The client's end, as plain as it can be: it reads the server's text frames. */
function listen(connectUri: string): Promise<{ messages: Message[]; socket: Socket }> {
	const url = new URL(connectUri.replace('ws:', 'http:'));
	return new Promise((resolve, reject) => {
		const asking = request(url, {
			headers: {
				connection: 'Upgrade',
				upgrade: 'websocket',
				'sec-websocket-version': '13',
				'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
			},
		});
		asking.on('response', ({ statusCode }) => reject(new Error(`No upgrade: ${statusCode}`)));
		asking.on('error', reject);
		asking.on('upgrade', (response, socket: Socket) => {
			expect(response.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
			const messages: Message[] = [];
			let received = Buffer.alloc(0);
			socket.on('data', (bytes: Buffer) => {
				received = Buffer.concat([received, bytes]);
				for (;;) {
					const long = received[1] === 126;
					const start = long ? 4 : 2;
					if (received.length < start) return;
					const length = long ? received.readUInt16BE(2) : received[1]!;
					if (received.length < start + length) return;
					const payload = received.subarray(start, start + length);
					if ((received[0]! & 15) === 1) messages.push(JSON.parse(payload.toString()) as Message);
					received = received.subarray(start + length);
				}
			});
			resolve({ messages, socket });
		});
		asking.end();
	});
}

const masked = (text: string) => {
	const payload = Buffer.from(text);
	return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
};

const until = async (holds: () => boolean) => {
	while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

describe('notifications', () => {
	it('send queue observations to a channel of the SDK', async () => {
		const api = new sdk.NotificationsApi();
		const channel = await api.postNotificationsChannels();
		const subscribed = await api.putNotificationsChannelSubscriptions(channel.id!, TOPICS);
		expect(subscribed.entities!.map(({ state }) => state)).toEqual(['Permitted', 'Permitted']);
		const { messages, socket } = await listen(channel.connectUri!);
		simulator.publish();
		const observed = await client.post('/analytics/queues/observations/query', {
			filter: {
				type: 'or',
				predicates: organization.queues.slice(0, 2).map(({ id }) => ({ dimension: 'queueId', value: id })),
			},
			metrics: ['oWaiting', 'oInteracting', 'oMemberUsers'],
		});
		await until(() => messages.length >= observed.json.results.length);
		expect(new Set(messages.map(({ topicName }) => topicName))).toEqual(new Set(TOPICS.map(({ id }) => id)));
		for (const { group, data } of observed.json.results) {
			const told = messages.find((one) => JSON.stringify(one.eventBody.group) === JSON.stringify(group))!;
			expect(told.eventBody.data![0]!.metrics).toEqual(expect.arrayContaining(data));
		}
		socket.destroy();
	});

	it('beat where nothing is subscribed to, and answer a ping', async () => {
		const api = new sdk.NotificationsApi();
		const { id, connectUri } = await api.postNotificationsChannels();
		await api.postNotificationsChannelSubscriptions(id!, TOPICS);
		expect((await api.getNotificationsChannelSubscriptions(id!)).entities).toHaveLength(2);
		await api.deleteNotificationsChannelSubscriptions(id!);
		expect((await api.getNotificationsChannelSubscriptions(id!)).entities).toEqual([]);
		const { messages, socket } = await listen(connectUri!);
		simulator.publish();
		socket.write(masked('{"message":"ping"}'));
		await until(() => messages.length >= 2);
		expect(messages.map(({ eventBody }) => eventBody.message)).toEqual(['WebSocket Heartbeat', 'pong']);
		socket.destroy();
	});

	it('have twenty channels of a client; one more takes the place of the oldest without a listener', async () => {
		const api = new sdk.NotificationsApi();
		const first = await api.postNotificationsChannels();
		const { socket } = await listen(first.connectUri!);
		const second = await api.postNotificationsChannels();
		for (let i = 0; i < 19; i++) await api.postNotificationsChannels();
		const ids = (await api.getNotificationsChannels()).entities!.map(({ id }) => id);
		expect(ids).toHaveLength(20);
		expect([ids.includes(first.id), ids.includes(second.id)]).toEqual([true, false]);
		socket.destroy();
	});

	it('end after a day', async () => {
		const { json } = await client.post('/notifications/channels', undefined);
		now += 24 * 3_600_000;
		await expect(listen(json.connectUri)).rejects.toThrow('404');
	});

	it.each([
		['an unknown topic', [{ id: 'v2.users.x.presence' }], 400],
		['an unknown field', [{ id: TOPICS[0]!.id, colour: 'red' }], 400],
		['no list', { id: TOPICS[0]!.id }, 400],
		['more than 1,000 topics', Array.from({ length: 1001 }, (_, i) => ({ id: topicOf(`q${i}`) })), 400],
	])('refuse %s', async (_, topics, status) => {
		const { id } = (await client.post('/notifications/channels', undefined)).json;
		expect((await client.send('PUT', `/notifications/channels/${id}/subscriptions`, topics)).status).toBe(
			status,
		);
	});

	it('reject topics without permission: all of them, or one by one', async () => {
		simulator.options.deniedPermissions = ['analytics:queueObservation:view'];
		const { id } = (await client.post('/notifications/channels', undefined)).json;
		const path = `/notifications/channels/${id}/subscriptions`;
		const refused = await client.send('PUT', path, TOPICS);
		expect([refused.status, refused.json.code]).toEqual([403, 'missing.permissions']);
		const { entities } = (await client.send('PUT', `${path}?ignoreErrors=true`, TOPICS)).json;
		expect(entities[0]).toMatchObject({
			state: 'Rejected',
			missingPermissions: ['analytics:queueObservation:view'],
		});
		expect((await client.get(path)).json.entities).toEqual([]);
	});
});
