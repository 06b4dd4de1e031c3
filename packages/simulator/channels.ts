import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { badRequest, notFound } from './apiError';
import { DAY, iso } from './interval';
import { WebSocketConnection } from './webSocket';

const MOST_CHANNELS = 20;
const MOST_TOPICS = 1000;

export interface Channel {
	id: string;
	clientId: string;
	/** The end of the address, and all that a connection has to know. */
	secret: string;
	/** Milliseconds on the simulator's clock. */
	expires: number;
	topics: Set<string>;
	connections: Set<WebSocketConnection>;
}

/** Notification channels and who listens to them. */
export class Channels {
	private readonly channels = new Map<string, Channel>();

	constructor(private readonly now: () => number) {}

	/** Beyond twenty channels, a new one replaces the oldest that nobody is connected to. */
	create(clientId: string): Channel {
		const own = this.of(clientId);
		if (own.length >= MOST_CHANNELS) {
			const idle = own.find(({ connections }) => connections.size === 0);
			if (!idle) {
				throw badRequest(`No more than ${MOST_CHANNELS} channels may be connected`, 'limit.exceeded');
			}
			this.channels.delete(idle.id);
		}
		const channel: Channel = {
			id: randomUUID(),
			clientId,
			secret: randomBytes(16).toString('hex'),
			expires: this.now() + DAY,
			topics: new Set(),
			connections: new Set(),
		};
		this.channels.set(channel.id, channel);
		return channel;
	}

	of(clientId: string): Channel[] {
		return this.live().filter((channel) => channel.clientId === clientId);
	}

	find(id: string | undefined, clientId: string): Channel {
		const channel = this.of(clientId).find((one) => one.id === id);
		if (!channel) throw notFound();
		return channel;
	}

	subscribe(channel: Channel, topics: Iterable<string>): void {
		const all = new Set(topics);
		if (all.size > MOST_TOPICS) {
			throw badRequest(`No more than ${MOST_TOPICS} topics may be subscribed to`, 'limit.exceeded');
		}
		channel.topics = all;
	}

	connect(request: IncomingMessage, socket: Duplex): void {
		const secret = /^\/channels\/(\w+)$/.exec(request.url ?? '')?.[1];
		const channel = this.live().find((one) => one.secret === secret);
		if (!channel) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
		const connection = WebSocketConnection.accept(request, socket);
		if (!connection) return;
		channel.connections.add(connection);
		connection.onClose = () => channel.connections.delete(connection);
		connection.onText = (text) => {
			if (text.includes('"ping"')) connection.send(metadata('pong'));
		};
	}

	/** Sends each channel that is connected the events of its topics, or a heartbeat where there are none. */
	publish(eventsOf: (topic: string) => object[]): void {
		for (const { topics, connections } of this.live()) {
			if (connections.size === 0) continue;
			const events = [...topics].flatMap((topicName) =>
				eventsOf(topicName).map((eventBody) =>
					JSON.stringify({
						topicName,
						version: '2',
						eventBody,
						metadata: { CorrelationId: randomUUID() },
					}),
				),
			);
			for (const connection of connections) {
				(events.length > 0 ? events : [metadata('WebSocket Heartbeat')]).forEach((one) =>
					connection.send(one),
				);
			}
		}
	}

	close(): void {
		for (const { connections } of this.channels.values()) connections.forEach((one) => one.close(1001));
	}

	private live(): Channel[] {
		for (const channel of [...this.channels.values()]) {
			if (channel.expires > this.now()) continue;
			channel.connections.forEach((one) => one.close(1001));
			this.channels.delete(channel.id);
		}
		return [...this.channels.values()];
	}
}

const metadata = (message: string) =>
	JSON.stringify({ topicName: 'channel.metadata', eventBody: { message } });

/** `Channel` */
export const channelEntity = ({ id, secret, expires }: Channel, host: string) => ({
	id,
	connectUri: `ws://${host}/channels/${secret}`,
	expires: iso(expires),
});
