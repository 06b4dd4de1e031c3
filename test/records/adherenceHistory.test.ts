import {
	joinedAt,
	type AdherenceException,
} from '../../nodes/GenesysCloudAnalytics/records/adherenceHistory';

const unit = { id: 'unit', businessUnitId: null, timeZone: null };
const exception = (agentId: string, startMs: number, endMs: number, info = {}): AdherenceException => ({
	...{ agentId, startMs, endMs, unit, presenceId: null },
	info: { scheduledActivityCodeId: '0', actualActivityCategory: 'Break', impact: 'Negative', ...info },
});

it.each<[string, AdherenceException[], Array<[string, number, number]>]>([
	[
		'one that goes on at the border is one',
		[exception('b', 7, 10), exception('b', 10, 12), exception('a', 10, 11)],
		[
			['b', 7, 12],
			['a', 10, 11],
		],
	],
	[
		'one that ends elsewhere is one of its own',
		[exception('a', 3, 7), exception('a', 7, 9)],
		[
			['a', 3, 7],
			['a', 7, 9],
		],
	],
	[
		'one of something else begins at the border',
		[exception('a', 7, 10), exception('a', 10, 12, { actualActivityCategory: 'Meal' })],
		[
			['a', 7, 10],
			['a', 10, 12],
		],
	],
	[
		'one over two borders is one',
		[exception('a', 7, 10), exception('a', 10, 20), exception('a', 20, 21)],
		[['a', 7, 21]],
	],
])('%s', (_, exceptions, expected) => {
	const joined = joinedAt(new Set([10, 20]), exceptions);
	expect(joined.map(({ agentId, startMs, endMs }) => [agentId, startMs, endMs])).toEqual(expected);
});
