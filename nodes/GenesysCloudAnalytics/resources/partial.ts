import type { Period } from '../fields/timeRange';
import { UserFacingError } from '../messages/userFacingError';

/**
 * The option Allow Partial Results.
 *
 * @throws UserFacingError for a sync: its mark would move past what is missing
 */
export function partialOrNone(allowPartial: boolean, { isSync }: Pick<Period, 'isSync'>): boolean {
	if (!allowPartial || !isSync) return allowPartial;
	throw new UserFacingError(
		'A sync must not skip what could not be retrieved: it would never be read again',
		'Turn off the option Allow Partial Results, or choose another time range than Since.',
	);
}
