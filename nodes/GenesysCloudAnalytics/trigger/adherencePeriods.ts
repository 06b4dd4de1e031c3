import { adherenceSheet } from '../columns/adherenceSheet';
import { valueAt } from '../columns/field';
import { UserFacingError } from '../messages/userFacingError';
import { readAdherence } from '../reading/adherence';
import { fields, text, timeMs } from '../records/json';
import { keyOfId } from './cursor';
import { tell, tellMissing } from './failures';
import type { Watching } from './pollPeriods';
import { nowAtServer, type Poll } from './pollTime';
import type { Period } from './statusPeriods';

/** An agent's stretch of time out of adherence. */
interface AdherencePeriod extends Period {
	adherence: Readonly<Record<string, unknown>>;
	nowMs: number;
}

/** Agents who have been out of adherence for too long. */
export const outOfAdherence: Watching<{ adherence: object; nowMs: number }, AdherencePeriod> = {
	state: 'adherence',
	sheet: adherenceSheet,
	read: async (poll) => {
		const found = await adherenceNow(poll);
		const nowMs = await nowAtServer(poll.time.connection);
		return {
			periods: found.flatMap((adherence) => periodOf(adherence, nowMs) ?? []),
			agentIds: found.flatMap((each) => idIn(each) ?? []),
		};
	},
	subjectOf: ({ adherence, nowMs }) => ({ adherence, nowMs }),
	cells: () => ({}),
	none: new UserFacingError(
		'No agent is out of adherence now',
		'Choose other agents or management units, or leave both empty for all.',
	),
};

/** Undefined for who isn't out, or doesn't say since when. */
function periodOf(adherence: Readonly<Record<string, unknown>>, nowMs: number): AdherencePeriod | undefined {
	const since = timeMs(adherence.timeOfAdherenceChange);
	const id = idIn(adherence);
	if (adherence.adherenceState !== 'OutOfAdherence' || since === null || id === null) return undefined;
	return { adherence, nowMs, lengthMs: nowMs - since, key: `${keyOfId(id)}${since.toString(36)}` };
}

function idIn(adherence: unknown): string | null {
	return text(valueAt(adherence, 'user.id'));
}

async function adherenceNow(poll: Poll): Promise<Array<Readonly<Record<string, unknown>>>> {
	const { agents: agentIds, managementUnits: unitIds } = poll.said;
	const { agents, units, refused } = await readAdherence(poll.time.connection, {
		agentIds,
		teamIds: [],
		unitIds,
	});
	const known = new Set(agents.map(idIn));
	const missing = agentIds.filter((id) => !known.has(id));
	tellMissing(poll, missing, 'agents', 'They are in no management unit, or in other divisions');
	tellMissing(poll, refused, 'management units', 'The OAuth client may not see their divisions');
	if (units === 0) tell(poll, NO_UNIT);
	return agents.map((each) => fields(each));
}

const NO_UNIT = new UserFacingError(
	'The OAuth client sees no management unit, so that no agent is watched',
	'Give one of its roles a permission of Workforce Management, for the divisions of the units.',
);
