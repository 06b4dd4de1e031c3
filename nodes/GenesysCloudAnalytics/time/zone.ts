import { DateTime } from 'luxon';

import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';

/**
 * A moment in a time zone.
 *
 * @param timeZone IANA name
 * @param ms since the epoch
 * @throws UserFacingError for a zone that there isn't
 */
export function momentIn(timeZone: string, ms: number): DateTime {
	const at = DateTime.fromMillis(ms, { zone: timeZone });
	if (at.isValid) return at;
	throw new UserFacingError(
		`The time zone "${shown(timeZone)}" is unknown`,
		'Use an IANA name such as Europe/Berlin in the option Time Zone.',
	);
}
