import { API } from '../../api/endpoints';
import { adherenceSheet } from '../../columns/adherenceSheet';
import { valueAt } from '../../columns/field';
import type { Settings } from '../../fields/field';
import { FIGURES_FOR_AGENTS, fileNotice, limit } from '../../fields/limit';
import { options } from '../../fields/options';
import { about, agents, managementUnits, teams } from '../../fields/organization';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { readAdherence } from '../../reading/adherence';
import { clock } from '../../transport/clock';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';
import { missAgents, missRefused, missUnits } from './missing';

const fields = {
	managementUnits,
	teams: about(teams, 'Instead of management units: the agents of these teams'),
	agents: about(agents, 'Instead of management units and teams: these agents'),
	rows: rows(adherenceSheet),
	fileNotice,
	limit: limit({ ofTool: FIGURES_FOR_AGENTS }),
	options: options([adherenceSheet], {}),
	permissionNotice: permissionNotice(API.adherenceOfUnit),
};
type Said = Settings<typeof fields>;

export const getAdherence = operation({
	value: 'getAdherence',
	name: 'Get Current Adherence',
	action: 'Get current adherence',
	description:
		'Get which agents adhere to their schedules now: the state and since when, what they should do, and what they do',
	rowPer: 'agent: adherence state, since when, scheduled and actual activity',
	fields,
	sheets: [adherenceSheet],
	uses: [
		{ endpoint: API.managementUnits, for: 'all management units, if none is chosen' },
		{ endpoint: API.adherenceOfUnit },
		{ endpoint: API.adherenceOfTeam, for: 'Teams' },
		{ endpoint: API.adherenceOfUsers, for: 'Agents' },
	],
	sheetOf: () => adherenceSheet,
	find,
});

async function find(said: Said, { connection, report }: Work): Promise<Found> {
	const { agents: agentIds, teams: teamIds, managementUnits: unitIds, limit: most } = said;
	const search = { agentIds, teamIds, unitIds };
	const { agents: found, units, refused } = await readAdherence(connection, search);
	missUnits(report, units);
	missRefused(report, teamIds.length > 0 ? 'team' : 'management unit', refused);
	const known = new Set(found.map((each) => String(valueAt(each, 'user.id'))));
	missAgents(
		report,
		agentIds.filter((id) => !known.has(id)),
	);
	const nowMs = clock.now();
	const records = found.map((adherence) => ({ adherence, nowMs }));
	return { records: upToLimit(report, records, most, 'agents'), fileName: 'adherence' };
}
