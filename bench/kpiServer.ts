import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** What conversation aggregates are of. */
export interface KpiServerOptions {
	queues: number;
	mediaTypes: string[];
}

const INTERVAL_MS = 900_000;

/**
 * An organization that knows one thing: KPIs by queue, media type and quarter of an hour, each with figures. The simulator
 * counts its figures from conversations, and so many conversations would take it longer than reading takes its clients.
 */
async function main(): Promise<void> {
	const options = JSON.parse(process.argv[2]!) as KpiServerOptions;
	const server = createServer((request, response) => {
		void bodyOf(request).then(async (body) => {
			response.setHeader('content-type', 'application/json');
			if (request.url === '/oauth/token') {
				return void response.end(JSON.stringify({ access_token: 'bench', expires_in: 86_400 }));
			}
			// A client may have had enough of it.
			await pipeline(answer(options, JSON.parse(body) as { interval: string }), response).catch(() => {});
		});
	});
	server.listen(0, '127.0.0.1', () => {
		process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	});
	process.on('disconnect', () => process.exit());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

/** Queue by queue: the whole may be longer than any text can be. */
function* answer({ queues, mediaTypes }: KpiServerOptions, { interval }: { interval: string }) {
	const [start, end] = interval.split('/').map((text) => Date.parse(text)) as [number, number];
	const intervals = Array.from({ length: (end - start) / INTERVAL_MS }, (_, index) => {
		const at = start + index * INTERVAL_MS;
		return `${new Date(at).toISOString()}/${new Date(at + INTERVAL_MS).toISOString()}`;
	});
	yield '{"results":[';
	for (let queue = 0; queue < queues; queue++) {
		const queueId = `${queue.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
		const groups = mediaTypes.map((mediaType) => {
			const data = intervals.map(
				(each, index) => `{"interval":"${each}","metrics":${FIGURES[(queue + index) % FIGURES.length]}}`,
			);
			const group = JSON.stringify({ queueId, mediaType, originatingDirection: 'inbound' });
			return `{"group":${group},"data":[${data.join()}]}`;
		});
		yield `${queue > 0 ? ',' : ''}${groups.join()}`;
	}
	yield ']}';
}

function metricsOf(seed: number): object[] {
	const count = 1 + seed;
	const timer = (metric: string) => ({
		metric,
		stats: { count, max: 90_000 + seed, min: 1_000, sum: count * 20_000 + seed },
	});
	const counter = (metric: string) => ({ metric, stats: { count } });
	return [
		...['nOffered', 'nOverSla', 'nTransferred', 'nOutbound', 'nConsult'].map(counter),
		...['tAnswered', 'tAbandon', 'tHandle', 'tTalkComplete', 'tHeldComplete', 'tAcw'].map(timer),
		{
			metric: 'oServiceLevel',
			stats: { ratio: 0.5, numerator: count, denominator: 2 * count, target: 0.8 },
		},
	];
}

/** As text: to write them takes longer than to read them. */
const FIGURES = Array.from({ length: 50 }, (_, seed) => JSON.stringify(metricsOf(seed)));

void main();
