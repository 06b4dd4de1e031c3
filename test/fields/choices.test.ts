import { flag, list, oneOf, someOf } from '../../nodes/GenesysCloudAnalytics/fields/choices';

describe('a choice that an expression made', () => {
	it.each([
		['abandoned', 'abandoned'],
		['Abandoned', undefined],
		[' abandoned', undefined],
		['', undefined],
		[null, undefined],
		[1, undefined],
	])('%p is right, or refused with the list', (value, expected) => {
		const read = () => oneOf('Outcome', value, ['any', 'answered', 'abandoned']);
		if (expected) expect(read()).toBe(expected);
		else expect(read).toThrow(`Outcome can't be "${String(value)}"`);
	});

	it.each<[unknown, boolean | undefined]>([
		[true, true],
		['true', true],
		['True', true],
		[false, false],
		['false', false],
		['', false],
		[undefined, false],
		['yes', undefined],
		[1, undefined],
	])('the switch %p is read as %p', (value, expected) => {
		if (expected === undefined) expect(() => flag('Ended Only', value)).toThrow('Ended Only');
		else expect(flag('Ended Only', value)).toBe(expected);
	});

	it('a switch without a value has its default', () => {
		expect([flag('Resolve Names', undefined, true), flag('Resolve Names', 'false', true)]).toEqual([
			true,
			false,
		]);
	});

	it('several are a list, or text with commas; one that is not known is refused', () => {
		const types = ['voice', 'email'];
		expect(someOf('Media Types', 'voice, email', types)).toEqual(['voice', 'email']);
		expect(someOf('Media Types', ['email'], types)).toEqual(['email']);
		expect(() => someOf('Media Types', ['Voice'], types)).toThrow('Media Types can\'t be "Voice"');
		expect(list(' a ,, b')).toEqual(['a', 'b']);
	});
});
