import type { Connection } from '../transport/connection';
import type { Query, Request } from '../transport/request';
import type { Endpoint } from './endpoints';
import { inWords } from './permissions';

/** What an endpoint is asked with. */
export type Question<Ids extends string[], Body> = Pick<Request, 'onCancel' | 'patience' | 'isBusy'> & {
	/** Lists become repeated parameters. */
	query?: Query;
} & (Ids extends [] ? { ids?: [] } : { ids: Ids }) &
	(Body extends undefined ? { body?: undefined } : { body: Body });

/**
 * One request to an endpoint.
 *
 * @throws GenesysError, CancelledError; UserFacingError for an id that is none
 */
export async function ask<Ids extends string[], Body, Answer>(
	connection: Connection,
	endpoint: Endpoint<Ids, Body, Answer>,
	question: Question<Ids, Body>,
): Promise<Answer> {
	const { method, path, permissions, repeatable } = endpoint;
	const { ids, ...rest } = question;
	return await connection.send<Answer>({
		method,
		path: path(...((ids ?? []) as Ids)),
		permission: inWords(permissions),
		repeatable,
		...rest,
		body: rest.body as object | undefined,
	});
}
