import type { Models } from 'purecloud-platform-client-v2';

import type { Column } from './column';
import { fieldsOf } from './field';
import type { Sheet } from './sheet';

type Usage = Models.ClientPublicApiUsage;

const field = fieldsOf<Usage, Usage>();

const columns: ReadonlyArray<Column<Usage>> = [
	field('date', 'text', 'The day in UTC, YYYY-MM-DD; of a week or month, its first day', 'date'),
	field('template', 'text', 'The address, with names in place of ids', 'templateUri'),
	field('method', 'text', '`GET`, `POST`, …', 'httpMethod'),
	field('platform', 'text', 'Where the requests came from', 'platform'),
	field('requests', 'count', 'Requests that were answered', 'requestCount'),
	field('status200', 'count', 'Those answered with 200 to 299', 'status200'),
	field('status300', 'count', 'Those answered with 300 to 399', 'status300'),
	field('status400', 'count', 'Those answered with 400 to 499', 'status400'),
	field('status429', 'count', 'Those refused because the rate limit was used up', 'status429'),
	field('status500', 'count', 'Those answered with 500 or more', 'status500'),
];

/** API usage: one row per day and group. What requests are not counted by is null. */
export const apiUsageSheet: Sheet<Usage, Usage> = {
	name: 'apiUsage',
	about: 'One row per day and group: how many requests an OAuth client made, and how they were answered.',
	columns,
	key: ['date', 'template', 'method', 'platform'],
	nullable: ['template', 'method', 'platform'],
};
