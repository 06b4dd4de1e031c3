import { removePackage } from './packPackage';
import { shared } from './prepared';

export default function cleanUp(): void {
	removePackage(shared().pack);
}
