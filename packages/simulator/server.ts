import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, badRequest } from './apiError';
import { checkBody } from './contract/check';
import { routes } from './endpoints';
import { eventsOf } from './endpoints/notifications';
import { FaultScript, rewritten } from './faults';
import { apiRequests, queryOf, TOKEN_PATH } from './journal';
import { MediaStore } from './media';
import { RateLimit } from './rateLimit';
import { checkDivision, checkParameters, checkPermissions, Router, type Reply } from './router';
import { Tokens } from './tokens';
import type { Fault, JournalEntry, Simulator, SimulatorOptions } from './types';
import { breakWire } from './wire';
import { World } from './world';

/** Starts an organization on loopback. Its login host and its API host are one address. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const service = new Service(options);
	const server = createServer((request, response) => void service.serve(request, response));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	server.on('upgrade', (request, socket) => service.world.channels.connect(request, socket));
	await service.media.listen();
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		options,
		journal: service.journal,
		mediaJournal: service.media.journal,
		faults: service.script.faults,
		expireTokens: () => service.tokens.expire(),
		get tokensIssued() {
			return service.tokens.issued;
		},
		get jobIds() {
			return [...service.world.jobs.ids, ...service.world.userJobs.ids];
		},
		requests: (pathPart = '') => apiRequests(service.journal, pathPart),
		publish: () => service.publish(),
		close: async () => {
			service.world.channels.close();
			await service.media.close();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}

const MAX_REQUEST_BYTES = 512_000;

interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
}

class Service {
	readonly journal: JournalEntry[] = [];
	readonly script = new FaultScript([]);
	readonly tokens: Tokens;
	readonly world: World;
	readonly media: MediaStore;
	private readonly limit = new RateLimit();
	private readonly router = new Router(routes);

	constructor(private readonly options: SimulatorOptions) {
		this.tokens = new Tokens(options);
		this.media = new MediaStore(() => (options.now ?? Date.now)(), this.script);
		this.world = new World(options, this.media);
	}

	/** What is subscribed to, as it is now. */
	publish(): void {
		const { world } = this;
		world.channels.publish((topic) => eventsOf(topic, world, world.now()));
	}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://simulator');
		const entry: JournalEntry = {
			at: this.world.now(),
			method: request.method ?? 'GET',
			path: url.pathname,
			query: queryOf(url.searchParams),
			status: 0,
			correlationId: randomUUID(),
		};
		this.journal.push(entry);
		const isToken = entry.path === TOKEN_PATH;
		const fault = this.script.strike(entry.method, entry.path, isToken);
		if (fault) entry.fault = fault.kind;
		const body = await readBody(request);
		if (body === undefined || fault?.kind === 'hang') return;
		if (fault?.kind === 'drop') return void response.destroy();
		const broken = breakWire(fault, request, response);
		if (broken !== undefined) return void (entry.status = broken);
		if (fault?.kind === 'expireToken') this.tokens.expire(request.headers.authorization);
		const answer = isToken
			? this.grant(entry, request, body, fault)
			: await this.answer(entry, request, url, body, fault);
		if (!isToken && this.options.latencyMs) {
			await new Promise((resolve) => setTimeout(resolve, this.options.latencyMs));
		}
		if (fault?.kind === 'dropAnswer') return void response.destroy();
		if (fault?.kind === 'body') answer.body = rewritten(answer.body, fault);
		entry.status = answer.status;
		send(response, answer, entry, fault?.kind === 'dropMidBody');
	}

	private grant(entry: JournalEntry, request: IncomingMessage, body: Buffer, fault?: Fault): Answer {
		if (fault?.kind === 'status') return scripted(fault, entry);
		if (entry.method !== 'POST') return json(405, { error: 'invalid_request', description: 'POST it' });
		const form = new URLSearchParams(body.toString('utf8'));
		const type = request.headers['content-type'] ?? '';
		const granted =
			fault?.kind === 'tokenRateLimit'
				? Tokens.rateLimited()
				: this.tokens.grant(request.headers.authorization, type, form, this.world.now());
		if (granted.clientId !== undefined) entry.clientId = granted.clientId;
		return json(granted.status, granted.body);
	}

	private async answer(
		entry: JournalEntry,
		request: IncomingMessage,
		url: URL,
		body: Buffer,
		fault?: Fault,
	): Promise<Answer> {
		const clientId = this.tokens.clientOf(request.headers.authorization);
		if (clientId !== undefined) entry.clientId = clientId;
		if (fault?.kind === 'status') return scripted(fault, entry);
		let headers: Record<string, string> = {};
		try {
			const { client, token } = this.tokens.authenticate(request.headers.authorization, this.world.now());
			headers = this.limit.count(
				token,
				this.options.rateLimit ?? { allowed: 300, windowSeconds: 60 },
				this.world.now(),
			);
			const { route, params } = this.router.match(entry.method, entry.path);
			checkPermissions(route, this.options.deniedPermissions ?? []);
			checkDivision(route, params, this.options.forbiddenConversationIds ?? []);
			checkParameters(route, url.searchParams);
			checkTime(this.options.slowPages, `${entry.method} ${entry.path}`, url.searchParams);
			const parsed = this.parse(entry, request, body);
			const reply: Reply = await route.handle({
				world: this.world,
				now: this.world.now(),
				path: entry.path,
				params,
				query: url.searchParams,
				body: route.model ? checkBody(route.model, parsed) : {},
				client,
				host: request.headers.host ?? '',
			});
			return {
				status: reply.status ?? 200,
				headers,
				body: reply.bytes ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)),
			};
		} catch (error) {
			const problem =
				error instanceof ApiError ? error : new ApiError(500, 'internal.server.error', String(error));
			return {
				status: problem.status,
				headers: { ...headers, ...problem.headers },
				body: JSON.stringify(problem.body(entry.correlationId)),
			};
		}
	}

	private parse(entry: JournalEntry, request: IncomingMessage, body: Buffer): unknown {
		if (body.length > MAX_REQUEST_BYTES) {
			throw new ApiError(
				413,
				'request.entity.too.large',
				`The request is over the size limit. Maximum bytes: ${MAX_REQUEST_BYTES}`,
			);
		}
		if (body.length === 0) return undefined;
		if (!request.headers['content-type']?.startsWith('application/json')) {
			throw new ApiError(
				415,
				'unsupported.media.type',
				'Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.',
			);
		}
		try {
			return (entry.body = JSON.parse(body.toString('utf8')));
		} catch {
			throw badRequest('The request could not be understood by the server due to malformed syntax.');
		}
	}
}

