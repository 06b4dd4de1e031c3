import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { schemas } from '../../tools/schemas';
import { packPackage, type PackedPackage, removePackage, unpack } from '../e2e/support/packPackage';

// Programs of their own, on a machine that may be busy. The CLI's lint is a part of `npm run lint`.
jest.setTimeout(300_000);

const root = join(__dirname, '../..');
/** The lint plugin takes every file for a node where it finds jest's NODE_ENV. */
const env = { ...process.env, NODE_ENV: 'production' };
let pack: PackedPackage;
let unpacked: string;
/** In the tarball. */
let files: string[];

beforeAll(() => {
	pack = packPackage();
	unpacked = join(pack.sources, 'unpacked');
	unpack(pack.tarball, unpacked);
	const listed = execFileSync('tar', ['-tzf', pack.tarball], { encoding: 'utf8' }).trim().split('\n');
	files = listed.map((path) => path.replace(/^package\//, '')).sort();
});

afterAll(() => {
	if (pack) removePackage(pack);
});

/** Runs n8n's own CLI. */
function n8nNode(command: string): { status: number | null; printed: string } {
	const options = { cwd: pack.sources, encoding: 'utf8', env } as const;
	const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/n8n-node'), [command], options);
	return { status, printed: `${stdout}${stderr}` };
}

it('every file that the manifest names is in the tarball, and so is what npm shows', () => {
	const { n8n, main } = jest.requireActual<{ n8n: { nodes: string[]; credentials: string[] }; main: string }>(
		join(unpacked, 'package.json'),
	);
	const icons = [
		'dist/nodes/GenesysCloudAnalytics/genesysCloud.dark.svg',
		'dist/credentials/genesysCloud.svg',
	];
	const codex = 'dist/nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.json';
	const named = [main, ...n8n.nodes, ...n8n.credentials, ...icons, codex, 'README.md', 'LICENSE.md'];
	expect(named.filter((file) => !existsSync(join(unpacked, file)))).toEqual([]);
});

it('the schemas that n8n shows before the first run are in the tarball', () => {
	const folder = join(unpacked, 'dist/nodes/GenesysCloudAnalytics/__schema__');
	expect([...schemas().keys()].filter((file) => !existsSync(join(folder, file)))).toEqual([]);
});

it('nothing of the tests or the sources is in the tarball, which is under 260 kB', () => {
	expect(files.filter((file) => /(^|\/)(test|bench)\/|(?<!\.d)\.ts$|tsbuildinfo/.test(file))).toEqual([]);
	expect(statSync(pack.tarball).size).toBeLessThan(260_000);
});

it("n8n's own checker finds no problem, neither in the sources nor in the tarball", () => {
	const script = [join(__dirname, 'scan.mjs'), pack.sources, unpacked];
	const [sources, tarball] = JSON.parse(
		execFileSync(process.execPath, script, { encoding: 'utf8', env }),
	) as unknown[];
	expect(sources).toEqual({ passed: true });
	expect(tarball).toEqual({ passed: true });
});

it("n8n's CLI finds the package eligible for n8n Cloud", () => {
	const { status, printed } = n8nNode('cloud-support');
	expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining('Cloud support is') });
	expect(printed).toContain('ENABLED');
	expect(printed).not.toMatch(/NOT eligible|custom config/);
});

it("n8n's rules are set aside for nothing that is published", () => {
	const setAside = Object.keys(jest.requireActual<object>(join(root, 'eslint-suppressions.json')));
	expect(setAside.filter((file) => !/^(bench|packages|test|tools)\//.test(file))).toEqual([]);
});

it("n8n's CLI builds the package that a release builds", () => {
	const { status, printed } = n8nNode('build');
	expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining('Build successful') });
	const [report] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: pack.sources, encoding: 'utf8' }),
	) as Array<{ files: Array<{ path: string }> }>;
	expect(report!.files.map(({ path }) => path).sort()).toEqual(files);
});
