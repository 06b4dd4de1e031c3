import { installSystemPackages, lines } from '../install';
import { prepare } from './prepared';

/** Once per run, for the oldest and the newest line of n8n; with N8N_LINES=all also for those in between. */
export default function setUp(): void {
	installSystemPackages(console.log);
	prepare(process.env.N8N_LINES === 'all' ? lines : [lines[0]!, lines.at(-1)!]);
}
