import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../install';
import { N8nClient, OWNER } from './n8nClient';
import { databaseIn, N8n, type N8nOptions } from './n8nProcess';

/** The database of an n8n of which only the owner is set up. */
function fileOf({ folder }: Installation): string {
	const owner = createHash('sha256').update(JSON.stringify(OWNER)).digest('hex').slice(0, 8);
	return join(folder, `new-${owner}.sqlite`);
}

/** Makes it once for each installation, beside it: its hundreds of migrations would be run again for each n8n of a run. */
export async function prepareDatabase(options: Pick<N8nOptions, 'installation' | 'pack'>): Promise<string> {
	const file = fileOf(options.installation);
	if (existsSync(file)) return file;
	const n8n = await N8n.start(options);
	try {
		await N8nClient.signIn(n8n.url);
		// What is in its log only is written into the database when it stops.
		await n8n.pause();
		const copy = `${file}.${process.pid}`;
		copyFileSync(databaseIn(n8n.userFolder), copy);
		renameSync(copy, file);
	} finally {
		await n8n.stop();
	}
	return file;
}
