import { API } from '../../api/endpoints';
import { scheduleSheet } from '../../columns/scheduleSheet';
import type { Settings } from '../../fields/field';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { about, agents, managementUnits, teams } from '../../fields/organization';
import { permissionNotice } from '../../fields/permissionNotice';
import { plannedRange } from '../../fields/plannedRange';
import { rows } from '../../fields/rows';
import { ActivityCodes, activityName } from '../../reading/activityCodes';
import { chosenMembers } from '../../reading/managementUnits';
import { readSchedules } from '../../reading/schedules';
import { text } from '../../records/json';
import { upToLimit } from '../limit';
import { datedName, operation, type Found, type Work } from '../operation';
import { missMembers, missResults } from './missing';

const fields = {
	planned: plannedRange,
	managementUnits,
	teams: about(teams, 'Instead of management units: the agents who are in these teams now'),
	agents: about(agents, 'Instead of management units and teams: these agents'),
	rows: rows(scheduleSheet),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS }),
	options: options([scheduleSheet], {}),
	permissionNotice: permissionNotice(API.searchSchedules),
};
type Said = Settings<typeof fields>;

export const getSchedules = operation({
	value: 'getSchedules',
	name: 'Get Schedules',
	action: 'Get schedules of agents',
	description:
		'Get what agents are scheduled to do, now, in the past or in the future: one row per activity with start, end, and whether it is paid and counts as work time',
	rowPer: 'scheduled activity, past or future',
	fields,
	sheets: [scheduleSheet],
	uses: [
		{ endpoint: API.managementUnits },
		{ endpoint: API.usersOfUnit },
		{ endpoint: API.teamMembers, for: 'Teams' },
		{ endpoint: API.searchSchedules },
		{ endpoint: API.activityCodes },
	],
	sheetOf: () => scheduleSheet,
	find,
});

async function find(said: Said, work: Work): Promise<Found> {
	const { connection, directory, report, now, timeZone } = work;
	const { agents: agentIds, teams: teamIds, managementUnits: unitIds, limit: most, planned } = said;
	const range = planned.rangeAt(now, timeZone);
	report.covers(range, timeZone, planned.label);
	const search = { agentIds, teamIds, unitIds };
	const chosen = await chosenMembers(connection, search, { withUsers: true });
	missMembers(report, chosen, search);
	const { members } = chosen;
	for (const { unit } of members) directory.learn('managementUnit', unit.id, unit.name);
	const found = await readSchedules(connection, { members, range, timeZone, most });
	missResults(report, found);

	const codes = await ActivityCodes.of(
		connection,
		members.map(({ unit }) => unit),
	);
	const records = found.activities.map((scheduled) => {
		const code = codes.find(scheduled.unit, text(scheduled.activity.activityCodeId));
		return { scheduled, code, name: said.options.resolveNames ? activityName(code) : null };
	});
	for (const note of codes.notes('Names and categories of activities')) report.warn(note);
	return { records: upToLimit(report, records, most, 'rows'), fileName: datedName('schedules', range) };
}
