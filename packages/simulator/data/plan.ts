import type { Organization } from './organization';
import type { Random } from './random';

/** What happens in a conversation, before it is written down as a record. Times in milliseconds. */
export interface Plan {
	start: number;
	/** After-call work included. Infinity where it never ends. */
	end: number;
	/** When evaluations and surveys are over too. */
	settled: number;
	media: Media;
	direction: 'inbound' | 'outbound';
	/** Time in a flow before the first queue; 0 without one. */
	ivr: number;
	/** A call of one user to another: no customer takes part. */
	internal: boolean;
	legs: Leg[];
	hungUpBy: 'customer' | 'agent' | 'system';
	evaluated?: number;
	surveyed?: number;
	isDamaged: boolean;
}

type Media = 'voice' | 'chat' | 'email' | 'message' | 'callback';

/** A stay in a queue and its outcome; a `direct` leg goes to the agent without a queue. */
export interface Leg {
	queue: number;
	direct: boolean;
	from: number;
	/** Until an agent answers, or the queue is left otherwise. */
	wait: number;
	outcome:
		'answered' | 'abandoned' | 'voicemail' | 'flowedOut' | 'open' | 'dialled' | 'unanswered' | 'campaign';
	/** An agent who was alerted first and didn't answer, how long it rang, and the after-call work that followed anyway. */
	missed: { agentId: string; ring: number; acw: number } | undefined;
	/** A callback that belongs to its agent: it waits in a queue for its time, but is offered to nobody else. */
	agentOwned: boolean;
	/** A supervisor who listens in while the agent talks. */
	monitoredBy: string | undefined;
	agentId: string;
	/** How long it rings, or dials where the agent calls. */
	ring: number;
	/** Talk, hold, talk … */
	spells: number[];
	acw: number;
	/** How the agent passes it on to the next leg. */
	transfer: 'blind' | 'consult' | undefined;
	voicemail: number;
}

interface Habits {
	ivr: number;
	wait: number;
	ring: number;
	talk: number;
	hold: number;
	acw: number;
	patience: number;
}

const { max, min } = Math;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const HABITS: Record<Media, Habits> = {
	voice: {
		ivr: 35 * SECOND,
		wait: 22 * SECOND,
		ring: 5 * SECOND,
		talk: 4 * MINUTE,
		hold: 45 * SECOND,
		acw: 40 * SECOND,
		patience: 50 * SECOND,
	},
	chat: {
		ivr: 0,
		wait: 25 * SECOND,
		ring: 4 * SECOND,
		talk: 7 * MINUTE,
		hold: MINUTE,
		acw: 30 * SECOND,
		patience: 90 * SECOND,
	},
	message: {
		ivr: 20 * SECOND,
		wait: 80 * SECOND,
		ring: 6 * SECOND,
		talk: 14 * MINUTE,
		hold: 5 * MINUTE,
		acw: 25 * SECOND,
		patience: 10 * MINUTE,
	},
	email: {
		ivr: 0,
		wait: 90 * MINUTE,
		ring: 20 * SECOND,
		talk: 9 * MINUTE,
		hold: 20 * MINUTE,
		acw: 20 * SECOND,
		patience: DAY,
	},
	callback: {
		ivr: 0,
		wait: 12 * MINUTE,
		ring: 8 * SECOND,
		talk: 200 * SECOND,
		hold: 30 * SECOND,
		acw: 35 * SECOND,
		patience: HOUR,
	},
};

const MEDIA: Media[] = ['voice', 'chat', 'message', 'email', 'callback'];
const MEDIA_WEIGHTS = [66, 10, 10, 10, 4];

export function planOf(
	start: number,
	organization: Organization,
	random: Random,
	damagedShare: number,
): Plan {
	const media = MEDIA[random.weighted(MEDIA_WEIGHTS)]!;
	const outbound = media === 'voice' && random.chance(0.12);
	const plan: Plan = {
		start,
		end: start,
		settled: start,
		media,
		direction: outbound ? 'outbound' : 'inbound',
		ivr: 0,
		internal: false,
		legs: [],
		hungUpBy: random.chance(0.6) ? 'customer' : random.chance(0.9) ? 'agent' : 'system',
		isDamaged: random.chance(damagedShare),
	};
	if (outbound) {
		plan.internal = random.chance(0.15);
		plan.legs.push(outboundLeg(start, plan.internal, organization, random));
	} else planInbound(plan, organization, random);
	finish(plan, random);
	return plan;
}

function planInbound(plan: Plan, organization: Organization, random: Random): void {
	const habits = HABITS[plan.media];
	if (habits.ivr > 0 && random.chance(0.8)) plan.ivr = random.duration(habits.ivr) + SECOND;
	const leavesInFlow = plan.ivr > 0 && random.chance(0.06);
	if (leavesInFlow) return;
	let queue = queueFor(plan.media, organization, random);
	let from = plan.start + plan.ivr;
	for (let hop = 0; ; hop++) {
		const leg = queueLeg(plan.media, queue, from, organization, random);
		plan.legs.push(leg);
		if (leg.outcome !== 'answered' || hop >= 2 || !random.chance(hop === 0 ? 0.14 : 0.2)) return;
		leg.transfer = random.chance(0.65) ? 'blind' : 'consult';
		from = leg.from + leg.wait + sum(leg.spells);
		if (leg.transfer === 'consult' && random.chance(0.5)) {
			plan.legs.push(directLeg(plan.media, queue, from, organization, random));
			return;
		}
		queue = queueFor(plan.media, organization, random);
	}
}

