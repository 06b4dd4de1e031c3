import { entries, fields, isoTime, number, text } from '../../records/conversation';
import { connectionSheet, type ConnectionInfo } from '../../columns/connectionSheet';
import { ask } from '../../api/ask';
import { jobAvailability } from '../../api/detailsJob';
import { API } from '../../api/endpoints';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { CREDENTIAL_TYPE } from '../../transport/connection';
import { options } from '../../fields/options';
import { rows } from '../../fields/rows';
import { operation, type Found, type Work } from '../operation';

const form = {
	rows: rows(connectionSheet),
	options: options([connectionSheet], {}, { hasFilters: false }),
};

export const getConnection = operation({
	value: 'getConnection',
	name: 'Get Connection Info',
	action: 'Get connection information',
	description:
		'Get the organization, the OAuth client with its roles and divisions, how recent the data of details jobs is, how long data is kept, the limits of analytics, and what is left of the rate limit. Run this first if something is wrong.',
	rowPer: 'connection: organization, roles, divisions, rate limit; run this first if something is wrong',
	fields: form,
	sheets: [connectionSheet],
	uses: [
		{ endpoint: API.token },
		{ endpoint: API.organization },
		{
			endpoint: API.conversationDetailsJobs.availability,
			for: 'how recent the data of details jobs is',
			without: 'null',
		},
		{
			endpoint: API.userDetailsJobs.availability,
			for: 'how recent the data of jobs of status history is',
			without: 'null',
		},
		{ endpoint: API.limits, for: 'the limits of analytics', without: 'null' },
		{ endpoint: API.dataRetention, for: 'how long data is kept', without: 'null' },
	],
	sheetOf: () => connectionSheet,
	find,
});

async function find(_: unknown, { connection, context, directory, report }: Work): Promise<Found> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const refused: GenesysError[] = [];

	/** What is refused is null in the row and said in the report: the rest may tell why. */
	async function attempt<T>(what: string, answer: Promise<T>): Promise<T | undefined> {
		return await answer.catch((error: unknown) => {
			if (!(error instanceof GenesysError) || error.status === undefined || error.status === 401) throw error;
			refused.push(error);
			const { permissions } = error.circumstances;
			report.warn(
				permissions
					? `${what} can't be read: add the permission ${permissions} to a role of the OAuth client.`
					: `${what} can't be read: ${sentenceOf(error)}.`,
			);
			return undefined;
		});
	}

	const [token, organization, availableUntil, statusUntil, retention, limits] = await Promise.all([
		attempt('The OAuth client', ask(connection, API.token, {})),
		attempt('The organization', ask(connection, API.organization, {})),
		attempt('The availability of details jobs', jobAvailability(connection, API.conversationDetailsJobs)),
		attempt('The availability of jobs of status history', jobAvailability(connection, API.userDetailsJobs)),
		attempt('How long data is kept', ask(connection, API.dataRetention, {})),
		attempt('The limits of analytics', ask(connection, API.limits, { ids: ['analytics'] })),
	]);
	if (refused.length === 6) throw refused[0]!;

	const client = fields<{ OAuthClient: unknown; organization: unknown }>(token);
	const { id, name, state, roleDivisions } = fields<Record<string, unknown>>(client.OAuthClient);
	const owner = {
		...fields<Record<string, unknown>>(client.organization),
		...fields<Record<string, unknown>>(organization),
	};
	const { window, resetsInMs } = connection.budget;
	const info: ConnectionInfo = {
		organizationId: text(owner.id),
		organizationName: text(owner.name),
		clientId: text(id) ?? text(credential.clientId),
		clientName: text(name),
		clientState: text(state),
		roleIds: distinctIds(roleDivisions, 'roleId'),
		divisionIds: distinctIds(roleDivisions, 'divisionId'),
		region: text(credential.region),
		apiBaseUrl: connection.apiHost,
		jobDataAvailableUntil: isoTime(availableUntil),
		statusJobDataAvailableUntil: isoTime(statusUntil),
		retentionDays: retention?.retentionDays ?? null,
		limits: limitsIn(limits),
		rateLimitAllowed: window?.allowed ?? null,
		rateLimitUsed: window?.used ?? null,
		rateLimitResetSeconds: resetsInMs === undefined ? null : Math.ceil(resetsInMs / 1_000),
	};
	await attempt('Names of divisions', directory.load('division', [...info.divisionIds]));
	return { records: [info], fileName: 'connection' };
}

/** Each once. `*` stands for all divisions. */
function distinctIds(roleDivisions: unknown, field: 'roleId' | 'divisionId'): string[] {
	return [
		...new Set(entries<Record<string, unknown>>(roleDivisions).flatMap((each) => text(each[field]) ?? [])),
	];
}

/** "search.max.results: 100000" */
function limitsIn(listing: unknown): string[] {
	const { entities } = fields<{ entities: unknown }>(listing);
	return entries<{ key: unknown; value: unknown }>(entities).flatMap(({ key, value }) => {
		const [name, most] = [text(key), number(value)];
		return name === null || most === null ? [] : [`${name}: ${most}`];
	});
}
