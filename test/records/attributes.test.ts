import { matchesAttributes } from '../../nodes/GenesysCloudAnalytics/records/attributes';

const record = {
	participants: [
		{ purpose: 'acd', attributes: { tier: 'queue', onlyOfQueue: 'x' }, sessions: [{}] },
		{ purpose: 'customer', attributes: { tier: 'gold', empty: '', count: 3, odd: { a: 1 } }, sessions: [{}] },
	],
};

it.each([
	['the customer’s value, as the column has it', [{ name: 'tier', value: 'gold' }], true],
	['not that of another participant beside it', [{ name: 'tier', value: 'queue' }], false],
	['that of another participant where the customer has none', [{ name: 'onlyOfQueue', value: 'x' }], true],
	[
		'all of several',
		[
			{ name: 'tier', value: 'gold' },
			{ name: 'count', value: '3' },
		],
		true,
	],
	[
		'not some of several',
		[
			{ name: 'tier', value: 'gold' },
			{ name: 'count', value: '4' },
		],
		false,
	],
	['one that is set', [{ name: 'tier' }], true],
	['not one that is empty', [{ name: 'empty' }], false],
	['not one that is no value', [{ name: 'odd' }], false],
	['not one that is not there', [{ name: 'Tier' }], false],
	['no prototype', [{ name: 'constructor' }], false],
])('matches %s', (_, filters, expected) => {
	expect(matchesAttributes(record, filters)).toBe(expected);
});

it.each([[null], ['x'], [{}], [{ participants: [null, { attributes: 'x' }] }]])(
	'matches nothing in %j',
	(value) => {
		expect(matchesAttributes(value, [{ name: 'tier' }])).toBe(false);
	},
);
