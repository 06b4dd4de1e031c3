import { type Installation, NEWEST } from '../install';
import type { PackedPackage } from './packPackage';

/** What the n8n processes of a run are made of. */
export interface Prepared {
	/** By line of n8n. */
	installations: Record<string, Installation>;
	pack: PackedPackage;
}

const VARIABLE = 'REAL_N8N_PREPARED';

export function share(value: Prepared): void {
	process.env[VARIABLE] = JSON.stringify(value);
}

export function shared(): Prepared {
	const value = process.env[VARIABLE];
	if (!value) throw new Error('Nothing is prepared: run the suites by `npm run test:n8n`.');
	return JSON.parse(value) as Prepared;
}

/** What one n8n is made of, of the newest line unless another one is asked for. */
export function prepared(line = NEWEST): { installation: Installation; pack: PackedPackage } {
	const { installations, pack } = shared();
	return { installation: installations[line]!, pack };
}
