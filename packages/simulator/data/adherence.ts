import type { World } from '../world';
import { stateAt } from './timeline';
import type { UserEntity } from './organization';

const HOUR = 3_600_000;

/** A management unit: agents of every second team share one, those without a team are in none. */
export interface ManagementUnit {
	id: string;
	name: string;
	businessUnitId: string;
	timeZone: string;
	divisionId: string;
}

export function managementUnits({ organization }: World): ManagementUnit[] {
	const [division] = organization.divisions;
	return [
		['77777777-0000-4000-8000-000000000001', 'Day Shift', 'Europe/Berlin'],
		['77777777-0000-4000-8000-000000000002', 'Night Shift', 'America/New_York'],
	].map(([id, name, timeZone]) => ({
		id: id!,
		name: name!,
		businessUnitId: '77777777-0000-4000-8000-0000000000ff',
		timeZone: timeZone!,
		divisionId: division!.id,
	}));
}

export function unitOf(world: World, user: UserEntity): ManagementUnit | undefined {
	const team = world.organization.teams.findIndex(({ id }) => id === user.teamId);
	return team < 0 ? undefined : managementUnits(world)[team % 2];
}

/** WFM writes presences in camel case, analytics in capitals. */
function inCamelCase(presence: string): string {
	return presence.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

const ACTIVITIES: Readonly<Record<string, string>> = {
	ON_QUEUE: 'OnQueueWork',
	BREAK: 'Break',
	MEAL: 'Meal',
	MEETING: 'Meeting',
	TRAINING: 'Training',
};

/** `UserScheduleAdherence`: the schedule says on-queue work, but for the third quarter of each hour, which is a break. */
export function adherenceOf(world: World, user: UserEntity, now: number): object | undefined {
	const unit = unitOf(world, user);
	if (!unit) return undefined;
	const { presence, presenceSince, routing } = stateAt(user, world.organization, now);
	const quarter = Math.floor((now % HOUR) / (HOUR / 4));
	const scheduled = quarter === 2 ? 'Break' : 'OnQueueWork';
	const actual = ACTIVITIES[presence.systemPresence] ?? 'Unavailable';
	const isOff = presence.systemPresence === 'OFFLINE';
	const isIn = actual === scheduled;
	return {
		user: { id: user.id, selfUri: `/api/v2/users/${user.id}` },
		businessUnit: { id: unit.businessUnitId },
		managementUnit: { id: unit.id },
		...(user.teamId ? { team: { id: user.teamId } } : {}),
		scheduledActivityCategory: isOff ? 'Unscheduled' : scheduled,
		...(isOff ? {} : { scheduledActivityCode: { id: scheduled === 'Break' ? '1' : '0', name: scheduled } }),
		systemPresence: inCamelCase(presence.systemPresence),
		organizationSecondaryPresenceId: presence.id,
		routingStatus: routing.state,
		actualActivityCategory: actual,
		isOutOfOffice: false,
		adherenceState: isOff ? 'Unscheduled' : isIn ? 'InAdherence' : 'OutOfAdherence',
		impact: isOff ? 'Unknown' : isIn ? 'Neutral' : 'Negative',
		timeOfAdherenceChange: new Date(
			isOff ? presenceSince : stateSince(actual, presenceSince, now),
		).toISOString(),
		presenceUpdateTime: new Date(presenceSince).toISOString(),
		activeQueues: [],
	};
}

/** Only who is on queue or on a break changes between in and out of adherence by the schedule alone. */
function stateSince(actual: string, presenceSince: number, now: number): number {
	if (actual !== 'OnQueueWork' && actual !== 'Break') return presenceSince;
	const intoBreak = (now + HOUR / 2) % HOUR;
	const scheduledSince = intoBreak < HOUR / 4 ? now - intoBreak : now - intoBreak + HOUR / 4;
	return Math.max(presenceSince, scheduledSince);
}
