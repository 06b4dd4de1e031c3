import { install, type Installation, NEWEST } from '../install';
import { prepareDatabase } from './newDatabase';
import { packPackage, removePackage, type PackedPackage } from './packPackage';

/** What an n8n is made of. */
interface Line {
	installation: Installation;
	/** What its database is a copy of. */
	database: string;
}

interface Prepared {
	lines: Record<string, Line>;
	pack: PackedPackage;
}

const VARIABLE = 'REAL_N8N_PREPARED';

/** Prepares these lines of n8n and the packed package; who inherits the environment finds their places in it. */
export async function prepare(wanted: string[] = [NEWEST]): Promise<void> {
	const pack = packPackage();
	const lines: Record<string, Line> = {};
	for (const line of wanted) {
		const installation = install(console.log, line);
		lines[line] = { installation, database: await prepareDatabase({ installation, pack }) };
	}
	process.env[VARIABLE] = JSON.stringify({ lines, pack } satisfies Prepared);
}

export function cleanUp(): void {
	removePackage(shared().pack);
}

function shared(): Prepared {
	const value = process.env[VARIABLE];
	if (!value) throw new Error('Nothing is prepared: run the suites by `npm run test:n8n`.');
	return JSON.parse(value) as Prepared;
}

/** Those that are prepared, oldest first. */
export function preparedLines(): string[] {
	return Object.keys(shared().lines);
}

/** What one n8n is made of, of the newest line unless another one is asked for. */
export function prepared(line = NEWEST): Line & { pack: PackedPackage } {
	const { lines, pack } = shared();
	return { ...lines[line]!, pack };
}
