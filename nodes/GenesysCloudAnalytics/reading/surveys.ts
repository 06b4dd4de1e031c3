import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { isRefusedAlone } from '../api/refusals';
import { valueAt } from '../columns/field';
import type { Survey } from '../columns/surveySheets';
import { counted } from '../messages/count';
import { entries, idOf, text as textOf, timeMs } from '../records/conversation';
import { anyOf, type DetailFilters } from '../records/filters';
import { answersOf, hasQuestions, isStatus, unanswered, type Answered } from '../records/quality';
import { DAY_MS } from '../time/durations';
import type { TimeRange } from '../time/timeRange';
import type { Connection } from '../transport/connection';
import { retrieve, type Retrieved } from './conversations/retrieve';
import { LOOK_BACK_DAYS } from './conversations/search';
import { readForms } from './forms';

/** Which surveys are wanted. Empty lists mean any. */
export interface SurveySearch {
	/** The date that has to be in the range: when the conversation began, or when the customer answered. */
	matchBy: 'conversation' | 'completed';
	allowPartial: boolean;
	agentIds: readonly string[];
	queueIds: readonly string[];
	contextIds: readonly string[];
	statuses: readonly string[];
	/** Infinity for all. */
	limit: number;
	/** IANA: of moments that are told to the user. */
	timeZone: string;
}

/** The surveys of a range, and what a user should know of how they were read. */
export type FoundSurveys = Omit<Retrieved<unknown>, 'values'> & { surveys: Survey[] };

/** When the customer answered, milliseconds; null where that has not happened. */
export function completedMs(survey: Survey): number | null {
	return timeMs(survey.surveyCompletedDate);
}

/**
 * Newest conversation first; there is no listing of surveys, so they come from the records of conversations.
 *
 * @throws UserFacingError, GenesysError, CancelledError as `retrieve`
 */
export async function readSurveys(
	connection: Connection,
	search: SurveySearch,
	range: TimeRange,
): Promise<FoundSurveys> {
	const isLate = search.matchBy === 'completed';
	const surveysIn = (record: unknown) => surveysOf(record).filter((survey) => fits(survey, search, range));
	const { values, ...rest } = await retrieve(
		connection,
		{
			range: isLate ? { ...range, startMs: range.startMs - LOOK_BACK_DAYS * DAY_MS } : range,
			matchBy: 'started',
			order: 'desc',
			// Which one was answered last doesn't show in the order of the conversations.
			limit: isLate ? Infinity : search.limit,
			filters: filtersFor(search),
			accepts: (record) => surveysIn(record).length > 0,
			source: 'auto',
			includeAttributes: false,
			allowPartial: search.allowPartial,
			lookBackDays: LOOK_BACK_DAYS,
			timeZone: search.timeZone,
		},
		surveysIn,
	);
	const surveys = values.flat();
	if (isLate) surveys.sort((a, b) => (completedMs(b) ?? 0) - (completedMs(a) ?? 0));
	return { surveys, ...rest };
}

function surveysOf(record: unknown): Survey[] {
	const conversation = {
		conversationId: idOf(record),
		conversationStart: valueAt(record, 'conversationStart'),
	};
	return entries<Survey>(valueAt(record, 'surveys')).map((survey) => ({ ...survey, ...conversation }));
}

/** A conversation that was found has other surveys as well. */
function fits(
	survey: Survey,
	{ matchBy, agentIds, queueIds, contextIds, statuses }: SurveySearch,
	range: TimeRange,
): boolean {
	const among = (values: readonly string[], value: unknown) =>
		values.length === 0 || values.includes(String(value));
	const ms = completedMs(survey);
	return (
		among(agentIds, survey.userId) &&
		among(queueIds, survey.queueId) &&
		among(contextIds, survey.surveyFormContextId) &&
		(statuses.length === 0 || isStatus(survey.surveyStatus, statuses)) &&
		(matchBy === 'conversation' || (ms !== null && range.startMs <= ms && ms < range.endMs))
	);
}

/** What the API can filter by; each for itself, so that one filter that it doesn't take can be readings. */
function filtersFor({ agentIds, queueIds, contextIds }: SurveySearch): DetailFilters {
	const exists = {
		type: 'and',
		predicates: [{ type: 'dimension', dimension: 'surveyId', operator: 'exists' }],
	};
	const chosen = [
		['userId', agentIds],
		['queueId', queueIds],
		['surveyFormContextId', contextIds],
	] as const;
	const wanted = chosen.flatMap(([dimension, values]) =>
		values.length > 0 ? [anyOf(dimension, values)] : [],
	);
	return { surveyFilters: [exists, ...wanted] } as DetailFilters;
}

/**
 * The answers of these surveys, with the texts of their forms; a survey whose answers may not be read has a reason instead.
 *
 * @param warn hears what is missing
 * @throws GenesysError where the permission itself is missing; CancelledError
 */
export async function readSurveyAnswers(
	connection: Connection,
	surveys: readonly Survey[],
	warn: (sentence: string) => void,
): Promise<Answered[]> {
	const ids = [...new Set(surveys.map(({ conversationId }) => String(conversationId)))];
	const refused = new Set<string>();
	const read = async (id: string) => await ask(connection, API.surveysOfConversation, { ids: [id] });
	// A sync looks at the answers for its mark before they become rows.
	const answered = await inParallel(
		ids,
		async (id) =>
			await connection
				.once(API.surveysOfConversation.path(id), async () => await read(id))
				.catch((error: unknown) => {
					if (!isRefusedAlone(error)) throw error;
					refused.add(id);
					return undefined;
				}),
	);
	const byId = new Map(answered.flatMap((found) => found ?? []).map((survey) => [survey.id, survey]));
	const mayBeRead = ({ conversationId }: Survey) => !refused.has(String(conversationId));
	const gone = surveys.filter((survey) => mayBeRead(survey) && !byId.has(survey.surveyId)).length;
	if (gone > 0) {
		warn(`The answers of ${counted(gone, 'surveys')} can't be read: the surveys were deleted.`);
	}
	if (refused.size > 0) {
		warn(
			`The answers of ${counted(refused.size, 'conversations')} may not be read; the column reason says why.`,
		);
	}
	const formless = [...byId.values()].filter(({ surveyForm }) => !hasQuestions(surveyForm));
	const formIdOf = (survey: unknown) => textOf(valueAt(survey, 'surveyForm.id')) ?? '';
	const forms = await readForms(connection, API.surveyForm, formless.map(formIdOf).filter(Boolean), warn);
	return surveys.flatMap((survey) => {
		const full = byId.get(survey.surveyId);
		if (!mayBeRead(survey)) return [unanswered({ ...survey, reason: 'notPermitted' })];
		if (!full) return [];
		const form = hasQuestions(full.surveyForm) ? full.surveyForm : forms.get(formIdOf(full));
		return answersOf({ ...survey, answers: full.answers }, form);
	});
}
