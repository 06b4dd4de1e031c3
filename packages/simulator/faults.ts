import type { Fault } from './types';

/** Picks the fault that strikes a request and keeps count; a fault that is used up leaves the list. */
export class FaultScript {
	private readonly progress = new WeakMap<Fault, { passed: number; struck: number }>();

	constructor(readonly faults: Fault[]) {}

	strike(method: string, path: string, isTokenRequest: boolean): Fault | undefined {
		let hit: Fault | undefined;
		for (const fault of [...this.faults]) {
			if (!concerns(fault, `${method} ${path}`, isTokenRequest)) continue;
			const progress = this.progress.get(fault) ?? { passed: 0, struck: 0 };
			this.progress.set(fault, progress);
			if (progress.passed < (fault.after ?? 0)) progress.passed++;
			else if (!hit) {
				hit = fault;
				progress.struck++;
				if (progress.struck >= (fault.times ?? 1)) this.remove(fault);
			}
		}
		return hit;
	}

	/** The store of presigned addresses is no part of the API: only a fault that names the path strikes it. */
	strikeMedia(method: string, path: string): Fault | undefined {
		const named = this.faults.some((fault) => fault.on?.test(`${method} ${path}`));
		return named ? this.strike(method, path, false) : undefined;
	}

	private remove(fault: Fault): void {
		this.faults.splice(this.faults.indexOf(fault), 1);
		this.progress.delete(fault);
	}
}

function concerns(fault: Fault, request: string, isTokenRequest: boolean): boolean {
	if (fault.on) return fault.on.test(request);
	return isTokenRequest === (fault.kind === 'tokenRateLimit');
}

/** What a proxy makes of a body; of none, where there was none. It only touches JSON. */
export function rewritten(body: string | Buffer, { rewrite = () => ({}) }: Fault): string | Buffer {
	const text = body.toString('utf8');
	if (text !== '' && !/^\s*["[{\dtfn-]/.test(text)) return body;
	return JSON.stringify(rewrite(text === '' ? undefined : JSON.parse(text)));
}

type Aim = Pick<Fault, 'on' | 'after' | 'times'>;

export interface Hints extends Aim {
	/** Seconds in the Retry-After header. */
	retryAfter?: number;
	/** Seconds in the body's sentence. */
	bodySeconds?: number;
	/** Seconds in the inin-ratelimit-reset header. */
	reset?: number;
}

/** A 429 with exactly the hints given; without any, it only says that there were too many requests. */
export function faults429({ retryAfter, bodySeconds, reset, ...aim }: Hints = {}): Fault {
	return {
		...aim,
		kind: 'status',
		status: 429,
		headers: {
			...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
			...(reset === undefined ? {} : { 'inin-ratelimit-reset': String(reset) }),
		},
		body: {
			message:
				bodySeconds === undefined
					? 'Rate limit exceeded the maximum.'
					: `Rate limit exceeded the maximum. Retry the request in [${bodySeconds}] seconds`,
			code: bodySeconds === undefined ? 'too.many.requests' : 'too.many.requests.retry.after',
			status: 429,
			details: [],
			errors: [],
		},
	};
}

/** A gateway's own page: no JSON, and no API headers to rely on. */
export function fault502Html(aim: Aim = {}): Fault {
	return {
		...aim,
		kind: 'status',
		status: 502,
		headers: { 'content-type': 'text/html' },
		body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
	};
}

export function fault503(aim: Aim = {}): Fault {
	return apiFault(
		503,
		'service.unavailable',
		'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
		aim,
	);
}

export function fault504(aim: Aim = {}): Fault {
	return apiFault(504, 'request.timeout', 'The request timed out.', aim);
}

export function fault500(aim: Aim = {}): Fault {
	return apiFault(
		500,
		'internal.server.error',
		'The server encountered an unexpected condition which prevented it from fulfilling the request.',
		aim,
	);
}

/** The refusal of a client whose roles lack a permission. */
export function fault403(permission: string, aim: Aim = {}): Fault {
	return apiFault(
		403,
		'missing.permissions',
		`Unable to perform the requested action. You are missing the following permission(s): [${permission}]`,
		aim,
	);
}

function apiFault(status: number, code: string, message: string, aim: Aim): Fault {
	return { ...aim, kind: 'status', status, body: { message, code, status, details: [], errors: [] } };
}
