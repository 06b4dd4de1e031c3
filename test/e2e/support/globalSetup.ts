import { install } from '../install';
import { packPackage } from './packPackage';
import { share } from './prepared';

/** Once per run: a real n8n and the packed package, whose places the suites find in the environment that they inherit. */
export default function prepare(): void {
	share({ installation: install((line) => console.log(line)), pack: packPackage() });
}
