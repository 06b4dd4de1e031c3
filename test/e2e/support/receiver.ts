import { createServer, type RequestListener, type Server } from 'node:http';
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

/** Reads a request whole and answers with JSON. */
export function answering(answer: (request: ReceivedRequest) => unknown): RequestListener {
	return (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			const body = parsed(Buffer.concat(chunks).toString('utf8'));
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answer({ method, path, headers, body })));
		});
	};
}

/** The other side of a workflow: it takes every request and remembers it. */
export class Receiver {
	private constructor(
		readonly url: string,
		readonly received: ReceivedRequest[],
		private readonly server: Server,
	) {}

	static async start(
		answer: (request: ReceivedRequest) => unknown = () => ({ ok: true }),
	): Promise<Receiver> {
		const received: ReceivedRequest[] = [];
		const server = createServer(
			answering((request) => {
				received.push(request);
				return answer(request);
			}),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Receiver(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, server);
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
