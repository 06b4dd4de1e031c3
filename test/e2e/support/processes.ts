import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';

/** A port that is free now. Asked of the kernel, since fixed ones collide when two suites run on one machine. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
			);
		});
	});
}

/** A program that the suite started and must stop again. */
export class Service {
	private constructor(
		private readonly child: ChildProcess,
		private readonly ended: Promise<void>,
	) {}

	/** Starts `command` with its output appended to `logFile`, and waits until `ready` no longer throws. */
	static async start(
		command: string,
		args: string[],
		{
			logFile,
			ready,
			patience = 90_000,
			...options
		}: SpawnOptions & { logFile: string; ready: () => Promise<unknown>; patience?: number },
	): Promise<Service> {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		const log = createWriteStream(logFile, { flags: 'a' });
		child.stdout?.pipe(log, { end: false });
		child.stderr?.pipe(log, { end: false });
		const ended = new Promise<void>((resolve) => {
			child.once('error', () => resolve());
			child.once('exit', () => resolve());
		});
		const service = new Service(child, ended);
		try {
			await until(ready, { patience, giveUp: () => child.exitCode !== null || child.pid === undefined });
		} catch (cause) {
			await service.stop();
			throw new Error(`${command} did not become ready; its output is in ${logFile}`, { cause });
		}
		return service;
	}

	/** Ends it without a chance to finish anything. */
	async kill(): Promise<void> {
		this.child.kill('SIGKILL');
		await this.ended;
	}

	/** Asks it to end, and ends it the hard way when it takes longer than `patience` milliseconds. */
	async stop(patience = 15_000): Promise<void> {
		if (this.child.exitCode === null && this.child.pid !== undefined) this.child.kill('SIGTERM');
		const hard = setTimeout(() => this.child.kill('SIGKILL'), patience);
		await this.ended;
		clearTimeout(hard);
	}
}

/** Repeats `check` until it no longer throws, and returns what it returned; its last error is the cause when time is over. */
export async function until<T>(
	check: () => Promise<T> | T,
	{
		patience = 60_000,
		every = 250,
		giveUp = () => false,
	}: { patience?: number; every?: number; giveUp?: () => boolean } = {},
): Promise<T> {
	const end = Date.now() + patience;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > end || giveUp()) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, every));
	}
}
