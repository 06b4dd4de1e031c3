import type { Installation } from '../install';
import type { PackedPackage } from './packPackage';

/** What every n8n of the suite is made of. */
export interface Prepared {
	installation: Installation;
	pack: PackedPackage;
}

const VARIABLE = 'REAL_N8N_PREPARED';

export function share(value: Prepared): void {
	process.env[VARIABLE] = JSON.stringify(value);
}

export function prepared(): Prepared {
	const shared = process.env[VARIABLE];
	if (!shared) throw new Error('Nothing is prepared: run the suites by `npm run test:n8n`.');
	return JSON.parse(shared) as Prepared;
}
