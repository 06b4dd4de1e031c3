import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { atTheLimit } from './cases/atTheLimit';
import { blocking } from './cases/blocking';
import { costOfRows, memory } from './cases/cost';
import { withFaults } from './cases/faults';
import { growth } from './cases/growth';
import { largeFile } from './cases/largeFile';
import { manyKpis } from './cases/manyKpis';
import { limitByJob, limitByQuery } from './cases/rateLimit';
import { loading } from './cases/loading';
import { againstSdk } from './cases/sdk';
import { slices } from './cases/slices';
import { markdown, report, type Section } from './report';

const CASES: Record<string, Array<() => Promise<Section>>> = {
	a: [againstSdk],
	b: [limitByQuery],
	c: [limitByJob],
	d: [costOfRows, memory],
	e: [growth],
	f: [withFaults],
	g: [slices],
	h: [blocking],
	i: [loading],
	j: [atTheLimit],
	k: [manyKpis],
	l: [largeFile],
};
const RESULTS = join(__dirname, 'results.md');

/** `npm run bench` runs all and writes results.md; `npm run bench -- a b` runs some and only shows what they found. */
async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const unknown = wanted.filter((name) => !(name in CASES));
	if (unknown.length > 0)
		throw new Error(`No case ${unknown.join(', ')}: there are ${Object.keys(CASES).join(', ')}`);
	const sections: Section[] = [];
	for (const run of (wanted.length > 0 ? wanted : Object.keys(CASES)).flatMap((name) => CASES[name]!)) {
		const section = await run();
		console.log(`${markdown(section)}\n`);
		sections.push(section);
	}
	if (wanted.length === 0) writeFileSync(RESULTS, report(sections));
}

main().catch((error: Error) => {
	console.error(error.message);
	// Servers of a case that failed end with this process.
	process.exit(1);
});
