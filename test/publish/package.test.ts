import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { schemas } from '../../tools/schemas';
import { packPackage, type PackedPackage, removePackage, unpack } from '../e2e/support/packPackage';

let pack: PackedPackage;
let unpacked: string;

beforeAll(() => {
	pack = packPackage();
	unpacked = join(pack.sources, 'unpacked');
	unpack(pack.tarball, unpacked);
});

afterAll(() => {
	if (pack) removePackage(pack);
});

it('every file that the manifest names is in the tarball, and so is what npm shows', () => {
	const { n8n, main } = jest.requireActual<{ n8n: { nodes: string[]; credentials: string[] }; main: string }>(
		join(unpacked, 'package.json'),
	);
	const named = [main, ...n8n.nodes, ...n8n.credentials, 'README.md', 'LICENSE.md'];
	expect(named.filter((file) => !existsSync(join(unpacked, file)))).toEqual([]);
});

it('the schemas that n8n shows before the first run are in the tarball', () => {
	const folder = join(unpacked, 'dist/nodes/GenesysCloudAnalytics/__schema__');
	expect([...schemas().keys()].filter((file) => !existsSync(join(folder, file)))).toEqual([]);
});

it('nothing of the tests or the sources is in the tarball', () => {
	const files = execFileSync('tar', ['-tzf', pack.tarball], { encoding: 'utf8' }).trim().split('\n');
	expect(files.filter((file) => /(^|\/)(test|bench)\/|(?<!\.d)\.ts$|tsbuildinfo/.test(file))).toEqual([]);
});

it("n8n's own checker finds no problem, neither in the sources nor in the tarball", () => {
	const script = [join(__dirname, 'scan.mjs'), pack.sources, unpacked];
	// The lint plugin takes every file for a node where it finds jest's NODE_ENV.
	const env = { ...process.env, NODE_ENV: 'production' };
	const [sources, tarball] = JSON.parse(
		execFileSync(process.execPath, script, { encoding: 'utf8', env }),
	) as unknown[];
	expect(sources).toEqual({ passed: true });
	expect(tarball).toEqual({ passed: true });
});
