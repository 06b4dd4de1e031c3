import { keyOf, percent, seconds, type Figures, type FigureColumn, type Group } from './aggregates';
import { fields, text, timeMs } from './conversation';
import type { Row } from './rows';

/** A user of the listing as a row of what the agent does now; what the API doesn't tell is null. */
export function agentStatusRow(user: unknown, format: AgentStatusFormat): Row {
	const { id, name, state, presence, routingStatus, division } = fields<Record<string, unknown>>(user);
	const { presenceDefinition, modifiedDate } = fields<Record<string, unknown>>(presence);
	const definition = fields<Record<string, unknown>>(presenceDefinition);
	const { status, startTime } = fields<Record<string, unknown>>(routingStatus);
	const of = fields<Record<string, unknown>>(division);
	const { presenceNames, nowMs, showTime } = format;
	return {
		agentId: text(id),
		agentName: text(name),
		presence: text(definition.systemPresence),
		presenceName: presenceNames.get(String(definition.id)) ?? null,
		presenceSince: showTime(modifiedDate),
		presenceSeconds: secondsSince(modifiedDate, nowMs),
		routingStatus: text(status),
		routingStatusSince: showTime(startTime),
		routingStatusSeconds: secondsSince(startTime, nowMs),
		divisionId: text(of.id),
		divisionName: text(of.name),
		state: text(state),
	};
}

export interface AgentStatusFormat {
	/** The organization's own names of presences, by id; empty where they can't be read. */
	presenceNames: ReadonlyMap<string, string>;
	nowMs: number;
	showTime: (time: unknown) => string | null;
}

/** The names that an organization gave its presences, by id: its own, else the English label, else any. */
export function presenceNamesOf(definitions: readonly unknown[]): Map<string, string> {
	const names = new Map<string, string>();
	for (const definition of definitions) {
		const { id, name, languageLabels } = fields<Record<string, unknown>>(definition);
		const labels = fields<Record<string, unknown>>(languageLabels);
		const chosen = text(name) ?? text(labels.en_US) ?? text(Object.values(labels)[0]);
		if (typeof id === 'string' && chosen) names.set(id, chosen);
	}
	return names;
}

/** What to ask user aggregates for. */
export const STATUS_METRICS: readonly string[] = ['tAgentRoutingStatus', 'tSystemPresence'];
export const ORGANIZATION_PRESENCE = 'tOrganizationPresence';

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
	// Away from the keyboard for so long that Genesys Cloud noticed; `idleSeconds` is on queue, free for the next one.
	inPresence('presenceIdleSeconds', 'IDLE'),
	inPresence('offlineSeconds', 'OFFLINE'),
	{ name: 'loggedInSeconds', read: loggedInSeconds },
	{ name: 'occupancyPercent', read: occupancyPercent },
];

/**
 * A column for each presence that the organization defined, by its name, and for each that agents were in though it is
 * not defined any more.
 *
 * @param names by presence id; ids stand in for what has no name, or a name that another one has, too
 */
export function presenceColumns(
	names: ReadonlyMap<string, string>,
	groups: readonly Group[],
): FigureColumn[] {
	const ids = new Set(names.keys());
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
		const name = names.get(id);
		const label = name !== undefined && !given.has(name) ? name : id;
		given.add(label);
		return {
			name: `presence_${label}`,
			read: (figures) => secondsIn(figures, keyOf(ORGANIZATION_PRESENCE, id)),
		};
	});
}

/** In any presence but offline. */
function loggedInSeconds(figures: Figures): number {
	let ms = 0;
	for (const [key, { sum = 0 }] of figures) {
		if (key.startsWith('tSystemPresence ') && key !== 'tSystemPresence OFFLINE') ms += sum;
	}
	return seconds(ms);
}

/** "Total time in Interacting routing status / total actual on-queue time (Interacting + Communicating + Idle)". */
function occupancyPercent(figures: Figures): number | null {
	const [interacting, communicating, idle] = ['INTERACTING', 'COMMUNICATING', 'IDLE'].map(
		(status) => figures.get(keyOf('tAgentRoutingStatus', status))?.sum ?? 0,
	) as [number, number, number];
	return percent(interacting, interacting + communicating + idle);
}

function inPresence(name: string, presence: string): FigureColumn {
	return { name, read: (figures) => secondsIn(figures, keyOf('tSystemPresence', presence)) };
}

function inRouting(name: string, status: string): FigureColumn {
	return { name, read: (figures) => secondsIn(figures, keyOf('tAgentRoutingStatus', status)) };
}

function secondsIn(figures: Figures, key: string): number {
	return seconds(figures.get(key)?.sum ?? 0);
}

function secondsSince(time: unknown, nowMs: number): number | null {
	const ms = timeMs(time);
	return ms === null ? null : seconds(Math.max(0, nowMs - ms));
}
