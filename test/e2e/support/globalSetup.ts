import { install, lines } from '../install';
import { packPackage } from './packPackage';
import { share } from './prepared';

/**
 * Once per run: a real n8n of each line and the packed package, whose places the suites find in the environment that they
 * inherit. The lines are the oldest and the newest one; with N8N_LINES=all also those in between.
 */
export default function prepare(): void {
	const wanted = process.env.N8N_LINES === 'all' ? lines : [lines[0]!, lines.at(-1)!];
	const installations = Object.fromEntries(wanted.map((line) => [line, install(console.log, line)]));
	share({ installations, pack: packPackage() });
}
