import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Row } from '../columns/column';
import { turn } from '../transport/clock';
import type { RowWriter } from './rowWriter';

/** What an operation hands to n8n, before it is paired with the input item. */
export type Items = Array<Pick<INodeExecutionData, 'json' | 'binary'>>;

/** The rows of one record on their way into the output. */
export interface Entry {
	/** As rows, or already as the lines that go into a file, without the end of the last one. */
	content: Row[] | string;
	count: number;
}

/** Where rows go: items, or a file. Records come in one by one. */
export interface Sink<Source = unknown> {
	/** The entry of one record. */
	make(record: Source): Entry;
	/** To be called now and then, such as after each page: a file turns the collected rows into text, which takes less memory. */
	flush(): Promise<void>;
	/**
	 * What n8n gets. The entries are used up.
	 *
	 * @param about beside a file, as its item's JSON; asked for once everything has been done
	 */
	finish(entries: Entry[], about?: () => IDataObject): Promise<Items>;
}

/** Rows as items, one each. */
export class ItemSink<Source> implements Sink<Source> {
	constructor(private readonly rows: RowWriter<Source>) {}

	make(record: Source): Entry {
		const content = this.rows.make(record);
		return { content, count: content.length };
	}

	async flush(): Promise<void> {}

	async finish(entries: Entry[]): Promise<Items> {
		const made = entries.flatMap(rowsOf);
		entries.length = 0;
		const rows = await this.rows.complete(made);
		await turn();
		return toItems(rows);
	}
}

export function rowsOf({ content }: Entry): Row[] {
	return typeof content === 'string' ? [] : content;
}

/** One item each. */
export function toItems(rows: readonly object[]): Items {
	return rows.map((row) => ({ json: row as IDataObject }));
}
