import { spawnSync } from 'node:child_process';

/** Runs a command to its end and returns what it printed; the last of that is in the error when it fails. */
export function runCommand(
	command: string,
	args: string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): string {
	const { status, error, stdout, stderr } = spawnSync(command, args, {
		...options,
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	if (status === 0) return stdout;
	const printed = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-20).join('\n');
	throw new Error(
		`${command} ${args.join(' ')} failed (${error?.message ?? `exit code ${status}`}).\n${printed}`,
	);
}
