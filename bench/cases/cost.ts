import type { INodeParameters } from 'n8n-workflow';

import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { createConversations } from '../../packages/simulator';
import { cpuOf } from '../clients';
import { PAGE } from '../limits';
import { memoryOf, memoryOfSdk, type MemoryUse } from '../memory';
import { organization, RANGE } from '../organization';
import { atMost, type Section, type Target } from '../report';
import { measured, show } from '../statistics';

const RECORDS = 4_000;
const ROUNDS = 15;
const FORMAT = { timeZone: 'Europe/Berlin', dateFormat: 'iso', includeAttributes: false } as const;

/** Fewer than one query can page through: with more, a client has to ask in pieces whether there is more. */
const MEMORY_SIZES = [20_000, 99_000];

/** The processor time of making rows, relative to that of parsing the same JSON. */
export async function costOfRows(): Promise<Section> {
	const pages = pagesOf([...createConversations({ count: RECORDS, ...RANGE })]);
	const outputs = ['standard', 'all'] as const;
	const bounds = { standard: 0.5, all: 0.6 };
	const { conversations: sheet } = conversationSheets;
	const makers = outputs.map((output) =>
		rowMaker(sheet, { ...FORMAT, columns: output === 'standard' ? sheet.standard : undefined }),
	);
	const rounds: Array<{ parse: number; rows: number[] }> = [];
	for (let round = 0; round < ROUNDS + 3; round++) {
		const parsed: unknown[][] = [];
		const parse = cpuOf(() => {
			for (const page of pages) parsed.push((JSON.parse(page) as { conversations: unknown[] }).conversations);
		});
		const rows = makers.map((make) =>
			cpuOf(() => parsed.map((records) => records.map((record) => make(record)))),
		);
		// The first rounds are for the compiler.
		if (round >= 3) rounds.push({ parse, rows });
	}
	const perRecord = (ms: number) => (1_000 * ms) / RECORDS;
	const parse = measured(rounds.map((round) => perRecord(round.parse)));
	const rows = [['JSON.parse', show(parse, 'µs', 1), '1']];
	const targets: Target[] = [];
	for (const [index, output] of outputs.entries()) {
		const ratio = measured(rounds.map((round) => round.rows[index]! / round.parse));
		rows.push([
			`rows, ${output}`,
			show(measured(rounds.map((round) => perRecord(round.rows[index]!))), 'µs', 1),
			show(ratio),
		]);
		const bound = bounds[output];
		targets.push(
			atMost(`${output} rows by JSON.parse of the same bytes, at most ${bound}`, ratio.median, bound),
		);
	}
	return {
		title: '(d) Processor time of rows',
		method: `${RECORDS} different conversations in pages of ${PAGE}, ${Math.round(pages.join('').length / RECORDS)} bytes each; ${ROUNDS} rounds after a warm-up, processor time of all threads.`,
		columns: ['', 'each conversation', 'by JSON.parse'],
		rows,
		targets,
	};
}

/** How much memory a result needs, as items and as a file. */
export async function memory(): Promise<Section> {
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const count of MEMORY_SIZES) {
		const server = await organization(count);
		const each = ({ peak, held }: MemoryUse) => ({
			peak: peak / count / 1_000,
			held: held / count / 1_000,
		});
		const measure = async (parameters: INodeParameters) => {
			return {
				resident: each(await memoryOf('resident', server, count, parameters)),
				live: each(await memoryOf('live', server, count, parameters)),
			};
		};
		const items = await measure({});
		const file = await measure({ returnAs: 'csv' });
		const sdk = each(await memoryOfSdk(server, count));
		await server.close();
		rows.push([String(count), "the SDK's conversations", `${sdk.peak.toFixed(2)} kB`, '', '']);
		for (const [what, { resident, live }] of Object.entries({ items, 'CSV file': file })) {
			const kilobytes = [resident.peak, live.peak, live.held].map((value) => `${value.toFixed(2)} kB`);
			rows.push([String(count), what, ...kilobytes]);
		}
		targets.push(
			atMost(
				`${count} as items: resident peak by that of the SDK's conversations, at most 1`,
				items.resident.peak / sdk.peak,
				1,
			),
			// The memory of pages in flight doesn't grow with the range, so it only matters with few conversations.
			...(count === Math.max(...MEMORY_SIZES)
				? [
						atMost(
							`${count} as CSV file: live peak by that of items, at most 0.33`,
							file.live.peak / items.live.peak,
							1 / 3,
						),
					]
				: []),
			atMost(
				`${count} as CSV file: held by that of items, at most 0.33`,
				file.live.held / items.live.held,
				1 / 3,
			),
		);
	}
	return {
		title: '(d) Memory',
		method:
			'Per conversation, each run in a fresh process; source Query, simplified rows, names not resolved, files on disk. Measured above what the process used before (engine loaded, a small run done, garbage collected), until n8n has serialized the execution for saving. Resident: sampled every 5 ms, including garbage that was not collected yet. Live: heap and buffers every 500 ms, each time after a garbage collection. Held: live memory while n8n holds the execution. The SDK: page by page into a list that keeps every conversation as it came, in the same run.',
		columns: ['conversations', 'as', 'resident peak', 'live peak', 'live held'],
		rows,
		targets,
	};
}

function pagesOf(records: unknown[]): string[] {
	const pages: string[] = [];
	for (let from = 0; from < records.length; from += PAGE) {
		pages.push(
			JSON.stringify({ conversations: records.slice(from, from + PAGE), totalHits: records.length }),
		);
	}
	return pages;
}
