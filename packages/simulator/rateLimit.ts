import { ApiError } from './apiError';

/** A fixed window per token, opened by the first request in it. */
export class RateLimit {
	private readonly windows = new Map<string, { opened: number; count: number }>();

	/** Counts a request and gives the headers of its answer; throws the 429 where the window is used up. */
	count(
		token: string,
		limit: { allowed: number; windowSeconds: number },
		now: number,
	): Record<string, string> {
		const length = limit.windowSeconds * 1000;
		let window = this.windows.get(token);
		if (!window || now >= window.opened + length || now < window.opened) {
			window = { opened: now, count: 0 };
			this.windows.set(token, window);
		}
		const seconds = Math.max(1, Math.ceil((window.opened + length - now) / 1000));
		const used = window.count >= limit.allowed;
		if (!used) window.count++;
		const headers = {
			'inin-ratelimit-count': String(window.count),
			'inin-ratelimit-allowed': String(limit.allowed),
			'inin-ratelimit-reset': String(seconds),
		};
		if (used) throw tooManyRequests(seconds, headers);
		return headers;
	}
}

/** The documented 429, with `Retry-After` beside the window's headers. */
function tooManyRequests(seconds: number, headers: Record<string, string> = {}): ApiError {
	return new ApiError(
		429,
		'too.many.requests.retry.after',
		`Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
		{},
		{ ...headers, 'retry-after': String(seconds) },
	);
}
