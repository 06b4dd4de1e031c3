import { column, nameColumn, type Column } from './column';
import type { Sheet } from './sheet';

/** What is known of a connection; what the client may not read is null. */
export interface ConnectionInfo {
	organizationId: string | null;
	organizationName: string | null;
	clientId: string | null;
	clientName: string | null;
	clientState: string | null;
	roleIds: readonly string[];
	divisionIds: readonly string[];
	region: string | null;
	apiBaseUrl: string;
	jobDataAvailableUntil: string | null;
	statusJobDataAvailableUntil: string | null;
	retentionDays: number | null;
	limits: readonly string[];
	rateLimitAllowed: number | null;
	rateLimitUsed: number | null;
	rateLimitResetSeconds: number | null;
}

const columns: ReadonlyArray<Column<ConnectionInfo>> = [
	column('organizationId', 'id', 'The organization', 'organization.id', (c) => c.organizationId),
	column(
		'organizationName',
		'text',
		"The organization's name",
		'organization.name',
		(c) => c.organizationName,
	),
	column('clientId', 'id', 'The OAuth client', 'OAuthClient.id', (c) => c.clientId),
	column('clientName', 'text', "The client's name", 'OAuthClient.name', (c) => c.clientName),
	column('clientState', 'text', '`active` or `inactive`', 'OAuthClient.state', (c) => c.clientState),
	column('roleIds', 'ids', "The client's roles", 'OAuthClient.roleDivisions[].roleId', (c) => c.roleIds),
	column(
		'divisionIds',
		'ids',
		'The divisions of these roles; `*` stands for all',
		'OAuthClient.roleDivisions[].divisionId',
		(c) => c.divisionIds,
	),
	nameColumn('divisionNames', 'divisionIds', 'division'),
	column('region', 'text', 'The region', 'the credential', (c) => c.region),
	column('apiBaseUrl', 'text', 'Scheme and host of the API', 'the credential', (c) => c.apiBaseUrl),
	column(
		'jobDataAvailableUntil',
		'time',
		'The time up to which details jobs of conversations have data',
		'dataAvailabilityDate',
		(c) => c.jobDataAvailableUntil,
	),
	column(
		'statusJobDataAvailableUntil',
		'time',
		"The same for those of agents' status history, which have a time of their own",
		'dataAvailabilityDate of user details jobs',
		(c) => c.statusJobDataAvailableUntil,
	),
	column(
		'retentionDays',
		'count',
		'How many days the organization keeps analytics data; null where that was never set',
		'dataretention/settings retentionDays',
		(c) => c.retentionDays,
	),
	column(
		'limits',
		'texts',
		"The limits of analytics in this organization, by Genesys Cloud's own names",
		'limits/namespaces/analytics entities[].key, value',
		(c) => c.limits,
	),
	column(
		'rateLimitAllowed',
		'count',
		'Requests allowed per window',
		'header inin-ratelimit-allowed',
		(c) => c.rateLimitAllowed,
	),
	column(
		'rateLimitUsed',
		'count',
		'Requests made in this window',
		'header inin-ratelimit-count',
		(c) => c.rateLimitUsed,
	),
	column(
		'rateLimitResetSeconds',
		'number',
		'Seconds until the next window',
		'header inin-ratelimit-reset',
		(c) => c.rateLimitResetSeconds,
	),
];

/** The connection: one row. */
export const connectionSheet: Sheet<ConnectionInfo, ConnectionInfo> = {
	name: 'connection',
	about: 'One row: what the client is, what it may do, and what is left of the rate limit.',
	columns,
	key: ['organizationId', 'clientId'],
	nullable: ['organizationId', 'clientId'],
	simplified: [
		'organizationName',
		'clientName',
		'clientState',
		'divisionNames',
		'region',
		'apiBaseUrl',
		'jobDataAvailableUntil',
		'rateLimitAllowed',
		'rateLimitUsed',
		'rateLimitResetSeconds',
	],
};
