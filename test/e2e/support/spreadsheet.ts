import type { ReceivedRequest } from './receiver';

/** One sheet behind the parts of Google's Sheets API v4 that n8n's node uses to append rows. */
export class Spreadsheet {
	/** Its cells, row by row; the first row has the column names. */
	readonly rows: unknown[][] = [];

	constructor(private readonly title: string) {}

	answer = ({ method, path, body }: ReceivedRequest): unknown => {
		const written = (body as { values?: unknown[][] } | undefined)?.values ?? [];
		if (!path.includes('/values/')) {
			return {
				sheets: [{ properties: { sheetId: 0, title: this.title, gridProperties: { rowCount: 1000 } } }],
			};
		}
		if (method === 'GET') {
			const headerOnly = decodeURIComponent(path).includes('!1:1');
			const values = headerOnly ? this.rows.slice(0, 1) : this.rows;
			return values.length > 0 ? { values } : {};
		}
		// A range of whole rows: `KPIs!2:47`.
		const firstRow = Number(/!(\d+):/.exec(decodeURIComponent(path))?.[1] ?? 1);
		if (method === 'PUT') this.rows.splice(firstRow - 1, written.length, ...written);
		else this.rows.push(...written);
		return { updates: { updatedRows: written.length } };
	};
}
