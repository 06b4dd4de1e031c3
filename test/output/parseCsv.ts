/**
 * Reads RFC 4180 and nothing else: records end with CRLF, a quote stands only where the RFC has one, all records have as
 * many fields as the first.
 *
 * @throws Error at the first character that the RFC doesn't allow
 */
export function parseCsv(text: string): string[][] {
	const records: string[][] = [];
	let at = 0;
	while (at < text.length) {
		const record: string[] = [];
		for (;;) {
			let field = '';
			if (text[at] === '"') {
				for (at++; ;) {
					if (at >= text.length) throw new Error('A quoted field is not closed');
					if (text[at] !== '"') field += text[at++];
					else if (text[at + 1] === '"') {
						field += '"';
						at += 2;
					} else break;
				}
				at++;
			} else {
				while (at < text.length && !',\r\n"'.includes(text[at]!)) field += text[at++];
			}
			record.push(field);
			if (text[at] === ',') at++;
			else if (text.startsWith('\r\n', at)) {
				at += 2;
				break;
			} else throw new Error(`Not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
		}
		if (records[0] && records[0].length !== record.length)
			throw new Error(`Record ${records.length} has ${record.length} fields`);
		records.push(record);
	}
	return records;
}
