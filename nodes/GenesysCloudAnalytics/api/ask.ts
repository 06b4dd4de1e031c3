import { isObject } from '../records/isObject';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { Query, Request } from '../transport/request';
import type { Endpoint } from './endpoints';
import { inWords } from './permissions';
import { fits } from './shapes';

/** What an endpoint is asked with. */
export type Question<Ids extends string[], Body> = Pick<
	Request,
	'onCancel' | 'waits' | 'isBusy' | 'maxBytes'
> & {
	/** Lists become repeated parameters. */
	query?: Query;
} & (Ids extends [] ? { ids?: [] } : { ids: Ids }) &
	(Body extends undefined ? { body?: undefined } : { body: Body });

/**
 * One request to an endpoint. The answer is as it came, and has the endpoint's shape; undefined for a status by which the
 * endpoint says that there is none.
 *
 * @throws GenesysError, for an answer of another shape as well; CancelledError; UserFacingError for an id that is none
 */
export async function ask<Ids extends string[], Body, Answer>(
	connection: Connection,
	endpoint: Endpoint<Ids, Body, Answer>,
	question: Question<Ids, Body>,
): Promise<Answer> {
	const { method, path, permissions, repeatable, answer, none = [] } = endpoint;
	const { ids, ...rest } = question;
	const asked = connection.send<Answer>({
		method,
		path: path(...((ids ?? []) as Ids)),
		permission: inWords(permissions),
		repeatable,
		...(answer ? { fits: (body) => fits(answer, body) } : {}),
		...rest,
		body: rest.body as object | undefined,
	});
	return await asked.catch((error: unknown) => {
		// An endpoint with such a status has undefined among its answers.
		if (isRefusalOf(none, error)) return undefined as Answer;
		throw error;
	});
}

/** Only where Genesys Cloud itself says so: a proxy has 404 pages as well. */
function isRefusalOf(statuses: readonly number[], error: unknown): boolean {
	if (!(error instanceof GenesysError) || error.failure.kind !== 'answer') return false;
	const { status, body } = error.failure;
	return statuses.includes(status) && isObject(body) && typeof body.message === 'string';
}
