import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { install } from '../../test/e2e/install';
import { loadOwn, loadSlack, type Load } from '../loading';
import { atMost, type Section } from '../report';
import { measured, repeated, show } from '../statistics';

const TIMES = 7;

/** What the package costs an n8n that only starts. */
export async function loading(): Promise<Section> {
	execFileSync('npm', ['run', '--silent', 'build'], { cwd: join(__dirname, '../..') });
	const { folder } = install(console.log);
	// Side by side, so that both meet the same machine.
	const rounds = await repeated(TIMES, async () => ({
		own: await loadOwn(),
		slack: await loadSlack(folder),
	}));
	const ratio = measured(rounds.map(({ own, slack }) => own.cpuMs / slack.cpuMs));
	const cpuOf = (loads: Load[]) => show(measured(loads.map(({ cpuMs }) => cpuMs)), 'ms', 0);
	const kilobytes = ({ bytes }: Load) => bytes.map((each) => (each / 1_000).toFixed(0)).join(' + ');
	const [first] = rounds as [(typeof rounds)[number]];
	const [node, trigger] = first.own.bytes as [number, number];
	return {
		title: '(i) Start of n8n, and of its editor',
		method:
			"Processor time of loading both nodes, as built, and of n8n's own Slack node, each in a fresh process that has loaded n8n-workflow; they take turns. The description is what every editor downloads.",
		columns: ['', 'processor time', 'by Slack', 'description'],
		rows: [
			['n8n Slack', cpuOf(rounds.map(({ slack }) => slack)), '1', `${kilobytes(first.slack)} kB`],
			['node + trigger', cpuOf(rounds.map(({ own }) => own)), show(ratio), `${kilobytes(first.own)} kB`],
		],
		targets: [
			atMost('processor time by that of the Slack node, at most 0.33', ratio.median, 1 / 3),
			atMost('kB of the node, at most 150', node / 1_000, 150, 0),
			atMost('kB of the trigger, at most 40', trigger / 1_000, 40, 0),
		],
	};
}
