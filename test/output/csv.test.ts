import { csvLine } from '../../nodes/GenesysCloudAnalytics/output/csv';
import { parseCsv } from './parseCsv';

it.each([
	[['a', 'b'], 'a,b\r\n'],
	[['', null, 'x'], ',,x\r\n'],
	[[1, -2.5, 0, true, false], '1,-2.5,0,true,false\r\n'],
	[['with "quotes"'], '"with ""quotes"""\r\n'],
	[['"'], '""""\r\n'],
	[['a,b'], '"a,b"\r\n'],
	[['two\nlines'], '"two\nlines"\r\n'],
	[['two\r\nlines'], '"two\r\nlines"\r\n'],
	[[' blank '], '" blank "\r\n'],
	[['Ünïcödé 東京 🦜'], 'Ünïcödé 東京 🦜\r\n'],
	[['semi;colon'], 'semi;colon\r\n'],
	[[null], '\r\n'],
	[[], '\r\n'],
])('%j is the record %j', (cells, line) => {
	expect(csvLine(cells)).toBe(line);
});

describe('text of a customer that a spreadsheet would run', () => {
	it.each([
		'=1+1',
		'+13175550100',
		'-x',
		'@SUM(A1)',
		'\t=1',
		'\r=1',
		'\n=1',
		'＝1',
		'=HYPERLINK("http://evil","x")',
	])('such as %j gets an apostrophe in front, and is nothing else', (text) => {
		expect(parseCsv(csvLine([text]))).toEqual([[`'${text}`]]);
	});

	it.each(['a=1', '1+1', ' =1', "'=1", 'tel:+13175550100', ''])('such as %j is left alone', (text) => {
		expect(parseCsv(csvLine([text, 'x']))).toEqual([[text, 'x']]);
	});

	it('is never a number: negative ones stay numbers', () => {
		expect(csvLine([-5])).toBe('-5\r\n');
	});
});

it('what is written is read back, whatever it is', () => {
	const alphabet = ['a', '"', ',', '\r', '\n', ' ', ';', "'", 'ü', '東', '🦜', '\t'];
	let seed = 7;
	const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
	const text = () => `x${Array.from({ length: next(8) }, () => alphabet[next(alphabet.length)]).join('')}`;
	const table = Array.from({ length: 2_000 }, () => [text(), text(), text()]);
	expect(parseCsv(table.map((cells) => csvLine(cells)).join(''))).toEqual(table);
});
