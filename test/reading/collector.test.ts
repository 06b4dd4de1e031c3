import { Collector } from '../../nodes/GenesysCloudAnalytics/reading/conversations/collector';
import type { Search } from '../../nodes/GenesysCloudAnalytics/reading/conversations/search';
import { conversation, HOUR, MINUTE } from '../support/records';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');

const ended: Search = {
	range: { startMs: NOON, endMs: NOON + HOUR },
	matchBy: 'ended',
	order: 'asc',
	limit: Infinity,
	filters: {},
	source: 'auto',
	includeAttributes: false,
	allowPartial: false,
	lookBackDays: 30,
	timeZone: 'UTC',
};

/** An email that was over when the data lake saw it, and has gone on since. */
const inLake = conversation('email', NOON - HOUR, NOON + 10 * MINUTE);

it.each([
	{ since: 'still goes on', fresh: conversation('email', NOON - HOUR), found: [] },
	{ since: 'ended after the range', fresh: conversation('email', NOON - HOUR, NOON + 2 * HOUR), found: [] },
	{
		since: 'ended again in the range',
		fresh: conversation('email', NOON - HOUR, NOON + 20 * MINUTE),
		found: [new Date(NOON + 20 * MINUTE).toISOString()],
	},
])('a conversation that was reopened is taken as the query has it: it $since', ({ fresh, found }) => {
	const collector = new Collector(ended, (record) => (record as typeof inLake).conversationEnd);
	collector.addFresh(fresh);
	collector.addFromLake(inLake);
	expect(collector.result()).toEqual(found);
});

it('a conversation that went on when it was read first, and then no longer belongs, is given up', () => {
	const search: Search = { ...ended, matchBy: 'active' };
	const collector = new Collector(search, () => 'kept');
	collector.addFresh(conversation('a', NOON - HOUR));
	expect(collector.count).toBe(1);
	collector.addFresh(conversation('a', NOON - HOUR, NOON - MINUTE));
	expect([collector.count, collector.result()]).toEqual([0, []]);
});
