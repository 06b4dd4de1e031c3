import { keyOf, percent, type Figures, type FigureColumn, type Group } from '../kpis/aggregates';
import { fields, text } from './conversation';
import type { StatusKind } from './statusHistory';

/** What an agent does now, read from a user of the listing. */
export interface AgentNow {
	user: Readonly<Record<string, unknown>>;
	presence: Readonly<Record<string, unknown>>;
	presenceDefinition: Readonly<Record<string, unknown>>;
	routingStatus: Readonly<Record<string, unknown>>;
	division: Readonly<Record<string, unknown>>;
	/** When the answer came. */
	nowMs: number;
}

export function agentNow(user: unknown, nowMs: number): AgentNow {
	const read = fields<Record<string, unknown>>(user);
	const presence = fields<Record<string, unknown>>(read.presence);
	const presenceDefinition = fields<Record<string, unknown>>(presence.presenceDefinition);
	return {
		user: read,
		presence,
		presenceDefinition,
		routingStatus: fields(read.routingStatus),
		division: fields(read.division),
		nowMs,
	};
}

/** A status to compare with a later one. */
export interface AgentStatus {
	presence: string | null;
	/** The id of the presence definition: an organization may have several of one system presence. */
	presenceId: string | null;
	routingStatus: string | null;
}

/** An agent now, and what was before. */
export interface AgentStatusChange extends AgentNow {
	previous: Readonly<AgentStatus>;
	changed: readonly StatusKind[];
}

export function statusOf({ presenceDefinition, routingStatus }: AgentNow): AgentStatus {
	return {
		presence: text(presenceDefinition.systemPresence),
		presenceId: text(presenceDefinition.id),
		routingStatus: text(routingStatus.status),
	};
}

/** The kinds in which a status differs from an earlier one. */
export function changedKinds(before: AgentStatus, now: AgentStatus): StatusKind[] {
	const hasOtherPresence = before.presence !== now.presence || before.presenceId !== now.presenceId;
	return [
		...(hasOtherPresence ? (['presence'] as const) : []),
		...(before.routingStatus !== now.routingStatus ? (['routingStatus'] as const) : []),
	];
}

/** What the organization calls a presence: its own name, else the English label, else any. */
export function presenceNameOf(definition: unknown): string | null {
	const { name, languageLabels } = fields<Record<string, unknown>>(definition);
	const labels = fields<Record<string, unknown>>(languageLabels);
	return text(name) ?? text(labels.en_US) ?? text(Object.values(labels)[0]);
}

/** What to ask user aggregates for. */
export const ROUTING_STATUS = 'tAgentRoutingStatus';
export const STATUS_METRICS: readonly string[] = [ROUTING_STATUS, 'tSystemPresence'];
export const ORGANIZATION_PRESENCE = 'tOrganizationPresence';

export const OCCUPANCY: FigureColumn = {
	name: 'occupancyPercent',
	meaning: 'Time interacting as a share of the time on queue: interacting, communicating and idle',
	metrics: ['INTERACTING', 'COMMUNICATING', 'IDLE'].map((status) => keyOf(ROUTING_STATUS, status)),
	read: occupancyPercent,
};

/** Time in each routing status and system presence; 0 where there was none. */
export const STATUS_COLUMNS: readonly FigureColumn[] = [
	inPresence('onQueueSeconds', 'ON_QUEUE'),
	inRouting('idleSeconds', 'IDLE'),
	inRouting('interactingSeconds', 'INTERACTING'),
	inRouting('notRespondingSeconds', 'NOT_RESPONDING'),
	inPresence('availableSeconds', 'AVAILABLE'),
	inPresence('breakSeconds', 'BREAK'),
	inRouting('communicatingSeconds', 'COMMUNICATING'),
	inRouting('offQueueSeconds', 'OFF_QUEUE'),
	inPresence('awaySeconds', 'AWAY'),
	inPresence('busySeconds', 'BUSY'),
	inPresence('mealSeconds', 'MEAL'),
	inPresence('meetingSeconds', 'MEETING'),
	inPresence('trainingSeconds', 'TRAINING'),
	// Away from the keyboard long enough for Genesys Cloud to notice; `idleSeconds` is on queue, free for the next one.
	inPresence('presenceIdleSeconds', 'IDLE'),
	inPresence('offlineSeconds', 'OFFLINE'),
	{
		name: 'loggedInSeconds',
		meaning: 'Time in any presence but `OFFLINE`',
		metrics: ['tSystemPresence'],
		read: loggedInMs,
	},
	OCCUPANCY,
];

/**
 * A column for each presence that the organization defined, by its name, and for each presence that agents were in although
 * it is no longer defined.
 *
 * @param inUse ids of presences
 * @param nameOf an id stands in for a missing name, or for one that another presence has as well
 */
export function presenceColumns(
	inUse: readonly string[],
	groups: readonly Group[],
	nameOf: (id: string) => string | null,
): FigureColumn[] {
	const ids = new Set(inUse);
	for (const { byBucket } of groups) {
		for (const figures of byBucket.values()) {
			for (const key of figures.keys()) {
				const [metric, id] = key.split(' ');
				if (metric === ORGANIZATION_PRESENCE && id) ids.add(id);
			}
		}
	}
	const given = new Set<string>();
	return [...ids].map((id) => {
		const name = nameOf(id);
		const label = name !== null && !given.has(name) ? name : id;
		given.add(label);
		return {
			name: `presence_${label}`,
			unit: 'seconds',
			meaning: 'Time in this presence of the organization',
			metrics: [keyOf(ORGANIZATION_PRESENCE, id)],
			read: (figures) => msIn(figures, keyOf(ORGANIZATION_PRESENCE, id)),
		};
	});
}

/** In any presence but offline. */
export function loggedInMs(figures: Figures): number {
	let ms = 0;
	for (const [key, { sum = 0 }] of figures) {
		if (key.startsWith('tSystemPresence ') && key !== 'tSystemPresence OFFLINE') ms += sum;
	}
	return ms;
}

/** "Total time in Interacting routing status / total actual on-queue time (Interacting + Communicating + Idle)". */
function occupancyPercent(figures: Figures): number | null {
	const [interacting, communicating, idle] = ['INTERACTING', 'COMMUNICATING', 'IDLE'].map(
		(status) => figures.get(keyOf(ROUTING_STATUS, status))?.sum ?? 0,
	) as [number, number, number];
	return percent(interacting, interacting + communicating + idle);
}

function inPresence(name: string, presence: string): FigureColumn {
	const metric = keyOf('tSystemPresence', presence);
	return {
		name,
		meaning: `Time in the presence \`${presence}\``,
		metrics: [metric],
		read: (figures) => msIn(figures, metric),
	};
}

function inRouting(name: string, status: string): FigureColumn {
	const metric = keyOf(ROUTING_STATUS, status);
	return {
		name,
		meaning: `Time in the routing status \`${status}\``,
		metrics: [metric],
		read: (figures) => msIn(figures, metric),
	};
}

function msIn(figures: Figures, key: string): number {
	return figures.get(key)?.sum ?? 0;
}
