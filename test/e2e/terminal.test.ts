import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { until } from './support/processes';

const PROJECT = join(__dirname, '../..');
const CTRL_C = '\x03';

it('npm run n8n ends at Ctrl+C in a terminal, and leaves nothing behind', async () => {
	const temporary = mkdtempSync(join(tmpdir(), 'terminal-'));
	// A terminal of its own: a Ctrl+C in it reaches every process at once, unlike a signal that is sent to one.
	const terminal = spawn('script', ['--quiet', '--return', '--command', 'npm run n8n', '/dev/null'], {
		cwd: PROJECT,
		env: { ...process.env, TMPDIR: temporary },
	});
	const ended = once(terminal, 'exit');
	let shown = '';
	terminal.stdout.on('data', (text: Buffer) => (shown += text.toString()));
	try {
		await until(() => expect(shown).toContain('Press Ctrl+C'), {
			patience: 240_000,
			giveUp: () => terminal.exitCode !== null,
		});
		const [, url] = shown.match(/n8n\s+(http:\S+)/)!;
		const [, simulator] = shown.match(/simulator\s+(http:\S+)/)!;
		expect((await axios.get(`${url}/healthz`)).status).toBe(200);
		expect(readdirSync(temporary).filter(ofItsOwn).length).toBeGreaterThan(0);

		terminal.stdin.write(CTRL_C);
		const [code] = (await ended) as [number];
		expect(shown).toContain('Stopping');
		// As npm reports a command that was interrupted.
		expect([0, 130]).toContain(code);
		for (const address of [url!, simulator!]) {
			await expect(axios.get(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		}
		expect(readdirSync(temporary).filter(ofItsOwn)).toEqual([]);
	} finally {
		terminal.kill('SIGKILL');
		rmSync(temporary, { recursive: true, force: true });
	}
});

/** Not what tools keep for their next start. */
const ofItsOwn = (name: string) => !/^(tsx-|node-compile-cache)/.test(name);
