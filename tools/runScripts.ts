import { spawn } from 'node:child_process';

/** A check keeps one core busy, and most machines have two. */
const AT_ONCE = 2;

/** Runs a script of package.json. Its output is printed in one piece when it ends, so that no two are mixed up. */
async function run(script: string): Promise<{ printed: string; code: number | null }> {
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
	const chunks: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	return { printed: Buffer.concat(chunks).toString().trim(), code };
}

/** `tsx tools/runScripts.ts <script> …`: runs all of them, in this order, and fails where one of them does. */
async function main(): Promise<void> {
	const waiting = process.argv.slice(2);
	const work = async () => {
		for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
			const { printed, code } = await run(script);
			console.log(`\n-- ${script}: ${code === 0 ? 'passed' : 'FAILED'}\n${printed}`);
			if (code !== 0) process.exitCode = 1;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

void main();
