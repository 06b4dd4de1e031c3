import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Programs of their own, on a machine that may be busy. The CLI's lint is the first part of `npm run lint`.
jest.setTimeout(300_000);

const root = join(__dirname, '../..');
let checkout: string;

/** What git would hand out, as it stands here: the CLI finds no more than a clone has. */
beforeAll(() => {
	checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
	const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: root,
		encoding: 'utf8',
	});
	for (const file of new Set(files.split('\0').filter(Boolean)))
		cpSync(join(root, file), join(checkout, file), { force: true });
	symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

/** Runs n8n's own CLI. jest's NODE_ENV would make its lint plugin take every file for a node. */
function n8nNode(command: string): { status: number | null; printed: string } {
	const { status, stdout, stderr } = spawnSync('npx', ['n8n-node', command], {
		cwd: checkout,
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return { status, printed: `${stdout}${stderr}` };
}

/** The packed files, and the size of the tarball in bytes. */
function packed(): { files: string[]; size: number } {
	const [report] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: checkout, encoding: 'utf8' }),
	) as Array<{ files: Array<{ path: string }>; size: number }>;
	return { files: report!.files.map(({ path }) => path).sort(), size: report!.size };
}

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

it("n8n's CLI builds the package that a release builds, under 250 kB", () => {
	execFileSync('npm', ['run', 'build'], { cwd: checkout });
	const release = packed();
	const { status, printed } = n8nNode('build');
	expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining('Build successful') });

	expect(packed().files).toEqual(release.files);
	expect(release.files).toEqual(
		expect.arrayContaining([
			'dist/nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.js',
			'dist/nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.json',
			'dist/nodes/GenesysCloudAnalytics/genesysCloud.dark.svg',
			'dist/credentials/genesysCloud.svg',
		]),
	);
	expect(release.size).toBeLessThan(250_000);
});
