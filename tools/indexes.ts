import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** A file that lists others: its path in the project, and what it has to say, given what it says now. */
interface Index {
	path: string;
	write(current: string): string;
}

const ROOT = join(__dirname, '..');
const RESOURCES = 'nodes/GenesysCloudAnalytics/resources';
const ENDPOINTS = 'packages/simulator/endpoints';
/** Of the formatter. */
const WIDTH = 110;
const TAB = 2;

/** Made of the names of files alone, so that they can be written before the code that imports them can run. */
export const INDEXES: readonly Index[] = [
	{ path: `${RESOURCES}/operations.ts`, write: operationsIndex },
	{ path: `${ENDPOINTS}/index.ts`, write: routesIndex },
];

/** As the file has it now; empty where it isn't there. */
export function currentIndex({ path }: Index): string {
	try {
		return readFileSync(join(ROOT, path), 'utf8');
	} catch {
		return '';
	}
}

/** Every `<resource>/<operation>.operation.ts`. The order is that of the form, and so it is kept; what is new comes last. */
function operationsIndex(current: string): string {
	const order = [...current.matchAll(/from '\.\/(.+)\.operation'/g)].map(([, path]) => path!);
	const found = readdirSync(join(ROOT, RESOURCES), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.operation.ts'))
		.map((file) => file.replace('.operation.ts', ''))
		.sort();
	const paths = [
		...order.filter((path) => found.includes(path)),
		...found.filter((path) => !order.includes(path)),
	];
	const byResource = new Map<string, string[]>();
	const imports = paths.map((path) => {
		const [resource, operation] = path.split('/') as [string, string];
		const name = `${resource}${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
		byResource.set(resource, [...(byResource.get(resource) ?? []), name]);
		const exported = exportOf(`${RESOURCES}/${path}.operation.ts`, /^export const (\w+) = \w*operation\(/im);
		return `import { ${exported} as ${name} } from './${path}.operation';`;
	});
	return [
		'// Written by `npm run generate`. The order is that of the form: lines may be moved, what is new comes last.',
		"import type { Operation } from './operation';",
		...imports,
		'',
		'/** By resource. */',
		'export const OPERATIONS: Readonly<Record<string, readonly Operation[]>> = {',
		...[...byResource].map(([resource, names]) => listOf(resource, names)),
		'};',
		'',
	].join('\n');
}

/** The routes of every file that has some. */
function routesIndex(): string {
	const areas = readdirSync(join(ROOT, ENDPOINTS))
		.filter((file) => file !== 'index.ts')
		.map((file) => file.replace('.ts', ''))
		.flatMap((area) => {
			const routes = exportOf(`${ENDPOINTS}/${area}.ts`, /^export const (\w+Routes): Route\[\]/m);
			return routes ? [{ area, routes }] : [];
		});
	return [
		'// Written by `npm run generate`.',
		"import type { Route } from '../router';",
		...areas.map(({ area, routes }) => `import { ${routes} } from './${area}';`),
		'',
		'export const routes: Route[] = [',
		...areas.map(({ routes }) => `\t...${routes},`),
		'];',
		'',
	].join('\n');
}

function exportOf(path: string, pattern: RegExp): string | undefined {
	return pattern.exec(readFileSync(join(ROOT, path), 'utf8'))?.[1];
}

/** As the formatter has it: in one line if it fits. */
function listOf(key: string, names: readonly string[]): string {
	const inOneLine = `${key}: [${names.join(', ')}],`;
	const isShort = inOneLine.length + TAB <= WIDTH;
	return `\t${isShort ? inOneLine : `${key}: [\n${names.map((name) => `\t\t${name},\n`).join('')}\t],`}`;
}

if (require.main === module) {
	for (const index of INDEXES) writeFileSync(join(ROOT, index.path), index.write(currentIndex(index)));
}
