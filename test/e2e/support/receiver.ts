import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './processes';

export interface ReceivedRequest {
	method: string;
	/** Path and query. */
	path: string;
	headers: Record<string, string | string[] | undefined>;
	/** Parsed where it is JSON, text otherwise. */
	body: unknown;
}

/** The other side of a workflow: it takes every request, remembers it and answers what it was told to. */
export class Receiver {
	readonly received: ReceivedRequest[] = [];

	private constructor(
		readonly url: string,
		private readonly server: Server,
	) {}

	static async start(
		answer: (request: ReceivedRequest) => unknown = () => ({ ok: true }),
	): Promise<Receiver> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				const entry = {
					method: request.method ?? '',
					path: request.url ?? '',
					headers: request.headers,
					body: parsed(text),
				};
				receiver.received.push(entry);
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer(entry)));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const receiver = new Receiver(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
		return receiver;
	}

	/** The bodies received so far, once there are so many. */
	async bodies(count: number, patience = 60_000): Promise<unknown[]> {
		return await until(
			() => {
				if (this.received.length < count)
					throw new Error(`${this.received.length} of ${count} requests came`);
				return this.received.map(({ body }) => body);
			},
			{ patience },
		);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
