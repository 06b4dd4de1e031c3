import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand } from './command';

const PROJECT = join(__dirname, '..', '..', '..');

export interface PackedPackage {
	name: string;
	version: string;
	tarball: string;
	/** The sources that it was built from, with `dist` beside them. */
	sources: string;
}

/**
 * Builds and packs the package as a release does, in a copy of what git would hand out as it stands here: the checkout keeps
 * its own `dist`, which others may be using.
 */
export function packPackage(): PackedPackage {
	const sources = mkdtempSync(join(tmpdir(), 'package-'));
	const tracked = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
	const files = runCommand('git', tracked, { cwd: PROJECT }).split('\0').filter(Boolean);
	for (const file of new Set(files)) {
		if (existsSync(join(PROJECT, file))) cpSync(join(PROJECT, file), join(sources, file), { force: true });
	}
	symlinkSync(join(PROJECT, 'node_modules'), join(sources, 'node_modules'));
	runCommand('npm', ['run', 'build'], { cwd: sources });
	runCommand('npm', ['pack'], { cwd: sources });
	const { name, version } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
	};
	return {
		name,
		version,
		tarball: join(sources, `${name}-${version}.tgz`),
		sources,
	};
}

export function removePackage({ sources }: PackedPackage): void {
	rmSync(sources, { recursive: true, force: true });
}

/** Unpacks a tarball without the folder that npm wraps it in. */
export function unpack(tarball: string, folder: string): void {
	mkdirSync(folder, { recursive: true });
	runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/**
 * Lays the package out as n8n's own installer (CommunityPackagesService.downloadPackage) leaves it: unpacked under the user
 * folder, without the kinds of dependencies that n8n drops, and named in the ledger beside `node_modules`.
 */
export function installCommunityPackage({ name, version, tarball }: PackedPackage, userFolder: string): void {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const folder = join(nodes, 'node_modules', name);
	unpack(tarball, folder);
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
	for (const dropped of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
		delete manifest[dropped];
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
	const ledger = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
}

/** Installs the package as the README tells, by its own lines, in a home that is nothing but this folder. */
export function installAsReadme({ tarball }: PackedPackage, userFolder: string): void {
	const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
	const [, lines] = readme.match(/```bash\n.* && npm pack\n([^`]+ --omit=peer [^`]+)```/) ?? [];
	const place = `/path/to/${basename(tarball)}`;
	if (!lines?.includes(place)) throw new Error(`The README does not tell how to install ${place}`);
	const env = { ...process.env, HOME: userFolder, npm_config_cache: join(homedir(), '.npm') };
	runCommand('bash', ['-ec', lines.replace(place, tarball)], { cwd: userFolder, env });
}
