import { Random } from './random';
import { FIRST_NAMES, LAST_NAMES, QUEUE_NAMES, WRAP_UP_NAMES } from './names';

export interface Named {
	id: string;
	name: string;
}

export interface Division extends Named {
	home: boolean;
}

export interface QueueEntity extends Named {
	divisionId: string;
	/** The media types that are routed through it. */
	mediaTypes: string[];
	/** Seconds within which interactions should be answered, by all media alike. */
	serviceLevelSeconds: number;
	/** 0–1 */
	serviceLevelTarget: number;
	memberIds: string[];
}

export interface UserEntity extends Named {
	email: string;
	divisionId: string;
	state: 'active' | 'inactive' | 'deleted';
	teamId?: string;
}

export interface WrapUpCodeEntity extends Named {
	divisionId?: string;
}

export interface FlowEntity extends Named {
	type: string;
	divisionId: string;
}

export interface PresenceEntity extends Named {
	/** AVAILABLE, AWAY, BUSY, OFFLINE, IDLE, ON_QUEUE, MEAL, TRAINING, MEETING, BREAK */
	systemPresence: string;
}

export interface Organization extends Named {
	divisions: Division[];
	queues: QueueEntity[];
	users: UserEntity[];
	wrapUpCodes: WrapUpCodeEntity[];
	skills: Named[];
	languages: Named[];
	teams: (Named & { divisionId: string })[];
	flows: FlowEntity[];
	presences: PresenceEntity[];
}

export interface OrganizationSize {
	queues?: number;
	users?: number;
	wrapUpCodes?: number;
	seed?: number;
}

/** The same organization for the same sizes and seed. A queue, user or code keeps its id when there are more of them. */
export function createOrganization(size: OrganizationSize = {}): Organization {
	const { queues = 12, users = 60, wrapUpCodes = 20, seed = 1 } = size;
	const divisions = entities(3, seed, 1, (i) => ['Home', 'Europe', 'Asie-Pacifique'][i]!).map((named, i) => ({
		...named,
		home: i === 0,
	}));
	const teams = entities(4, seed, 2, (i) => ['North Stars', 'Team Süd', '東京チーム', 'Night Owls'][i]!).map(
		(named, i) => ({ ...named, divisionId: divisions[i % 3]!.id }),
	);
	const people = entities(users, seed, 3, personName).map((named, i): UserEntity => {
		const mailbox = `agent${i + 1}`;
		return {
			...named,
			email: `${mailbox}@example.com`,
			divisionId: divisions[i % 3]!.id,
			state: i % 15 === 7 ? 'inactive' : i % 20 === 13 ? 'deleted' : 'active',
			...(i % 5 === 4 ? {} : { teamId: teams[i % 4]!.id }),
		};
	});
	return {
		id: new Random(seed, 0).uuid(),
		name: 'Contoso Contact Centre',
		divisions,
		teams,
		users: people,
		queues: entities(queues, seed, 4, (i) => numbered(QUEUE_NAMES, i)).map((named, i) => ({
			...named,
			divisionId: divisions[i % 3]!.id,
			mediaTypes: [
				['voice', 'callback'],
				['voice', 'chat', 'message'],
				['email', 'voice'],
				['voice', 'message'],
			][i % 4]!,
			serviceLevelSeconds: [20, 30, 60, 20][i % 4]!,
			serviceLevelTarget: [0.8, 0.8, 0.9, 0.7][i % 4]!,
			memberIds: membersOf(i, people),
		})),
		wrapUpCodes: entities(wrapUpCodes, seed, 5, (i) => numbered(WRAP_UP_NAMES, i)).map((named, i) =>
			i % 4 === 3 ? named : { ...named, divisionId: divisions[i % 3]!.id },
		),
		skills: entities(6, seed, 6, (i) => ['Billing', 'Cards', 'Mortgage', 'Technik', 'VIP', '中文'][i]!),
		languages: entities(5, seed, 7, (i) => ['English', 'Deutsch', 'Français', '日本語', 'العربية'][i]!),
		flows: entities(5, seed, 8, (i) => FLOWS[i]!.name).map((named, i) => ({
			...named,
			type: FLOWS[i]!.type,
			divisionId: divisions[0]!.id,
		})),
		presences: entities(PRESENCES.length, seed, 9, (i) => PRESENCES[i]![0]).map((named, i) => ({
			...named,
			systemPresence: PRESENCES[i]![1],
		})),
	};
}

const FLOWS = [
	{ name: 'Main Menu', type: 'inboundcall' },
	{ name: 'Karten sperren', type: 'inboundcall' },
	{ name: 'Web Chat Entry', type: 'inboundchat' },
	{ name: 'Mail Sorting', type: 'inboundemail' },
	{ name: 'Messaging Entry', type: 'inboundshortmessage' },
];

const PRESENCES: [string, string][] = [
	['Available', 'AVAILABLE'],
	['Away', 'AWAY'],
	['Busy', 'BUSY'],
	['Offline', 'OFFLINE'],
	['Idle', 'IDLE'],
	['On Queue', 'ON_QUEUE'],
	['Meal', 'MEAL'],
	['Training', 'TRAINING'],
	['Meeting', 'MEETING'],
	['Break', 'BREAK'],
	['Back Office, paperwork', 'BUSY'],
];

function entities(count: number, seed: number, kind: number, name: (index: number) => string): Named[] {
	return Array.from({ length: count }, (_, i) => ({ id: new Random(seed, kind, i).uuid(), name: name(i) }));
}

function personName(index: number): string {
	const round = Math.floor(index / (FIRST_NAMES.length * LAST_NAMES.length));
	const first = FIRST_NAMES[index % FIRST_NAMES.length]!;
	const last = LAST_NAMES[(index * 5 + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length]!;
	return round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`;
}

function numbered(names: readonly string[], index: number): string {
	const round = Math.floor(index / names.length);
	return round === 0 ? names[index]! : `${names[index % names.length]!} ${round + 1}`;
}

/** About fifteen agents a queue, an agent in several queues. */
function membersOf(queue: number, users: UserEntity[]): string[] {
	const active = users.filter((user) => user.state === 'active');
	const size = Math.min(15, active.length);
	return Array.from({ length: size }, (_, i) => active[(queue * 5 + i) % active.length]!.id);
}
