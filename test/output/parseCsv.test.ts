import { parseCsv } from './parseCsv';

it.each([
	[
		'a,b\r\n1,2\r\n',
		[
			['a', 'b'],
			['1', '2'],
		],
	],
	['"a ""b""","x\r\ny"\r\n', [['a "b"', 'x\r\ny']]],
	[',\r\n', [['', '']]],
	['', []],
])('reads %j', (text, records) => {
	expect(parseCsv(text)).toEqual(records);
});

it.each(['a,b', 'a\nb\r\n', 'a"b\r\n', '"a"b\r\n', '"a\r\n', 'a,b\r\nc\r\n'])('refuses %j', (text) => {
	expect(() => parseCsv(text)).toThrow();
});
