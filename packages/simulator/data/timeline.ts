import { DAY } from '../interval';
import type { Organization, UserEntity } from './organization';
import { mix, Random } from './random';

export type RoutingStatus = 'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING';

/** A stretch in one state; half-open, milliseconds. */
export interface Stretch<State extends string = string> {
	state: State;
	start: number;
	end: number;
}

export interface DayOfWork {
	/** Ids of organization presences. */
	presences: Stretch[];
	routing: Stretch<RoutingStatus>[];
}

const MINUTE = 60_000;

/** A user's UTC day, the same whenever it is asked for: a shift with queue time, breaks, a meal, a meeting or training. */
export function dayOfWork(user: UserEntity, organization: Organization, day: number): DayOfWork {
	const random = new Random(mix(parseInt(user.id.slice(0, 8), 16)), Math.floor(day / DAY), 5);
	const presence = (system: string) =>
		random.pick(organization.presences.filter(({ systemPresence }) => systemPresence === system)).id;
	const presences: Stretch[] = [];
	const routing: Stretch<RoutingStatus>[] = [];
	const end = day + DAY;
	let at = day;
	const add = (state: string, minutes: number, onQueue = false) => {
		const until = Math.min(end, at + Math.round(minutes * MINUTE));
		if (until <= at) return;
		presences.push({ state: presence(state), start: at, end: until });
		if (onQueue) addQueueTime(routing, at, until, random);
		else addOffQueue(routing, at, until);
		at = until;
	};
	const hasLeft = user.state !== 'active' && end > (user.leftAt ?? 0);
	const isOff = hasLeft || random.chance(0.12);
	if (isOff) {
		add('OFFLINE', 1440);
		return { presences, routing };
	}
	add('OFFLINE', random.int(0, 14 * 60) + random.next());
	add('AVAILABLE', random.int(2, 12) + random.next());
	add('ON_QUEUE', random.int(80, 130), true);
	add('BREAK', random.int(8, 16) + random.next());
	add('ON_QUEUE', random.int(60, 110), true);
	add('MEAL', random.int(28, 45));
	add(random.chance(0.5) ? 'MEETING' : 'TRAINING', random.int(15, 45));
	add('ON_QUEUE', random.int(90, 150), true);
	add('AWAY', random.int(1, 9) + random.next());
	add('BUSY', random.int(5, 20));
	add('ON_QUEUE', random.int(40, 90), true);
	add('OFFLINE', 1440);
	return { presences, routing };
}

/** Off queue continues across presences: it is one stretch. */
function addOffQueue(routing: Stretch<RoutingStatus>[], start: number, end: number): void {
	const last = routing.at(-1);
	if (last?.state === 'OFF_QUEUE') last.end = end;
	else routing.push({ state: 'OFF_QUEUE', start, end });
}

function addQueueTime(routing: Stretch<RoutingStatus>[], start: number, end: number, random: Random): void {
	let at = start;
	for (let idle = true; at < end; idle = !idle) {
		const busy: RoutingStatus = random.chance(0.93)
			? 'INTERACTING'
			: random.chance(0.5)
				? 'COMMUNICATING'
				: 'NOT_RESPONDING';
		const until = Math.min(end, at + random.duration(idle ? 2 * MINUTE : 5 * MINUTE));
		routing.push({ state: idle ? 'IDLE' : busy, start: at, end: until });
		at = until;
	}
}

/** Where a user is at a moment. */
export function stateAt(user: UserEntity, organization: Organization, at: number) {
	const work = dayOfWork(user, organization, Math.floor(at / DAY) * DAY);
	const covers = (stretch: Stretch) => stretch.start <= at && at < stretch.end;
	const presence = work.presences.find(covers)!;
	return {
		presence: organization.presences.find((one) => one.id === presence.state)!,
		presenceSince: presence.start,
		routing: work.routing.find(covers)!,
	};
}
