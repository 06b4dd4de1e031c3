import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
	.trim()
	.split('\n');

/** Heading → the anchor that GitHub makes of it. */
function anchorsOf(markdown: string): string[] {
	return [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-'),
	);
}

it.each(documents)('every link of %s within the project leads somewhere', (document) => {
	const markdown = readFileSync(join(root, document), 'utf8');
	const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
	for (const link of links.filter((each) => !/^[a-z]+:/.test(each))) {
		const [path, anchor] = link.split('#') as [string, string | undefined];
		const target = path === '' ? document : join(dirname(document), path);
		expect([link, existsSync(join(root, target))]).toEqual([link, true]);
		if (anchor) expect(anchorsOf(readFileSync(join(root, target), 'utf8'))).toContain(anchor);
	}
});

it('has links to check at all', () => {
	expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/limits.md', 'CONTRIBUTING.md']));
});

it('the README shows the commands that do all the set-up', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	expect(readme).toContain('npm ci && npm run demo');
	expect(readme).toMatch(/^npm test$/m);
});

it('every example is named in the README', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	const examples = execFileSync('git', ['ls-files', 'examples'], { cwd: root, encoding: 'utf8' })
		.trim()
		.split('\n');
	for (const example of examples) expect(readme).toContain(`(${example})`);
});

it('every picture is one that a test takes, with a text of what it shows', () => {
	const suite = join(root, 'test/e2e');
	const tests = readdirSync(suite).filter((name) => name.endsWith('.test.ts'));
	const taken = tests.flatMap((name) =>
		[...readFileSync(join(suite, name), 'utf8').matchAll(/\.picture\('(.+?)'\)/g)].map(
			([, picture]) => picture!,
		),
	);
	const files = taken.flatMap((name) => [`${name}.png`, `${name}.txt`]);
	expect(readdirSync(join(root, 'docs/pictures')).sort()).toEqual(files.sort());
});
