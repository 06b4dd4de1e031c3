import { alignAttributes } from '../../nodes/GenesysCloudAnalytics/columns/attributes';
import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { createMask } from '../../nodes/GenesysCloudAnalytics/columns/mask';
import { rowMaker, type RowFormat } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { rich } from './rich';

const plain: RowFormat = { timeZone: 'UTC', dateFormat: 'iso', includeAttributes: false };
const { conversations, agentSessions, segments } = conversationSheets;
const outputs = [conversations, agentSessions, segments];

describe('times', () => {
	it.each([
		['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29 01:59:59'],
		['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29 03:00:00'],
		['Europe/Berlin', '2026-10-25T00:59:59.000Z', '2026-10-25 02:59:59'],
		['Europe/Berlin', '2026-10-25T01:00:00.000Z', '2026-10-25 02:00:00'],
		['America/New_York', '2026-01-01T04:59:00.000Z', '2025-12-31 23:59:00'],
		['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', '2026-04-05 01:30:00'],
		['Asia/Kathmandu', '2026-02-28T18:15:00.000Z', '2026-03-01 00:00:00'],
		['UTC', '2026-03-10T09:00:00Z', '2026-03-10 09:00:00'],
	])('for a spreadsheet: %s, %s → %s', (timeZone, conversationStart, expected) => {
		const [row] = rowMaker(conversations, { ...plain, timeZone, dateFormat: 'spreadsheet' })({
			conversationStart,
		});
		expect(row!.startTime).toBe(expected);
	});

	it.each([
		['2026-03-10T09:00:00.123Z', '2026-03-10T09:00:00.123Z'],
		['2026-03-10T09:00:00Z', '2026-03-10T09:00:00.000Z'],
		['2026-03-10T10:00:00.5+01:00', '2026-03-10T09:00:00.500Z'],
		['2026-03-10T09:00', '2026-03-10T09:00:00.000Z'],
		['2026-03-1T09:00:00.000Z', null],
		['2026-13-10T09:00:00.000Z', null],
		['2026-03-10T25:00:00.000Z', null],
		['10 March 2026', null],
		['', null],
		[1_773_133_200_000, null],
	])('ISO 8601 in UTC: %p → %p', (conversationStart, expected) => {
		expect(rowMaker(conversations, plain)({ conversationStart })[0]!.startTime).toBe(expected);
	});

	it('of an unknown time zone are refused before the first row', () => {
		expect(() => rowMaker(conversations, { ...plain, timeZone: 'Europe/Atlantis' })).toThrow(
			'"Europe/Atlantis" is unknown',
		);
	});
});

describe('masking personal data', () => {
	const mask = createMask('the secret of this credential');
	const personal = [
		'+15550100',
		'+15550199',
		'+15550101',
		'ada@example.com',
		'help@example.org',
		'Ada',
		'Hello',
		'Ada was glad',
		'contact',
		'gold',
		'silver',
	];

	it.each(outputs)('%s: nothing personal is left, and everything else is as before', (output) => {
		const shown = rowMaker(output, { ...plain, includeAttributes: true })(rich);
		const masked = rowMaker(output, { ...plain, includeAttributes: true, mask })(rich);
		shown.forEach((row, index) => {
			for (const [key, value] of Object.entries(row)) {
				const cell = masked[index]![key];
				if (cell === value) expect(personal.filter((secret) => String(value).includes(secret))).toEqual([]);
				else expect(cell).toMatch(/^masked-[0-9a-f]{16}(, masked-[0-9a-f]{16})*$/);
			}
		});
		expect(JSON.stringify(shown)).toContain('+15550100');
	});

	it('keeps equal values equal, over runs, in lists and in other columns', () => {
		const [row] = rowMaker(conversations, { ...plain, mask: createMask('the secret of this credential') })(
			rich,
		);
		expect(row!.ani).toBe(mask('tel:+15550100'));
		expect(row!.callbackNumbers).toBe(`${mask('+15550100')}, ${mask('+15550101')}`);
		expect(mask('a')).not.toBe(mask('b'));
		expect(mask('a')).not.toBe(createMask('another secret')('a'));
	});

	it('stays the same when more values came by than it remembers', () => {
		const before = mask('tel:+15550100');
		for (let n = 0; n < 20_001; n++) mask(String(n));
		expect(mask('tel:+15550100')).toBe(before);
	});
});

describe('participant attributes', () => {
	const withAttributes = { ...plain, includeAttributes: true };

	it.each(outputs)("%s: become columns after all others, the customer's before those of others", (output) => {
		const columns = Object.keys(rowMaker(output, plain)(rich)[0]!);
		for (const row of rowMaker(output, withAttributes)(rich)) {
			expect(Object.keys(row).slice(0, columns.length)).toEqual(columns);
			expect(row).toMatchObject({ attribute_tier: 'gold', attribute_lang: 'en', attribute_menu: 'sales' });
		}
	});

	it('stay flat, whatever they hold', () => {
		const record = { participants: [{ attributes: { a: { b: 1 }, c: 3, d: null, __proto__: null } }] };
		const hostile = JSON.parse(
			'{"participants":[{"attributes":{"__proto__":"x","constructor":"y"}}]}',
		) as unknown;
		expect(rowMaker(conversations, withAttributes)(record)[0]).toMatchObject({
			attribute_a: null,
			attribute_c: 3,
			attribute_d: null,
		});
		expect(rowMaker(conversations, withAttributes)(hostile)[0]).toMatchObject({
			attribute___proto__: 'x',
			attribute_constructor: 'y',
		});
	});

	it('are in all rows, in one order, once the rows are aligned', () => {
		const rows: Row[] = [
			{ id: 1, attribute_b: 'b1' },
			{ id: 2, attribute_c: false, attribute_a: 'a2' },
			{ id: 3 },
		];
		alignAttributes(rows);
		expect(rows.map((row) => Object.entries(row))).toEqual([
			[
				['id', 1],
				['attribute_a', null],
				['attribute_b', 'b1'],
				['attribute_c', null],
			],
			[
				['id', 2],
				['attribute_a', 'a2'],
				['attribute_b', null],
				['attribute_c', false],
			],
			[
				['id', 3],
				['attribute_a', null],
				['attribute_b', null],
				['attribute_c', null],
			],
		]);
	});

	it('are none where none of the rows has any', () => {
		const rows: Row[] = [{ id: 1 }];
		alignAttributes(rows);
		expect(rows).toEqual([{ id: 1 }]);
	});
});
