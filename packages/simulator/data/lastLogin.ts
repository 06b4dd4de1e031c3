import { DAY, startOfUtcDay } from '../interval';
import type { Organization, UserEntity } from './organization';
import { dayOfWork } from './timeline';

/** When a user came online last, within the fortnight before; undefined where there was no such moment. */
export function lastLoginOf(user: UserEntity, organization: Organization, now: number): number | undefined {
	const isOffline = (id: string | undefined) =>
		organization.presences.find((presence) => presence.id === id)?.systemPresence === 'OFFLINE';
	const today = startOfUtcDay(now);
	for (let day = today; day > today - 14 * DAY; day -= DAY) {
		const { presences } = dayOfWork(user, organization, day);
		const logins = presences.filter(
			({ state, start }, i) =>
				i > 0 && start <= now && !isOffline(state) && isOffline(presences[i - 1]!.state),
		);
		if (logins.length > 0) return logins.at(-1)!.start;
	}
	return undefined;
}
