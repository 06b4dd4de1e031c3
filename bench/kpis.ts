import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import { runNode } from '../test/support/engine';
import { watchLoop, type Blocked } from './blocking';
import { costOf, signedIn } from './clients';
import { answer, inFreshProcess } from './freshProcess';
import type { KpiServerOptions } from './kpiServer';
import { DAY, RANGE } from './organization';

const MEDIA_TYPES = ['voice', 'callback', 'message'];
const INTERVALS = 96;

/** What a day of KPIs by quarter of an hour cost. */
export interface KpiCost extends Blocked {
	rows: number;
	elapsedMs: number;
	/** Processor time of all threads. */
	cpuMs: number;
}

interface Order {
	url: string;
	rows: number;
	/** As the form has it. */
	returnAs: string;
}

/** Reads the KPIs of so many queues in a fresh process. */
export async function kpisOf(queues: number, returnAs: string): Promise<KpiCost> {
	const options: KpiServerOptions = { queues, mediaTypes: MEDIA_TYPES };
	const server = fork(join(__dirname, 'kpiServer.ts'), [JSON.stringify(options)]);
	const [url] = (await once(server, 'message')) as [string];
	const rows = queues * MEDIA_TYPES.length * INTERVALS;
	try {
		return await inFreshProcess<KpiCost>(__filename, { url, rows, returnAs } satisfies Order);
	} finally {
		server.disconnect();
		await once(server, 'exit');
	}
}

async function read({ url, rows, returnAs }: Order): Promise<KpiCost> {
	// n8n keeps files on disk by default.
	await Container.get(BinaryDataService).init();
	const host = await signedIn({ url, token: async () => 'bench' });
	let cost = { elapsedMs: NaN, cpuMs: NaN };
	const blocked = await watchLoop(async () => {
		cost = await costOf(async () => {
			const { items, error } = await runNode(
				{ url: '' },
				{
					...{ resource: 'performance', operation: 'getKpis', granularity: 'PT15M', returnAs },
					...{ timeRange: 'custom', startTime: new Date(RANGE.to - DAY).toISOString() },
					...{ endTime: new Date(RANGE.to).toISOString(), options: { resolveNames: false } },
				},
				{ host },
			);
			if (error) throw error;
			const found = returnAs === 'rows' ? items.length : items[0]?.json.rows;
			if (found !== rows) throw new Error(`${String(found)} of ${rows} rows`);
		});
	});
	return { rows, ...cost, ...blocked };
}

if (require.main === module) answer(read);
