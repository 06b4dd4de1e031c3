import { UserFacingError } from '../messages/userFacingError';
import { GenesysError, sentenceOf } from '../transport/errors';

/** Why names could not be read, to stand behind a colon. Names never fail a run, so it has an answer to any error. */
export function reasonFor(error: unknown): string {
	if (error instanceof GenesysError) {
		const { permissions } = error.circumstances;
		if (error.status !== 403 || !permissions) return sentenceOf(error);
		return `the OAuth client is not allowed to read them; add the permission ${permissions} to one of its roles`;
	}
	return error instanceof UserFacingError ? sentenceOf(error) : 'an answer could not be read';
}
