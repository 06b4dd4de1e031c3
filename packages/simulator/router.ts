import type { SimulatorClient } from './types';
import { ApiError, notFound, withParams } from './apiError';
import type { World } from './world';

export interface Context {
	world: World;
	/** Milliseconds on the simulator's clock. */
	now: number;
	path: string;
	params: Record<string, string>;
	query: URLSearchParams;
	/** Checked against the route's model already. */
	body: Record<string, unknown>;
	client: SimulatorClient;
	/** Host and port that the request was sent to. */
	host: string;
}

export interface Reply {
	status?: number;
	/** Sent as JSON, */
	json?: unknown;
	/** or JSON that is serialized already. */
	bytes?: Buffer;
}

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** `{name}` stands for one part of the path. */
	path: string;
	/** One of these is enough; */
	any?: string[];
	/** all of these are needed. */
	all?: string[];
	/** The query parameters that it knows; without this list it takes any. */
	query?: readonly string[];
	/** Name of the request model that the body must fit. */
	model?: string;
	handle(context: Context): Reply | Promise<Reply>;
}

export interface Match {
	route: Route;
	params: Record<string, string>;
}

/** Finds routes; words win over `{parameters}`. */
export class Router {
	private readonly table: { route: Route; parts: string[]; parameters: number }[];

	constructor(routes: Route[]) {
		this.table = routes
			.map((route) => {
				const parts = route.path.split('/');
				return { route, parts, parameters: parts.filter((part) => part.startsWith('{')).length };
			})
			.sort((a, b) => a.parameters - b.parameters);
	}

	match(method: string, path: string): Match {
		const wanted = method === 'HEAD' ? 'GET' : method;
		const parts = path.split('/');
		for (const { route, parts: pattern } of this.table) {
			if (route.method !== wanted || pattern.length !== parts.length) continue;
			const params: Record<string, string> = {};
			const fits = pattern.every((part, i) => {
				if (!part.startsWith('{')) return part === parts[i];
				params[part.slice(1, -1)] = decode(parts[i]!);
				return parts[i] !== '';
			});
			if (fits) return { route, params };
		}
		throw notFound();
	}
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw notFound();
	}
}

/** Throws the API's 403 where the route needs what is denied. */
export function checkPermissions(route: Route, denied: readonly string[]): void {
	const missing = (route.all ?? []).filter((permission) => denied.includes(permission));
	if (missing.length > 0) {
		throw forbidden(
			'missing.permissions',
			'Unable to perform the requested action. You are missing the following permission(s): ',
			missing,
		);
	}
	if (route.any && route.any.every((permission) => denied.includes(permission))) {
		throw forbidden(
			'missing.any.permissions',
			'Unable to perform the requested action. You must have at least one of the following permissions assigned: ',
			route.any,
		);
	}
}

/** Throws the API's 403 where the permission is there, but not for this conversation. */
export function checkDivision(
	{ path }: Route,
	{ conversationId = '' }: Record<string, string>,
	forbidden: readonly string[],
): void {
	// Analytics leave such conversations out instead.
	if (path.includes('/analytics/') || !forbidden.includes(conversationId)) return;
	throw new ApiError(403, 'not.authorized', 'You are not authorized to perform the requested action.');
}

/** Throws the API's 400 where a query parameter is unknown to the route. */
export function checkParameters(route: Route, query: URLSearchParams): void {
	if (!route.query) return;
	for (const name of query.keys()) {
		if (!route.query.includes(name)) {
			throw withParams(400, 'invalid.query.param', 'Query parameter [%name] is not known', { name });
		}
	}
}

function forbidden(code: string, sentence: string, permissions: string[]): ApiError {
	const list = `[${permissions.join(', ')}]`;
	return new ApiError(403, code, sentence + list, {
		messageWithParams: `${sentence}{permissions}`,
		messageParams: { permissions: list },
	});
}
