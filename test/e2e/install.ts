import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { runCommand } from './support/command';

/** Where the real n8n stands once installed. */
export interface Installation {
	/** The folder that holds `node_modules`. */
	folder: string;
	/** The Node that runs n8n: n8n asks for a newer one than this package does. */
	node: string;
	/** n8n's command line script. */
	n8n: string;
}

export const CHROMIUM = '/usr/bin/chromium';
export const REDIS = '/usr/bin/redis-server';

/** The folder of PostgreSQL's server programs, which Debian keeps off the PATH; undefined where only the client is installed. */
export function postgresFolder(): string | undefined {
	const versions = '/usr/lib/postgresql';
	if (!existsSync(versions)) return undefined;
	return readdirSync(versions)
		.map((version) => join(versions, version, 'bin'))
		.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

const LINES = join(__dirname, 'lines');

/** The releases of n8n that the package is tried on, oldest first: each has a manifest and a lock file of its own. */
export const lines = readdirSync(LINES).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** What every suite but that of the lines runs on. */
export const NEWEST = lines.at(-1)!;

/** What the suites need from Debian (n8n's native add-ons, a certificate, the browser, queue mode), and how to tell that it is there. */
const SYSTEM_PACKAGES = [
	{ proof: () => existsSync('/usr/bin/python3'), name: 'python3' },
	{ proof: () => existsSync('/usr/bin/make'), name: 'make' },
	{ proof: () => existsSync('/usr/bin/g++'), name: 'g++' },
	{ proof: () => existsSync('/usr/bin/openssl'), name: 'openssl' },
	{ proof: () => existsSync(CHROMIUM), name: 'chromium' },
	{ proof: () => existsSync(REDIS), name: 'redis-server' },
	{ proof: () => postgresFolder() !== undefined, name: 'postgresql' },
];

/** Where installations of n8n stay, outside of the checkout. */
export const CACHE = join(
	process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
	'n8n-nodes-genesys-cloud-analytics',
);

/**
 * Installs a line's n8n once per lock file, outside the checkout: up to 2.9 GB that every clone can share.
 * The folder is built under another name and renamed when complete, so that an interrupted installation is never taken for one.
 */
export function install(log: (message: string) => void = () => undefined, line = NEWEST): Installation {
	const manifests = join(LINES, line);
	const folder = folderOf(line);
	if (!existsSync(folder)) {
		const building = `${folder}.${process.pid}`;
		mkdirSync(building, { recursive: true });
		try {
			installN8n(manifests, building, log);
			renameSync(building, folder);
		} finally {
			rmSync(building, { recursive: true, force: true });
		}
	}
	return locate(folder);
}

export function isInstalled(line: string): boolean {
	return existsSync(folderOf(line));
}

function folderOf(line: string): string {
	const hash = createHash('sha256')
		.update(readFileSync(join(LINES, line, 'package-lock.json')))
		.digest('hex')
		.slice(0, 16);
	return join(CACHE, `${hash}-${process.platform}-${process.arch}`);
}

function locate(folder: string): Installation {
	const modules = join(folder, 'node_modules');
	const [platform, program] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
	return {
		folder,
		node: join(modules, `node-${platform}-${process.arch}`, 'bin', program),
		n8n: join(modules, 'n8n', 'bin', 'n8n'),
	};
}

function installN8n(manifests: string, folder: string, log: (message: string) => void): void {
	for (const file of ['package.json', 'package-lock.json'])
		copyFileSync(join(manifests, file), join(folder, file));
	writeFileSync(join(folder, '.npmrc'), 'audit=false\nfund=false\nloglevel=error\n');

	log(`Installing n8n ${basename(manifests)} (about 5 minutes, once) …`);
	npm(folder, ['ci', '--ignore-scripts'], {});

	log('Building its native add-ons (about 2 minutes) …');
	const nodeFolder = join(locate(folder).node, '..', '..');
	const addOns = ['sqlite3', 'isolated-vm'].filter((name) => existsSync(join(folder, 'node_modules', name)));
	npm(folder, ['rebuild', ...addOns, '--ignore-scripts=false'], {
		// The package of node carries its headers: without them node-gyp would download a set of its own.
		npm_config_nodedir: nodeFolder,
		PATH: `${join(nodeFolder, 'bin')}${delimiter}${process.env.PATH}`,
	});
}

function npm(cwd: string, args: string[], env: Record<string, string>): void {
	runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
		cwd,
		env: { ...process.env, ...env },
	});
}

/** Installs what is missing of it, as root: for the suites alone, which run on a machine of their own. */
export function installSystemPackages(log: (message: string) => void): void {
	const missing = SYSTEM_PACKAGES.filter(({ proof }) => !proof()).map(({ name }) => name);
	if (missing.length === 0) return;
	log(`Installing ${missing.join(', ')} from Debian …`);
	const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	try {
		runCommand(apt[0]!, [...apt.slice(1), 'update']);
		runCommand(apt[0]!, [...apt.slice(1), 'install', '-y', '--no-install-recommends', ...missing]);
	} catch (cause) {
		throw new Error(
			`These Debian packages are missing and could not be installed: ${missing.join(', ')}. Install them with apt-get as root and start again.`,
			{ cause },
		);
	}
}

if (require.main === module) {
	installSystemPackages(console.log);
	for (const line of process.argv.slice(2)) console.log(install(console.log, line).folder);
}
