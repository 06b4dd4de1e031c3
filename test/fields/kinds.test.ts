import {
	choice,
	list,
	number,
	oneOf,
	severalOf,
	toggle,
} from '../../nodes/GenesysCloudAnalytics/fields/kinds';
import type { Field } from '../../nodes/GenesysCloudAnalytics/fields/field';
import type { Form } from '../../nodes/GenesysCloudAnalytics/fields/form';

/** What a field reads where the form has this value for it; an expression's, so that it may be anything. */
async function read<T>(field: Field<T>, value: unknown, isSet = true): Promise<T> {
	const form = { isTool: false, emptyFilters: 'error', given: () => ({ value, isSet, isExpression: false }) };
	return await field.read(form as unknown as Form, 'name');
}

const texts = { displayName: 'Outcome', description: 'Which' };

describe('a choice', () => {
	const outcome = choice({
		...texts,
		byDefault: 'abandoned',
		unset: 'any',
		options: [
			['any', 'Any'],
			['answered', 'Answered'],
			['abandoned', 'Abandoned'],
		],
	});

	it.each([
		['abandoned', 'abandoned'],
		['', 'any'],
		[null, 'any'],
	])('%p is %p', async (value, expected) => expect(await read(outcome, value)).toBe(expected));

	it('that was not added means what it is said to mean', async () =>
		expect(await read(outcome, undefined, false)).toBe('any'));

	it.each(['Abandoned', ' abandoned', 1, {}])('%p is refused with the list', async (value) => {
		await expect(read(outcome, value)).rejects.toMatchObject({
			message: expect.stringContaining("Outcome can't be"),
			description: 'Use one of any, answered, abandoned.',
		});
	});

	it('a long value is quoted in short, on one line', () => {
		expect(() => oneOf('Outcome', `a\n${'b'.repeat(500)}`, ['any'])).toThrow(/^Outcome can't be "a b{97}…"$/);
	});
});

it.each<[unknown, boolean | undefined]>([
	[true, true],
	['true', true],
	['True', true],
	[false, false],
	['false', false],
	['', true],
	['yes', undefined],
	[1, undefined],
])('the switch %p is read as %p', async (value, expected) => {
	const field = toggle({ ...texts, displayName: 'Ended Only', byDefault: true });
	if (expected === undefined) await expect(read(field, value)).rejects.toThrow('Ended Only');
	else expect(await read(field, value)).toBe(expected);
});

it.each<[unknown, number | string]>([
	[5, 5],
	['7', 7],
	['', 60],
	[4, 'Enter a whole number from 5 to 100.'],
	[101, 'Enter a whole number from 5 to 100.'],
	[5.5, 'Enter a whole number from 5 to 100.'],
	['abc', 'Enter a whole number from 5 to 100.'],
	[true, 'Enter a whole number from 5 to 100.'],
	[NaN, 'Enter a whole number from 5 to 100.'],
	[Infinity, 'Enter a whole number from 5 to 100.'],
])('the number %p is %p', async (value, expected) => {
	const field = number({ ...texts, byDefault: 60, min: 5, max: 100, isWhole: true });
	if (typeof expected === 'number') expect(await read(field, value)).toBe(expected);
	else await expect(read(field, value)).rejects.toMatchObject({ description: expected });
});

it.each([
	[{ above: 0 }, 0, 'Enter a number above 0.'],
	[{ min: 1 }, 0, 'Enter a number of 1 or more.'],
	[{}, 'x', 'Enter a number.'],
])('a number of %j says what it takes', async (bounds, value, expected) => {
	const field = number({ ...texts, byDefault: 1, ...bounds });
	await expect(read(field, value)).rejects.toMatchObject({ description: expected });
});

it('several are a list, or text with commas, each once; one that is not known is refused', async () => {
	const field = severalOf({
		...texts,
		displayName: 'Media Types',
		byDefault: ['voice'],
		options: [
			['voice', 'Voice'],
			['email', 'Email'],
		],
	});
	expect(await read(field, 'voice, email, voice')).toEqual(['voice', 'email']);
	expect(await read(field, ['email'])).toEqual(['email']);
	expect(await read(field, [])).toEqual([]);
	expect(await read(field, undefined, false)).toEqual([]);
	await expect(read(field, ['Voice'])).rejects.toThrow('Media Types can\'t be "Voice"');
	expect(list(' a ,, b')).toEqual(['a', 'b']);
});
