import { entries, fields, text } from '../../analytics/conversation';
import type { Row } from '../../analytics/rows';
import { clock } from '../../transport/clock';
import { ask } from '../../api/ask';
import { jobAvailability } from '../../api/detailsJob';
import { API } from '../../api/endpoints';
import { GenesysError } from '../../transport/errors';
import { CREDENTIAL_TYPE } from '../../transport/exchange';
import { toResult, type Operation, type Result, type Session } from '../operation';

const LIST_SEPARATOR = ', ';

export const getConnection: Operation = {
	value: 'getConnection',
	name: 'Get Connection Info',
	action: 'Get information on the connection',
	description:
		'Get the organization, the OAuth client with its roles and divisions, up to when job data is available and what is left of the rate limit: the first thing to run when something is wrong',
	fields: [],
	execute,
};

async function execute(session: Session): Promise<Result> {
	const { connection, context, directory } = session;
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const refused: GenesysError[] = [];

	/** What is refused is null in the row and said in a hint: the rest may tell why. */
	async function attempt<T>(what: string, answer: Promise<T>): Promise<T | undefined> {
		return await answer.catch((error: unknown) => {
			if (!(error instanceof GenesysError) || error.status === undefined || error.status === 401) throw error;
			refused.push(error);
			const { permissions, text: said, status } = error.circumstances;
			session.hint(
				permissions && status === 403
					? `${what} can't be read: add the permission ${permissions} to a role of the OAuth client.`
					: `${what} can't be read: Genesys Cloud answered ${status}${said ? `, "${said}"` : ''}.`,
				'warning',
			);
			return undefined;
		});
	}

	const [token, organization, availableUntil] = await Promise.all([
		attempt('The OAuth client', ask(connection, API.token, {})),
		attempt('The organization', ask(connection, API.organization, {})),
		attempt('Up to when details jobs have data', jobAvailability(connection)),
	]);
	if (refused.length === 3) throw refused[0]!;

	const client = fields<{ OAuthClient: unknown; organization: unknown }>(token);
	const { id, name, state, roleDivisions } = fields<Record<string, unknown>>(client.OAuthClient);
	const owner = {
		...fields<Record<string, unknown>>(client.organization),
		...fields<Record<string, unknown>>(organization),
	};
	const { window } = connection.budget;
	const row: Row = {
		organizationId: text(owner.id),
		organizationName: text(owner.name),
		clientId: text(id) ?? text(credential.clientId),
		clientName: text(name),
		clientState: text(state),
		roleIds: joined(roleDivisions, 'roleId'),
		divisionIds: joined(roleDivisions, 'divisionId'),
		divisionNames: null,
		region: text(credential.region),
		apiBaseUrl: connection.apiHost,
		jobDataAvailableUntil: availableUntil === undefined ? null : new Date(availableUntil).toISOString(),
		rateLimitAllowed: window?.allowed ?? null,
		rateLimitUsed: window?.used ?? null,
		rateLimitResetSeconds: window ? Math.max(0, Math.ceil((window.endsBy - clock.now()) / 1_000)) : null,
	};
	const nameColumn = { column: 'divisionNames', idColumn: 'divisionIds', kind: 'division' } as const;
	await attempt('Names of divisions', directory.fill([row], [nameColumn]));
	return toResult([row]);
}

/** Each once; null where the client isn't told. `*` stands for all divisions. */
function joined(roleDivisions: unknown, field: 'roleId' | 'divisionId'): string | null {
	const ids = entries<Record<string, unknown>>(roleDivisions).flatMap((each) => text(each[field]) ?? []);
	return ids.length > 0 ? [...new Set(ids)].join(LIST_SEPARATOR) : null;
}
