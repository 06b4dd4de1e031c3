import type { Models } from 'purecloud-platform-client-v2';

import { fieldsOf, valueAt } from '../../nodes/GenesysCloudAnalytics/columns/field';
import { zonedTime } from '../../nodes/GenesysCloudAnalytics/columns/zonedTime';

const zone = zonedTime('UTC', 'iso');
const user = fieldsOf<Models.User, unknown>();
const ofAgent = fieldsOf<Models.User, { agent?: unknown }>(({ agent }) => agent, 'agent.');

const skilled = {
	id: 'u',
	division: { id: 'd' },
	skills: [{ id: 'a', proficiency: 3 }, null, { id: 'b' }, 'c'],
};

describe('a column of a field', () => {
	it.each([
		[user('userId', 'id', '', 'id'), skilled, 'u'],
		[user('divisionId', 'id', '', 'division.id'), skilled, 'd'],
		[user('divisionId', 'id', '', 'division.id'), { division: 'none' }, undefined],
		[user('divisionId', 'id', '', 'division.id'), null, undefined],
		[user('skillIds', 'ids', '', 'skills[].id'), skilled, ['a', 'b']],
		[user('skillIds', 'ids', '', 'skills[].id'), { skills: 7 }, []],
		[user('skills', 'texts', '', 'skills[]'), skilled, skilled.skills],
	])('%j is read', ({ read }, record, expected) => {
		expect(read(record, zone)).toEqual(expected);
	});

	it('may be within the subject, be told by another name, and be converted', () => {
		const column = ofAgent('name', 'text', '', 'name', (name) => `${String(name)}!`);
		expect(column.source).toBe('agent.name');
		expect(column.read({ agent: { name: 'Ada' } }, zone)).toBe('Ada!');
	});

	it('does not compile where the model has no such field', () => {
		// @ts-expect-error: a user has no mail
		user('email', 'text', '', 'mail');
		// @ts-expect-error: the part has no such field
		user('divisionId', 'id', '', 'division.key');
		// @ts-expect-error: no part at all
		user('divisionId', 'id', '', 'branch.id');
		// @ts-expect-error: a list needs []
		user('skillIds', 'ids', '', 'skills.id');
		// @ts-expect-error: no list
		user('divisionId', 'id', '', 'division[].id');
		// @ts-expect-error: entries have no such field
		user('skillIds', 'ids', '', 'skills[].level');
		expect(valueAt({ a: { b: 1 } }, 'a.b')).toBe(1);
	});
});
