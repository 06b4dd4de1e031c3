import { csvLine, PLAIN_CSV } from '../../nodes/GenesysCloudAnalytics/output/csv';
import { parseCsv } from './parseCsv';

it.each([
	[['a', 'b'], 'a,b'],
	[['', null, 'x'], ',,x'],
	[[1, -2.5, 0, true, false], '1,-2.5,0,true,false'],
	[['with "quotes"'], '"with ""quotes"""'],
	[['"'], '""""'],
	[['a,b'], '"a,b"'],
	[['two\nlines'], '"two\nlines"'],
	[['two\r\nlines'], '"two\r\nlines"'],
	[[' blank '], '" blank "'],
	[['Ünïcödé 東京 🦜'], 'Ünïcödé 東京 🦜'],
	[['semi;colon'], 'semi;colon'],
	[[null, null], ','],
])('%j is the record %j', (cells, line) => {
	expect(csvLine(cells)).toBe(line);
});

it.each([
	[';', ['a;b', 'a,b', 1.5], '"a;b";a,b;1.5'],
	['\t', ['a\tb', 'a,b', null], '"a\tb"\ta,b\t'],
])('with the delimiter %j, %j is the record %j', (delimiter, cells, line) => {
	expect(csvLine(cells, { ...PLAIN_CSV, delimiter })).toBe(line);
});

it.each([[null], ['']])('a record of %j alone is no empty line, which many readers skip', (cell) => {
	expect(csvLine([cell])).toBe('""');
	expect(parseCsv(`${csvLine([cell])}\r\n`)).toEqual([['']]);
});

describe('text of a customer that a spreadsheet would run', () => {
	it.each([
		'=1+1',
		'+1+1',
		'+13175550100=1',
		'+A1',
		'++1',
		'-x',
		'@SUM(A1)',
		'\t=1',
		'\r=1',
		'\n=1',
		'＝1',
		'=HYPERLINK("http://evil","x")',
	])('such as %j gets an apostrophe in front, and is nothing else', (text) => {
		expect(parseCsv(`${csvLine([text])}\r\n`)).toEqual([[`'${text}`]]);
	});

	it.each(['-', '-, 12.5', '12.5, -', '-0:00:05', '-100:00:05'])(
		'is not what the node itself writes, such as %j',
		(text) => {
			expect(csvLine([text, 'x'], { ...PLAIN_CSV, delimiter: ';' })).toBe(`${text};x`);
		},
	);

	it.each(['-=1', '-, =1', '-1', '-0:00:05+1', '-A1'])('is also %j', (text) => {
		expect(parseCsv(`${csvLine([text])}\r\n`)).toEqual([[`'${text}`]]);
	});

	it.each(['a=1', '1+1', ' =1', "'=1", 'tel:+13175550100', '+13175550100', '+1 317 555 0100', ''])(
		'such as %j is left alone',
		(text) => {
			expect(parseCsv(`${csvLine([text, 'x'])}\r\n`)).toEqual([[text, 'x']]);
		},
	);

	it('is left alone where defusing is switched off', () => {
		expect(csvLine(['=1+1'], { ...PLAIN_CSV, defuse: false })).toBe('=1+1');
	});

	it('is never a number: negative ones stay numbers', () => {
		expect(csvLine([-5])).toBe('-5');
	});
});

it('what is written is read back, whatever it is', () => {
	const alphabet = ['a', '"', ',', '\r', '\n', ' ', ';', "'", 'ü', '東', '🦜', '\t'];
	let seed = 7;
	const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
	const text = () => `x${Array.from({ length: next(8) }, () => alphabet[next(alphabet.length)]).join('')}`;
	const table = Array.from({ length: 2_000 }, () => [text(), text(), text()]);
	expect(parseCsv(table.map((cells) => `${csvLine(cells)}\r\n`).join(''))).toEqual(table);
});
