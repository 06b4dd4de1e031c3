// n8n's own checker, as it looks at a published package: the sources by one set of files, the tarball by another.
// A program of its own, since the checker is an ES module, which jest loads only behind a flag.
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [sources, unpacked] = process.argv.slice(2);
const reports = [
	await analyzePackage(sources, SOURCE_FILE_PATTERNS),
	await analyzePackage(unpacked, ['**/*.js', 'package.json']),
];
process.stdout.write(JSON.stringify(reports));
