import { blockedBy } from '../blocking';
import { organization } from '../organization';
import { atMost, type Section, type Target } from '../report';
import { measured, repeated, show } from '../statistics';

/** As many as one query can page through. */
const COUNT = 99_000;
const TIMES = 3;
/** What those who use the same n8n do not notice, milliseconds. */
const LONGEST_MS = 200;
const WAYS = { items: 'rows', 'CSV file': 'csv', 'JSON Lines file': 'jsonl' } as const;

/** For how long at a stretch a large run keeps n8n from everything else. */
export async function blocking(): Promise<Section> {
	const server = await organization(COUNT);
	const rows: string[][] = [];
	const targets: Target[] = [];
	for (const [what, returnAs] of Object.entries(WAYS)) {
		const runs = await repeated(
			TIMES,
			async () => await blockedBy(server, COUNT, { columns: 'all', returnAs }),
		);
		const longest = measured(runs.map(({ longestMs }) => longestMs));
		const usual = measured(runs.map(({ usualMs }) => usualMs));
		rows.push([what, show(longest, 'ms', 0), show(usual, 'ms', 0)]);
		targets.push(
			atMost(`${what}: the longest stretch in ms, at most ${LONGEST_MS}`, longest.median, LONGEST_MS, 0),
		);
	}
	await server.close();
	return {
		title: '(h) How long n8n is blocked',
		method: `${COUNT} conversations with all columns, each run in a fresh process; source Query, names not resolved, files on disk. The delay of the event loop, which is how long everything else in the same n8n has to wait, from the start of the run until n8n has its data.`,
		columns: ['as', 'longest stretch', '99 % of the time'],
		rows,
		targets,
	};
}
