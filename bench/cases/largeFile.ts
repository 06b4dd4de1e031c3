import { memoryOf } from '../memory';
import { organization } from '../organization';
import { atMost, type Section } from '../report';

const COUNT = 1_000_000;
const OVER_FILE = 1.2;
const MIB = 2 ** 20;

/** How much memory a very large file needs while it is written, beside itself. */
export async function largeFile(): Promise<Section> {
	const server = await organization(COUNT);
	const { peak, fileBytes = NaN } = await memoryOf('live', server, COUNT, { returnAs: 'csv' });
	await server.close();
	return {
		title: '(l) A file of a million',
		method: `${COUNT} conversations as one CSV file in one run, in a fresh process; source Query, standard columns, names not resolved, files on disk, one run. Live: heap and buffers above those before the run, each time after a garbage collection, every 500 ms or after five times as long as the collection took.`,
		columns: ['conversations', 'file', 'live peak', 'each conversation'],
		rows: [
			[
				String(COUNT),
				`${(fileBytes / MIB).toFixed(0)} MiB`,
				`${(peak / MIB).toFixed(0)} MiB`,
				`${(peak / COUNT / 1_000).toFixed(2)} kB`,
			],
		],
		targets: [atMost(`live peak by the size of the file, at most ${OVER_FILE}`, peak / fileBytes, OVER_FILE)],
	};
}
