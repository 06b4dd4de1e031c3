import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { halves, isRefusedAlone, isTooMany, maxDaysIn, splitting } from '../api/refusals';
import { listOr } from '../api/shapes';
import { UserFacingError } from '../messages/userFacingError';
import { inOrder } from '../records/adherenceHistory';
import { activitiesIn, eachOnce, type ScheduledActivity } from '../records/schedules';
import type { TimeRange } from '../time/timeRange';
import { inWholeDays } from '../time/wholeDays';
import type { Connection } from '../transport/connection';
import { fileOf } from './largeAnswer';
import type { Members, Unit } from './managementUnits';

type Answer = Answered<Models.BuAsyncAgentSchedulesSearchResponse>;
type Result = Models.BuAgentSchedulesSearchResponse;

/** Neither cap is documented. What is too much isn't answered at once, and then asked for in parts: so not too much at first. */
const DAYS = 7;
const AGENTS = 100;
/** Whether a file has what the answer would have, or its `result` alone, is not documented. */
const FILE = listOr('agentSchedules', 'businessUnitTimeZone', 'publishedSchedules', 'result');

/** What one request asks for. */
interface Question {
	unit: Unit;
	userIds: string[];
	range: TimeRange;
}

/** Genesys Cloud works on it, and tells the result by notifications alone. */
class TooMuch extends UserFacingError {}

export interface SchedulesSearch {
	/** With the agents of each unit. */
	members: readonly Members[];
	range: TimeRange;
	/** IANA: where ranges are cut. */
	timeZone: string;
	/** How many rows are wanted; one more is read, where there is one. */
	most: number;
}

export interface FoundSchedules {
	/** Oldest first. */
	activities: ScheduledActivity[];
	/** Units that the client may not see, and those without a result. */
	refused: Unit[];
	empty: Unit[];
}

/**
 * What agents are scheduled to do in a range of time, each activity once and in full length.
 *
 * @throws UserFacingError where schedules can't be had; GenesysError; CancelledError
 */
export async function readSchedules(
	connection: Connection,
	{ members, range, timeZone, most }: SchedulesSearch,
): Promise<FoundSchedules> {
	const refused = new Set<Unit>();
	const empty = new Set<Unit>();
	const read = async (question: Question): Promise<ScheduledActivity[]> => {
		const result = await resultOf(connection, question);
		if (!result) empty.add(question.unit);
		return result ? activitiesIn(result, question.unit, question.range) : [];
	};
	const split = (question: Question, error: unknown) => smaller(question, error, timeZone);
	let activities: ScheduledActivity[] = [];
	for (const part of inWholeDays(range, DAYS, timeZone)) {
		const questions = members.flatMap((each) => questionsOf(each, part));
		const found = await inParallel(questions, async (question) => {
			if (refused.has(question.unit)) return [];
			return await splitting(connection, question, read, split).catch((error: unknown) => {
				if (!isRefusedAlone(error)) throw error;
				refused.add(question.unit);
				return [];
			});
		});
		activities = inOrder(eachOnce([...activities, ...found.flat(2)]));
		if (activities.length > most) break;
	}
	return { activities, refused: [...refused], empty: [...empty] };
}

function questionsOf({ unit, userIds = [] }: Members, range: TimeRange): Question[] {
	return Array.from({ length: Math.ceil(userIds.length / AGENTS) }, (_, index) => ({
		unit,
		userIds: userIds.slice(index * AGENTS, (index + 1) * AGENTS),
		range,
	}));
}

/** Fewer days where the refusal names how many; else fewer agents, then fewer days. */
function smaller(question: Question, error: unknown, timeZone: string): Question[] | undefined {
	const { userIds, range } = question;
	const byDays = (days: number) => {
		const parts = inWholeDays(range, days, timeZone);
		return parts.length > 1 ? parts.map((part) => ({ ...question, range: part })) : undefined;
	};
	const days = maxDaysIn(error);
	if (Number.isFinite(days)) return byDays(days);
	if (!(error instanceof TooMuch) && !isTooMany(error)) return undefined;
	return halves(userIds)?.map((some) => ({ ...question, userIds: some })) ?? byDays(1);
}

/** Undefined where the answer is complete and has no result. */
async function resultOf(
	connection: Connection,
	{ unit, userIds, range }: Question,
): Promise<Result | undefined> {
	const body = {
		startDate: new Date(range.startMs).toISOString(),
		endDate: new Date(range.endMs).toISOString(),
		userIds,
	};
	const search = async (): Promise<Answer> => {
		const answer = await ask(connection, API.searchSchedules, { ids: [unit.id], body });
		if (!answer.result && !answer.downloadUrl) refuseUnfinished(answer);
		return answer;
	};
	const answer = await search();
	if (answer.result) return answer.result;
	const file = await fileOf<Result & { result?: Result }>(connection, FILE, answer, search);
	return file?.result ?? file;
}

function refuseUnfinished({ status }: Answer): void {
	if (status === 'Complete') return;
	if (status === 'Error' || status === 'Canceled') {
		throw new UserFacingError(
			`Genesys Cloud could not read the schedules: the search ended with the status ${status}`,
			'Run the workflow again, with a shorter time range or fewer agents if it happens every time.',
		);
	}
	throw new TooMuch(
		'Genesys Cloud does not return the schedules at once, not even those of one agent and day',
		'Run the workflow again later.',
	);
}
