import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rewritten, type FaultScript } from './faults';
import { queryOf } from './journal';
import type { JournalEntry } from './types';
import { breakWire } from './wire';

/** How long a presigned address is valid. */
const VALID_SECONDS = 600;

interface Stored {
	contentType: string;
	content: Buffer;
	/** Milliseconds on the simulator's clock. */
	expires: number;
}

/**
 * The store that presigned addresses lead to: another host than the API's, and not a part of it. The signature in the
 * address is all that counts; an Authorization header is refused, as a second way to sign in.
 */
export class MediaStore {
	readonly journal: JournalEntry[] = [];
	private readonly stored = new Map<string, Stored>();
	private readonly server: Server;

	constructor(
		private readonly now: () => number,
		private readonly script: FaultScript,
	) {
		this.server = createServer((request, response) => this.serve(request, response));
	}

	listen(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(0, '127.0.0.1', resolve);
		});
	}

	close(): Promise<void> {
		return new Promise((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
	}

	/** The presigned address of a content. */
	presign(path: string, contentType: string, content: string | Buffer): string {
		const signature = randomBytes(32).toString('hex');
		this.stored.set(`${path}?${signature}`, {
			contentType,
			content: Buffer.from(content),
			expires: this.now() + VALID_SECONDS * 1000,
		});
		const { port } = this.server.address() as AddressInfo;
		const date = new Date(this.now()).toISOString().replace(/[-:]|\.\d+/g, '');
		return `http://127.0.0.1:${port}${path}?X-Amz-Date=${date}&X-Amz-Expires=${VALID_SECONDS}&X-Amz-Signature=${signature}`;
	}

	private serve(request: IncomingMessage, response: ServerResponse): void {
		const url = new URL(request.url ?? '/', 'http://media');
		const entry: JournalEntry = {
			at: this.now(),
			method: request.method ?? 'GET',
			path: url.pathname,
			query: queryOf(url.searchParams),
			status: 0,
			correlationId: '',
		};
		// The journal holds no secret: the signature opens the content.
		delete entry.query['X-Amz-Signature'];
		this.journal.push(entry);
		const fault = this.script.strikeMedia(entry.method, entry.path);
		if (fault) entry.fault = fault.kind;
		if (fault?.kind === 'hang') return;
		if (fault?.kind === 'drop') return void response.destroy();
		const broken = breakWire(fault, request, response);
		if (broken !== undefined) return void (entry.status = broken);
		const stored = this.stored.get(`${url.pathname}?${url.searchParams.get('X-Amz-Signature')}`);
		const refused =
			fault?.kind === 'status' ? problem(fault.status ?? 500, 'InternalError') : this.check(request, stored);
		if (refused) {
			entry.status = refused.status;
			response.writeHead(refused.status, { 'content-type': 'application/xml', ...fault?.headers });
			return void response.end(refused.body);
		}
		const { contentType, content: kept } = stored!;
		const content = fault?.kind === 'body' ? Buffer.from(rewritten(kept, fault)) : kept;
		entry.status = 200;
		response.writeHead(200, { 'content-type': contentType, 'content-length': content.length });
		if (fault?.kind === 'dropMidBody') {
			response.write(content.subarray(0, content.length >> 1), () => response.destroy());
		} else response.end(content);
	}

	private check({ method, headers }: IncomingMessage, stored: Stored | undefined) {
		if (method !== 'GET') return problem(405, 'MethodNotAllowed');
		if (headers.authorization !== undefined)
			return problem(400, 'InvalidArgument', 'Only one auth mechanism allowed');
		if (!stored) return problem(403, 'SignatureDoesNotMatch');
		return stored.expires <= this.now() ? problem(403, 'AccessDenied', 'Request has expired') : undefined;
	}
}

interface Problem {
	status: number;
	body: string;
}

const problem = (status: number, code: string, message = code): Problem => ({
	status,
	body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
