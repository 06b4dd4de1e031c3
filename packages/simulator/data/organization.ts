import { DEPARTMENTS, TITLES } from './catalogueNames';
import { createCatalogues, type Catalogues } from './catalogues';
import { entities, numbered, type Named } from './entities';
import { FIRST_NAMES, LAST_NAMES, QUEUE_NAMES, WRAP_UP_NAMES } from './names';
import { createForms, type Forms } from './quality/forms';
import { Random } from './random';

export type { Named } from './entities';

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
	/** Milliseconds: on days before, someone who is not active any more worked as others do. Otherwise, never. */
	leftAt?: number;
	teamId?: string;
	department: string;
	title: string;
	/** Team leads have none. */
	managerId?: string;
	skills: Proficiency[];
	languages: Proficiency[];
}

/** How well a user has a skill or a language: 0–5. */
export interface Proficiency {
	id: string;
	proficiency: number;
}

export interface WrapUpCodeEntity extends Named {
	divisionId?: string;
}

export interface FlowEntity extends Named {
	type: string;
	divisionId: string;
}

interface PresenceEntity extends Named {
	/** AVAILABLE, AWAY, BUSY, OFFLINE, IDLE, ON_QUEUE, MEAL, TRAINING, MEETING, BREAK */
	systemPresence: string;
	/** No longer in use; history still has it. */
	deactivated?: boolean;
}

export interface Organization extends Named, Catalogues, Forms {
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
	const skills = entities(6, seed, 6, (i) => ['Billing', 'Cards', 'Mortgage', 'Technik', 'VIP', '中文'][i]!);
	const languages = entities(5, seed, 7, (i) => ['English', 'Deutsch', 'Français', '日本語', 'العربية'][i]!);
	const named = entities(users, seed, 3, personName);
	const people = named.map((person, i): UserEntity => {
		const mailbox = `agent${i + 1}`;
		return {
			...person,
			email: `${mailbox}@example.com`,
			divisionId: divisions[i % 3]!.id,
			state: i % 15 === 7 ? 'inactive' : i % 20 === 13 ? 'deleted' : 'active',
			...(i % 5 === 4 ? {} : { teamId: teams[i % 4]!.id }),
			department: DEPARTMENTS[i % 3]!,
			title: i % 10 === 0 ? TITLES[2]! : TITLES[i % 2]!,
			...(i % 10 === 0 ? {} : { managerId: named[i - (i % 10)]!.id }),
			skills: skills.slice(0, i % 4).map((skill, n) => ({ id: skill.id, proficiency: ((i + n) % 5) + 1 })),
			languages: languages.slice(0, (i % 2) + 1).map((one, n) => ({ id: one.id, proficiency: 5 - n })),
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
		skills,
		languages,
		flows: entities(5, seed, 8, (i) => FLOWS[i]!.name).map((named, i) => ({
			...named,
			type: FLOWS[i]!.type,
			divisionId: divisions[0]!.id,
		})),
		presences: entities(PRESENCES.length, seed, 9, (i) => PRESENCES[i]![0]).map((named, i) => ({
			...named,
			systemPresence: PRESENCES[i]![1],
		})),
		...createCatalogues(
			seed,
			people.map(({ id }) => id),
			divisions.map(({ id }) => id),
		),
		...createForms(divisions[0]!.id),
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

function personName(index: number): string {
	const round = Math.floor(index / (FIRST_NAMES.length * LAST_NAMES.length));
	const first = FIRST_NAMES[index % FIRST_NAMES.length]!;
	const last = LAST_NAMES[(index * 5 + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length]!;
	return round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`;
}

/** About fifteen agents a queue, an agent in several queues. */
function membersOf(queue: number, users: UserEntity[]): string[] {
	const active = users.filter((user) => user.state === 'active');
	const size = Math.min(15, active.length);
	return Array.from({ length: size }, (_, i) => active[(queue * 5 + i) % active.length]!.id);
}