function queueFor(media: Media, organization: Organization, random: Random): number {
	const { queues } = organization;
	for (let tries = 0; tries < 6; tries++) {
		const queue = random.int(0, queues.length - 1);
		if (queues[queue]!.mediaTypes.includes(media)) return queue;
	}
	return random.int(0, queues.length - 1);
}

function queueLeg(
	media: Media,
	queue: number,
	from: number,
	organization: Organization,
	random: Random,
): Leg {
	const habits = HABITS[media];
	const members = organization.queues[queue]!.memberIds;
	const leg = newLeg(media, queue, from, random.pick(members), random);
	leg.wait = random.duration(habits.wait) + leg.ring;
	if (media === 'email' && random.chance(0.12)) leg.wait += random.int(8 * HOUR, 12 * DAY);
	if (media === 'message' && random.chance(0.08)) {
		leg.spells.push(random.int(HOUR, 40 * HOUR), random.int(MINUTE, HOUR));
	}
	const fate = random.next();
	if (fate < 0.09) leave(leg, 'abandoned', random.duration(habits.patience));
	else if (fate < 0.115) leave(leg, 'abandoned', random.int(800, 9_500));
	else if (fate < 0.135 && media === 'voice') {
		leave(leg, 'voicemail', random.duration(habits.patience));
		leg.voicemail = random.duration(35 * SECOND) + 2 * SECOND;
	} else if (fate < 0.14 && media === 'email') leave(leg, 'open', Infinity);
	else if (fate < 0.15) leave(leg, 'flowedOut', random.duration(habits.patience));
	else if (fate > 0.95 && members.length > 1) {
		const ring = random.int(8 * SECOND, 15 * SECOND);
		const agentId = members[(members.indexOf(leg.agentId) + 1) % members.length]!;
		leg.missed = { agentId, ring, acw: random.chance(0.3) ? random.int(2 * SECOND, 20 * SECOND) : 0 };
		leg.wait += ring;
	}
	if (leg.outcome === 'answered') {
		leg.agentOwned = media === 'callback' && random.chance(0.25);
		if (media === 'voice' && random.chance(0.04)) leg.monitoredBy = organization.users[0]!.id;
	}
	return leg;
}

function directLeg(
	media: Media,
	queue: number,
	from: number,
	organization: Organization,
	random: Random,
): Leg {
	const leg = newLeg(media, queue, from, random.pick(organization.queues[queue]!.memberIds), random);
	leg.direct = true;
	leg.wait = leg.ring;
	return leg;
}

function outboundLeg(from: number, internal: boolean, organization: Organization, random: Random): Leg {
	const queue = random.int(0, organization.queues.length - 1);
	const leg = newLeg('voice', queue, from, random.pick(organization.queues[queue]!.memberIds), random);
	if (!internal && random.chance(0.2)) {
		// The dialer reached the customer, who waits in the queue for an agent.
		leg.outcome = 'campaign';
		leg.wait = random.duration(3 * SECOND) + leg.ring;
		return leg;
	}
	const reached = random.chance(0.7);
	leg.direct = internal || random.chance(0.4);
	leg.outcome = reached ? 'dialled' : 'unanswered';
	leg.ring = random.int(4 * SECOND, reached ? 20 * SECOND : 45 * SECOND);
	leg.wait = leg.ring;
	if (!reached) leg.spells = [];
	return leg;
}

/** One literal for all legs: a million of them are made when a large store is indexed. */
function newLeg(media: Media, queue: number, from: number, agentId: string, random: Random): Leg {
	const habits = HABITS[media];
	const spells = [random.duration(habits.talk) + SECOND];
	while (spells.length < 5 && random.chance(0.24)) {
		spells.push(random.duration(habits.hold) + SECOND, random.duration(habits.talk / 2) + SECOND);
	}
	return {
		queue,
		direct: false,
		from,
		wait: 0,
		outcome: 'answered',
		missed: undefined,
		agentOwned: false,
		monitoredBy: undefined,
		agentId,
		ring: min(random.duration(habits.ring) + 500, 25 * SECOND),
		spells,
		acw: random.chance(0.86) ? random.duration(habits.acw) + SECOND : 0,
		transfer: undefined,
		voicemail: 0,
	};
}

function leave(leg: Leg, outcome: Leg['outcome'], wait: number): void {
	leg.outcome = outcome;
	leg.wait = wait;
	leg.spells = [];
	leg.acw = 0;
}

function finish(plan: Plan, random: Random): void {
	plan.end = plan.start + plan.ivr;
	plan.settled = plan.end;
	for (const leg of plan.legs) {
		const over = leg.from + leg.wait + sum(leg.spells) + leg.voicemail;
		// A conversation lasts until the last after-call work is done.
		plan.end = max(plan.end, over + leg.acw, leg.from + leg.wait - leg.ring + (leg.missed?.acw ?? 0));
		plan.settled = plan.end;
	}
	const answered = plan.legs.some((leg) => leg.outcome === 'answered');
	if (!answered || plan.end === Infinity) return;
	if (random.chance(0.05)) plan.evaluated = plan.settled + random.int(10 * MINUTE, 3 * HOUR);
	if (random.chance(0.06)) plan.surveyed = plan.settled + random.int(MINUTE, 40 * MINUTE);
	plan.settled = max(plan.settled, plan.evaluated ?? 0, plan.surveyed ?? 0);
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
