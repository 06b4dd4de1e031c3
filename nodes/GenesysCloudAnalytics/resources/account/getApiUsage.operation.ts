import { API } from '../../api/endpoints';
import { apiUsageSheet } from '../../columns/apiUsageSheet';
import type { Settings } from '../../fields/field';
import { choice, number, severalOf, text } from '../../fields/kinds';
import { FIGURES_FOR_AGENTS, limitForAgents } from '../../fields/limit';
import { options } from '../../fields/options';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { counted } from '../../messages/count';
import { text as textOf } from '../../records/conversation';
import { interval } from '../../records/filters';
import { readApiUsage } from '../../reading/apiUsage';
import { DAY_MS } from '../../time/durations';
import { CREDENTIAL_TYPE } from '../../transport/connection';
import { upToLimit } from '../limit';
import { operation, type Found, type Work } from '../operation';

/** The API counts 90 days in one query, the end included. */
const MOST_DAYS = 90;

const fields = {
	days: number({
		displayName: 'Days',
		byDefault: 7,
		min: 1,
		max: MOST_DAYS,
		isWhole: true,
		description:
			'How many days, up to the end of yesterday. Genesys Cloud counts whole days in UTC, and today only when it is over.',
	}),
	per: choice({
		displayName: 'Per',
		byDefault: 'Day',
		description: 'What a row counts the requests of',
		options: [
			['Day', 'Day'],
			['Week', 'Week'],
			['Month', 'Month'],
		],
	}),
	usageGroups: severalOf({
		displayName: 'Group By',
		byDefault: ['TemplateUri', 'HttpMethod'],
		description: 'What to count separately. Without any, there is one row for each day, week or month.',
		options: [
			['TemplateUri', 'Address', 'Which operations of the API, with names in place of IDs'],
			['HttpMethod', 'Method'],
			['Platform', 'Platform'],
		],
	}),
	rows: rows(apiUsageSheet),
	limit: limitForAgents({ ofTool: FIGURES_FOR_AGENTS }),
	options: options(
		[apiUsageSheet],
		{
			clientId: text({
				displayName: 'OAuth Client ID',
				placeholder: 'e.g. 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
				description: 'Another OAuth client of the organization, instead of the one in the credential',
			}),
		},
		{ hasFilters: false },
	),
	permissionNotice: permissionNotice(API.usage),
};
type Said = Settings<typeof fields>;

export const getApiUsage = operation({
	value: 'getApiUsage',
	name: 'Get API Usage',
	action: 'Get API usage',
	description:
		'Count the requests that the OAuth client made, per day and address of the API, with those refused for the rate limit. Today is not included.',
	rowPer: 'day and address of the API: requests, and those that the rate limit refused',
	fields,
	sheets: [apiUsageSheet],
	uses: [{ endpoint: API.createUsageQuery }, { endpoint: API.usage }],
	sheetOf: () => apiUsageSheet,
	find,
});

async function find(said: Said, { connection, context, now, report }: Work): Promise<Found> {
	const { days, per, usageGroups, options: chosen, limit } = said;
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const clientId = chosen.clientId || (textOf(credential.clientId) ?? '');
	const usage = await readApiUsage(connection, clientId, {
		interval: daysBefore(now, days),
		granularity: per,
		groupBy: [...usageGroups],
	});
	const refused = usage.reduce((sum, { status429 }) => sum + (status429 ?? 0), 0);
	if (refused > 0) {
		report.warn(
			`${counted(refused, 'requests')} ${refused === 1 ? 'was' : 'were'} refused because the rate limit was used up. The node waits and asks again, so nothing is lost, but runs take longer.`,
		);
	}
	const latestFirst = usage.sort(
		(a, b) => (b.date ?? '').localeCompare(a.date ?? '') || (b.requestCount ?? 0) - (a.requestCount ?? 0),
	);
	return { records: upToLimit(report, latestFirst, limit, 'rows'), fileName: 'api-usage' };
}

/** Whole days in UTC, the last one yesterday. Both ends belong to the interval. */
function daysBefore(nowMs: number, days: number): string {
	const end = Math.floor(nowMs / DAY_MS) * DAY_MS;
	return interval({ startMs: end - days * DAY_MS, endMs: end - 1 });
}
