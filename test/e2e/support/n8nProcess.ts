import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import type { Installation } from '../install';
import { installCommunityPackage, type PackedPackage } from './packPackage';
import { freePort, Service } from './processes';

export interface N8nOptions {
	installation: Installation;
	pack: PackedPackage;
	/** The port of a start earlier, so that addresses stay; any free one otherwise. */
	port?: number;
	/** How the package gets into the user folder; as n8n's own installer leaves it unless told otherwise. */
	installPackage?: (pack: PackedPackage, userFolder: string) => void;
	/** More settings: the database and the queue of a scaled n8n, say. */
	env?: Record<string, string>;
}

/** One n8n with a user folder of its own. It can be stopped and started again on the same data. */
export class N8n {
	private service?: Service;

	private constructor(
		readonly url: string,
		readonly userFolder: string,
		private readonly options: Required<Pick<N8nOptions, 'installation' | 'port' | 'env'>>,
		private readonly command: string[],
	) {}

	static async start(options: N8nOptions): Promise<N8n> {
		return await N8n.launch(['start'], { port: await freePort(), env: {}, ...options });
	}

	/** A worker of a queue-mode n8n. Its settings must name the same database, queue and encryption key. */
	static async startWorker({ installation, pack, env = {} }: N8nOptions): Promise<N8n> {
		const port = await freePort();
		const worker = { ...env, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
		return await N8n.launch(['worker', '--concurrency=10'], { installation, pack, port, env: worker });
	}

	private static async launch(
		command: string[],
		{
			installation,
			pack,
			port,
			env,
			installPackage = installCommunityPackage,
		}: N8nOptions & Required<Pick<N8nOptions, 'port' | 'env'>>,
	): Promise<N8n> {
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-'));
		mkdirSync(join(userFolder, '.n8n'));
		installPackage(pack, userFolder);
		const n8n = new N8n(`http://127.0.0.1:${port}`, userFolder, { installation, port, env }, command);
		await n8n.resume();
		return n8n;
	}

	/** Starts it (again), and waits until it answers. */
	async resume(): Promise<void> {
		const { installation, port, env } = this.options;
		this.service = await Service.start(installation.node, [installation.n8n, ...this.command], {
			logFile: this.logFile,
			// On two busy cores it takes its time.
			patience: 180_000,
			env: {
				...ownEnvironment(),
				// n8n is many thousand modules, which Node compiles only once this way.
				NODE_COMPILE_CACHE: join(installation.folder, 'compiled'),
				...(await settings(this.userFolder, port)),
				...env,
			},
			ready: async () => await axios.get(`${this.url}/healthz/readiness`, { timeout: 2_000 }),
		});
	}

	/** Stops the process; its data stay. */
	async pause(): Promise<void> {
		await this.service?.stop();
		this.service = undefined;
	}

	/** Ends the process in whatever it is doing, as a power failure does; its data stay. */
	async kill(): Promise<void> {
		await this.service?.kill();
		this.service = undefined;
	}

	/** Stops the process and removes its data. */
	async stop(): Promise<void> {
		await this.pause();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** Everything it has printed so far. */
	log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	private get logFile(): string {
		return join(this.userFolder, 'n8n.log');
	}
}

/** What a process needs of this one's environment; not n8n's or npm's settings that happen to be set. */
function ownEnvironment(): Record<string, string | undefined> {
	const { PATH, HOME, LANG } = process.env;
	return { PATH, HOME, LANG };
}

async function settings(userFolder: string, port: number): Promise<Record<string, string>> {
	return {
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_ENCRYPTION_KEY: 'the real-n8n suite',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_LOG_LEVEL: 'info',
		// Nothing of a test goes out to the world, nor waits for it.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		GENERIC_TIMEZONE: 'UTC',
	};
}
