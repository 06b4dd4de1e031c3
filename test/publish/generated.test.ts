import { readFileSync } from 'node:fs';

import { currentIndex, INDEXES } from '../../tools/indexes';
import { README, withOperations } from '../../tools/readmeTable';

it.each(INDEXES)('$path lists all that there is; else: npm run generate', (index) => {
	const current = currentIndex(index);
	expect(current).not.toBe('');
	expect(index.write(current)).toBe(current);
});

it('an operation that is new comes last, the others stay where they are', () => {
	const [operations] = INDEXES;
	const current = currentIndex(operations!);
	const lines = current.split('\n').filter((line) => line.includes('.operation'));
	const [last, ...others] = [...lines].reverse();
	expect(operations!.write([...others].reverse().join('\n'))).toBe(current);
	expect(operations!.write([last, ...lines.slice(0, -1)].join('\n'))).toContain(`${last}\n${lines[0]}`);
});

it('the README has a row for each operation; else: npm run generate', () => {
	const readme = readFileSync(README, 'utf8');
	expect(withOperations(readme)).toBe(readme);
});
