import { API } from '../../api/endpoints';
import { adherenceHistorySheets } from '../../columns/adherenceHistorySheets';
import type { Settings } from '../../fields/field';
import { choice } from '../../fields/kinds';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { about, agents, managementUnits, teams } from '../../fields/organization';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { timeRange } from '../../fields/timeRange';
import { ActivityCodes, activityName } from '../../reading/activityCodes';
import {
	readAdherenceDays,
	readAdherenceExceptions,
	type HistorySearch,
} from '../../reading/adherenceHistory';
import { chosenMembers, type Members } from '../../reading/managementUnits';
import { text } from '../../records/json';
import { upToLimit } from '../limit';
import { datedName, operation, type Found, type Work } from '../operation';
import { missMembers, missResults } from './missing';

const fields = {
	period: timeRange('yesterday'),
	output: choice({
		displayName: 'Output',
		byDefault: 'days',
		description: 'What one row represents',
		options: [
			['days', 'Days', 'One row per agent and day, with the adherence of the day'],
			[
				'exceptions',
				'Exceptions',
				'One row for each time in which an agent did something else than was scheduled',
			],
		],
	}),
	managementUnits,
	teams: about(teams, 'Instead of management units: the agents who are in these teams now'),
	agents: about(agents, 'Instead of management units and teams: these agents'),
	rows: rows(adherenceHistorySheets),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS }),
	options: options(Object.values(adherenceHistorySheets), {}),
	permissionNotice: permissionNotice(API.createAdherenceJob),
};
type Said = Settings<typeof fields>;

export const getAdherenceHistory = operation({
	value: 'getAdherenceHistory',
	name: 'Get Adherence History',
	action: 'Get adherence history',
	description:
		'Get how agents adhered to their schedules: adherence and conformance per agent and day, or each exception with what was scheduled and what the agent did',
	rowPer: 'agent and day, or exception',
	fields,
	sheets: Object.values(adherenceHistorySheets),
	uses: [
		{ endpoint: API.managementUnits },
		{ endpoint: API.usersOfUnit },
		{ endpoint: API.teamMembers, for: 'Teams' },
		{ endpoint: API.createAdherenceJob },
		{ endpoint: API.adherenceJob },
		{ endpoint: API.activityCodes },
	],
	sheetOf: ({ output }) => adherenceHistorySheets[output],
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, directory, report, now, timeZone } = work;
	const { agents: agentIds, teams: teamIds, managementUnits: unitIds, limit: most, output, period } = said;
	const range = period.rangeAt(now, timeZone);
	report.covers(range, timeZone, period.label);
	const asked = { agentIds, teamIds, unitIds };
	const chosen = await chosenMembers(connection, asked);
	missMembers(report, chosen, asked);
	for (const { unit } of chosen.members) directory.learn('managementUnit', unit.id, unit.name);
	const search = { members: chosen.members, range, timeZone, most };
	if (output === 'days') {
		noteZones(work, chosen.members);
		const found = await readAdherenceDays(connection, search);
		missResults(report, found);
		const records = upToLimit(report, found.records, most, 'rows');
		return { records, fileName: datedName('adherence-days', range) };
	}
	const records = await namedExceptions(search, said, work);
	return {
		records: upToLimit(report, records, most, 'exceptions'),
		fileName: datedName('adherence-exceptions', range),
	};
}

async function namedExceptions(search: HistorySearch, said: Said, work: Work) {
	const { connection, report } = work;
	const found = await readAdherenceExceptions(connection, search);
	missResults(report, found);
	const units = said.options.resolveNames ? search.members.map(({ unit }) => unit) : [];
	const codes = await ActivityCodes.of(connection, units);
	const named = found.records.map((exception) => {
		const { unit, info } = exception;
		return {
			exception,
			scheduledActivity: activityName(codes.find(unit, text(info.scheduledActivityCodeId))),
			actualActivity: activityName(codes.find(unit, text(info.actualActivityCodeId))),
		};
	});
	for (const note of codes.notes()) report.warn(note);
	return named;
}

/** Genesys's own views show the days of a unit in its time zone. */
function noteZones({ report, timeZone }: Work, members: readonly Members[]): void {
	const others = members.filter(({ unit }) => unit.timeZone !== null && unit.timeZone !== timeZone);
	if (others.length === 0) return;
	const zones = [...new Set(others.map(({ unit }) => unit.timeZone))].join(', ');
	report.note(
		`Days are those of ${timeZone}; of some management units, the time zone is ${zones}. To see their days as Genesys Cloud shows them, choose that one in the option Time Zone.`,
	);
}
