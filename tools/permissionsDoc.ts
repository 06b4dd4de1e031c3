import { writeFileSync } from 'fs';
import { join } from 'path';

import { resources } from '../nodes/GenesysCloudAnalytics/resources';
import type { EndpointUse, Operation } from '../nodes/GenesysCloudAnalytics/resources/operation';
import { dimensionColumn } from '../nodes/GenesysCloudAnalytics/kpis/aggregateMetrics';
import type { NameKind } from '../nodes/GenesysCloudAnalytics/columns/column';
import { CATALOGUES } from '../nodes/GenesysCloudAnalytics/api/catalogues';
import { API, type AnyEndpoint } from '../nodes/GenesysCloudAnalytics/api/endpoints';
import type { Permissions } from '../nodes/GenesysCloudAnalytics/api/permissions';
import { SEARCHES } from '../nodes/GenesysCloudAnalytics/directory/searches';

export const PERMISSIONS_DOC = join(__dirname, '../docs/permissions.md');

const KINDS = Object.keys(CATALOGUES) as NameKind[];

/** All endpoints of an operation: its own, and those of the names in its rows. */
export function usesOf({ uses, sheets, dimensions = [] }: Operation): EndpointUse[] {
	const named = new Set([
		...sheets.flatMap(({ columns }) => columns.flatMap(({ nameOf }) => nameOf?.kind ?? [])),
		...dimensions.flatMap((dimension) => dimensionColumn(dimension).kind ?? []),
	]);
	return [
		...uses,
		...KINDS.filter((kind) => named.has(kind)).map((kind) => ({
			endpoint: CATALOGUES[kind].endpoints.names,
			for: `names of ${CATALOGUES[kind].plural}`,
			without: 'no names',
		})),
	];
}

/** A line of the table: permissions, what they are needed for, and what happens without them. */
export interface Need extends Omit<EndpointUse, 'endpoint'> {
	permissions: Permissions;
}

/** What an operation needs, each permission once: what it always needs isn't listed again for one of its parts. */
export function needsOf(operation: Operation): Need[] {
	const needs = new Map<string, Need>();
	const used = usesOf(operation).filter(({ endpoint }) => endpoint.permissions.names.length > 0);
	const always = new Set(used.filter((ask) => !ask.for).map((ask) => inCode(ask.endpoint.permissions)));
	for (const { endpoint, ...use } of used) {
		const key = inCode(endpoint.permissions);
		if (use.for && always.has(key)) continue;
		needs.set(`${key} ${use.for}`, { ...use, permissions: endpoint.permissions });
	}
	return [...needs.values()];
}

/** docs/permissions.md from the code. */
export function permissionsDoc(): string {
	const free = KINDS.filter((kind) => CATALOGUES[kind].endpoints.names.permissions.names.length === 0);
	return `# Permissions

Generated from the endpoint table that the node itself uses: \`npm run generate\`.

The node signs in with an OAuth client that has the grant type Client Credentials. The roles of that client and their
divisions decide what it may do; scopes have no effect.

To add a permission: in Genesys Cloud, open Admin > People & Permissions > Roles / Permissions, add it to a role, and give
that role to the client under Admin > Integrations > OAuth, tab Roles, with the divisions whose data you need. According to Genesys's
help, a change takes up to five minutes.

An operation that lacks a permission stops with an error that names it. Where the last column says otherwise, the operation
goes on without it, and a hint names the permission.

${resources.map(({ name, operations }) => section(name, operations)).join('\n\n')}

## Names

According to the API's documentation, no permission is needed for names of ${sentenceList(free.map((kind) => CATALOGUES[kind].plural))}, nor for
the directory's users, divisions, languages and groups.

To choose from a list, or by name instead of ID, the client must also be allowed to read what you choose:

${table(
	['To choose', 'Permission'],
	(Object.keys(SEARCHES) as NameKind[]).flatMap((kind) => {
		const { plural, endpoints } = CATALOGUES[kind];
		return endpoints.list.permissions.names.length > 0 ? [[plural, permissionsOf(endpoints.list)]] : [];
	}),
)}

## The trigger

Conversation events need the same permissions as Conversation > Get Many, Agent Status Changed the same as Agent > Get
Current Status. Queue Threshold needs the same as Queue > Get Current Status, and ${permissionsOf(API.conversationAggregates)}
for service level and abandoned, Agent Out of Adherence the same as Workforce > Get Current Adherence.

## Good to know

Without \`recording:recording:viewSensitiveData\`, Genesys Cloud replaces sensitive data in transcripts with
placeholders such as [CARD_NUMBER]; the column \`redacted\` shows where.

Where a range that began more than 90 days ago is empty, the node asks how long data is kept. Without
${permissionsOf(API.dataRetention)}, it only says so of what is older than 558 days.

Holding ${permissionsOf(API.evaluationAggregates)} is said to disqualify a user from the Hourly Interacting license: leave it
out if you only need the rows of Evaluation.
`;
}

function section(resource: string, operations: readonly Operation[]): string {
	const lines = operations.flatMap((operation) =>
		needsOf(operation).map((need) => [
			`${resource} > ${operation.name}`,
			inCode(need.permissions),
			need.for ?? 'everything',
			need.without ?? 'error',
		]),
	);
	return `## ${resource}\n\n${table(['Operation', 'Permission', 'Needed for', 'Without it'], lines)}`;
}

function table(head: string[], lines: string[][]): string {
	return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function permissionsOf({ permissions }: AnyEndpoint): string {
	return inCode(permissions);
}

function inCode({ names, needed }: Permissions): string {
	return names.map((name) => `\`${name}\``).join(needed === 'all' ? ' and ' : ' or ');
}

/** a, b and c */
function sentenceList(words: readonly string[]): string {
	return words.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

if (require.main === module) writeFileSync(PERMISSIONS_DOC, permissionsDoc());