/** @throws ApiError where a gateway would have given up the page */
function checkTime(slow: SimulatorOptions['slowPages'], request: string, query: URLSearchParams): void {
	if (!slow?.on.test(request) || Number(query.get('pageSize')) <= slow.largest) return;
	throw new ApiError(504, 'request.timeout', 'The request timed out.');
}

/** Undefined where the client went away before it had sent everything. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
	try {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	} catch {
		return undefined;
	}
}

function json(status: number, body: object): Answer {
	return { status, headers: {}, body: JSON.stringify(body) };
}

/** A fault's own answer; an object gets the correlation id that an ErrorBody has. */
function scripted(fault: Fault, entry: JournalEntry): Answer {
	const body = fault.body ?? '';
	return {
		status: fault.status ?? 500,
		headers: fault.headers ?? {},
		body: typeof body === 'string' ? body : JSON.stringify({ contextId: entry.correlationId, ...body }),
	};
}

function send(response: ServerResponse, answer: Answer, entry: JournalEntry, cut: boolean): void {
	const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
	response.writeHead(answer.status, {
		'content-type': 'application/json',
		'content-length': bytes.length,
		'ININ-Correlation-Id': entry.correlationId,
		// The server's own clock, which the client's may differ from.
		Date: new Date(entry.at).toUTCString(),
		...answer.headers,
	});
	if (entry.method === 'HEAD') response.end();
	else if (cut) response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
	else response.end(bytes);
}
