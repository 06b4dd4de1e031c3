import { inParallel } from '../../nodes/GenesysCloudAnalytics/api/inParallel';
import { MAX_IN_FLIGHT } from '../../nodes/GenesysCloudAnalytics/transport/budget';

const numbers = Array.from({ length: 3 * MAX_IN_FLIGHT }, (_, index) => index);
const turn = async () => await new Promise(setImmediate);

it('brings the results in the order of the values, whatever is ready first', async () => {
	const found = await inParallel(numbers, async (number) => {
		for (let turns = number % 3; turns > 0; turns--) await turn();
		return -number;
	});
	expect(found).toEqual(numbers.map((number) => -number));
});

it('begins nothing more after a failure, though the others are still at work', async () => {
	const begun: number[] = [];
	const all = inParallel(numbers, async (number) => {
		begun.push(number);
		if (number === 2) throw new Error('the third');
		await turn();
	});
	await expect(all).rejects.toThrow('the third');
	for (let turns = 0; turns < 5; turns++) await turn();
	expect(begun).toEqual(numbers.slice(0, MAX_IN_FLIGHT));
});
