/** The API's error answer (`ErrorBody`); the correlation id is added where it is sent. */
export interface ErrorBody {
	message: string;
	code: string;
	status: number;
	messageWithParams?: string;
	messageParams?: Record<string, string>;
	details: unknown[];
	errors: unknown[];
	limit?: { namespace: string; key: string; value: number };
}

export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly extra: Partial<ErrorBody> = {},
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}

	body(contextId: string): ErrorBody & { contextId: string } {
		return {
			message: this.message,
			code: this.code,
			status: this.status,
			contextId,
			details: [],
			errors: [],
			...this.extra,
		};
	}
}

export const badRequest = (message: string, code = 'bad.request') => new ApiError(400, code, message);

export const notFound = () => new ApiError(404, 'not.found', 'The requested resource was not found.');

export const invalidDate = () =>
	badRequest(
		'Dates must be specified as ISO-8601 strings. For example: yyyy-MM-ddTHH:mm:ss.SSSZ',
		'invalid.date',
	);

/** A message template with its parameters, as the API sends both. */
export function withParams(status: number, code: string, template: string, params: Record<string, string>) {
	const message = template.replace(/\[%(\w+)\]/g, (_, name: string) => `[${params[name] ?? ''}]`);
	const messageWithParams = template.replace(/\[%(\w+)\]/g, '[{$1}]');
	return new ApiError(status, code, message, { messageWithParams, messageParams: params });
}
