import { removePackage } from './packPackage';
import { prepared } from './prepared';

export default function cleanUp(): void {
	removePackage(prepared().pack);
}
