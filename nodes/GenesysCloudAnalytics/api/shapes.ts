import { z } from 'zod';

import { isObject } from '../records/isObject';

/**
 * What an answer looks like from outside: which of its fields is a list, what has to be there, which numbers can be counted
 * by. What is in the lists is not looked at: a record may have any shape.
 */
export type Shape = z.ZodType<unknown>;

/** No organization has more of anything, and no number beyond it steers a loop. */
const LARGEST_COUNT = 100_000_000;
/** Of a page of any listing. */
const LARGEST_PAGE_COUNT = 1_000_000;

const list = z.custom<unknown[]>(Array.isArray);
const record = z.custom<object>(isObject);
const text = z.string().min(1);
const count = z.number().int().min(0).max(LARGEST_COUNT);

/** An object with these fields; at least one of `known` tells that it is the API's. Null is the same as absent. */
function envelope(fields: Record<string, z.ZodTypeAny>, known = Object.keys(fields)): Shape {
	const optional = Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, shape.nullish()]));
	return z
		.object(optional)
		.passthrough()
		.refine((answer) => known.some((name) => answer[name] !== undefined && answer[name] !== null));
}

/** Of this shape, or `{}`. */
export const orNothing = (shape: Shape): Shape => z.union([shape, z.object({}).strict()]);

/** `[{…}]` */
export const LIST: Shape = list;

/** `{"id": "…", "participants": [{…}]}`: one thing, and a list of its parts. */
export const oneThing = (id = 'id', parts = 'participants'): Shape =>
	envelope({ [id]: text, [parts]: list }, [id]);

/** `{"OAuthClient": {…}, …}`: at least one of these objects. */
export const objectsNamed = (...names: string[]): Shape =>
	envelope(Object.fromEntries(names.map((name) => [name, record])));

/** `{"url": "https://…"}` */
export const textNamed = (name: string): Shape => envelope({ [name]: text });

const page = {
	pageNumber: count,
	pageCount: z.number().int().min(0).max(LARGEST_PAGE_COUNT),
	pageSize: z.number().int().min(1).max(LARGEST_COUNT),
	total: count,
	nextUri: z.string(),
	cursor: z.string(),
};

/** A page of a listing: `{"entities": [{…}], "pageNumber": 1, "pageCount": 3, "pageSize": 100, "total": 250, "nextUri": "…"}` */
export const LISTING: Shape = envelope({ ...page, entities: list }, ['entities', 'total']);

/** A page of a search: `{"results": [{…}], "total": 250, …}`; where nothing is found, only the total is there. */
export const SEARCH: Shape = envelope({ ...page, results: list }, ['results', 'total']);

/** A page of evaluations: `{"results": [{…}], "pageSize": 100, "pageNumber": 1}`, without a total: the first page that isn't full is the last one. */
export const UNCOUNTED_SEARCH: Shape = envelope({ ...page, results: list }, ['results', 'pageSize']);

/**
 * A page of a query: `{"conversations": [{…}], "totalHits": 250}`. The list is absent after the last page ("loop until it is
 * nil", Genesys's blog of 2022-04-21); the total isn't.
 */
export const hits = (field: string): Shape => envelope({ [field]: list, totalHits: count });

/** `{"conversations": [{…}]}`, or nothing at all where there are none: whoever asks has to make sure of that. */
export const listOrNothing = (field: string): Shape => orNothing(envelope({ [field]: list }));

/** `{"entities": [{…}]}`, with one of the other fields where there are none. */
export const listOr = (field: string, ...others: string[]): Shape =>
	envelope({ [field]: list, ...Object.fromEntries(others.map((name) => [name, z.unknown()])) });

/** `{"conversations": [{…}], "cursor": "…", "dataAvailabilityDate": "…"}`: the cursor is absent on the last page, the list where it is empty. */
export const jobResults = (field: string): Shape =>
	envelope({ [field]: list, cursor: z.string(), dataAvailabilityDate: text });

/** `{"retentionDays": 730, "dateCreated": "…", "dateModified": "…"}`; without days where nobody ever set them. */
export const RETENTION: Shape = orNothing(
	envelope({ retentionDays: count, dateCreated: text, dateModified: text }),
);

/** A page of API usage: `{"queryStatus": "Succeeded", "entities": [{…}], "nextUri": "…"}`; without entities while it is worked on. */
export const USAGE: Shape = envelope({ queryStatus: text, entities: list, nextUri: z.string() }, [
	'queryStatus',
]);

/** A job of Workforce Management: `{"job": {"id": "…", "status": "Complete"}, "downloadUrls": ["https://…"]}`; without addresses while it is worked on. */
export const WFM_JOB: Shape = envelope({ job: z.object({ id: text }).passthrough(), downloadUrls: list }, [
	'job',
]);

/** Schedules: `{"status": "Complete", "result": {…}}`, or `downloadUrl` in the place of the result; neither while they are worked on. */
export const SCHEDULES: Shape = envelope({ status: text, result: record, downloadUrl: text });

/** `{"transcripts": [{…}], "participants": [{…}]}` */
export const TRANSCRIPT_FILE: Shape = envelope({ transcripts: list, participants: list }, ['transcripts']);

/**
 * Whether an answer is one of the API's. An error that comes as a success, `{"message": "…", "status": 503}`, never is.
 *
 * @param body what came, parsed
 */
export function fits(shape: Shape, body: unknown): boolean {
	return !isError(body) && shape.safeParse(body).success;
}

function isError(body: unknown): boolean {
	return isObject(body) && typeof body.message === 'string' && Number(body.status) >= 400;
}
