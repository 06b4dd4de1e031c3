import { install, type Installation, NEWEST } from '../install';
import { packPackage, removePackage, type PackedPackage } from './packPackage';

/** What the n8n processes of a run are made of. */
interface Prepared {
	/** By line of n8n, oldest first. */
	installations: Record<string, Installation>;
	pack: PackedPackage;
}

const VARIABLE = 'REAL_N8N_PREPARED';

/** Installs these lines of n8n and packs the package; who inherits the environment finds their places in it. */
export function prepare(lines: string[] = [NEWEST]): void {
	const installations = Object.fromEntries(lines.map((line) => [line, install(console.log, line)]));
	process.env[VARIABLE] = JSON.stringify({ installations, pack: packPackage() } satisfies Prepared);
}

export function cleanUp(): void {
	removePackage(shared().pack);
}

function shared(): Prepared {
	const value = process.env[VARIABLE];
	if (!value) throw new Error('Nothing is prepared: run the suites by `npm run test:n8n`.');
	return JSON.parse(value) as Prepared;
}

export function preparedLines(): string[] {
	return Object.keys(shared().installations);
}

/** What one n8n is made of, of the newest line unless another one is asked for. */
export function prepared(line = NEWEST): { installation: Installation; pack: PackedPackage } {
	const { installations, pack } = shared();
	return { installation: installations[line]!, pack };
}
