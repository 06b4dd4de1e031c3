import type { INodeProperties } from 'n8n-workflow';

import { sharedForm } from '../../nodes/GenesysCloudAnalytics/resources/sharedForm';

const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const form = (resource: string, operation: string, ...properties: INodeProperties[]) => ({
	resource,
	operation,
	properties,
});
const conditions = (properties: INodeProperties[]) =>
	properties.map(({ name, displayOptions }) => [name, displayOptions?.show]);

it('has what is the same in several forms once', () => {
	const shared = sharedForm([
		form('a', 'get', field('x'), field('y')),
		form('b', 'get', field('x'), field('z'), field('y')),
	]);
	expect(conditions(shared)).toEqual([
		['x', { resource: ['a', 'b'], operation: ['get'] }],
		['z', { resource: ['b'], operation: ['get'] }],
		['y', { resource: ['a', 'b'], operation: ['get'] }],
	]);
});

it('keeps the order of each form, though another one has it otherwise', () => {
	const shared = sharedForm([
		form('a', 'get', field('x'), field('y')),
		form('b', 'get', field('y'), field('x')),
	]);
	const of = (resource: string) =>
		shared
			.filter(({ displayOptions }) => displayOptions!.show!.resource!.includes(resource))
			.map(({ name }) => name);
	expect([of('a'), of('b')]).toEqual([
		['x', 'y'],
		['y', 'x'],
	]);
});

it('never shows a field to an operation that has none, as two lists of conditions would', () => {
	const shared = sharedForm([
		form('a', 'get', field('x')),
		form('b', 'list', field('x')),
		form('a', 'list', field('y')),
	]);
	expect(conditions(shared).filter(([name]) => name === 'x')).toEqual([
		['x', { resource: ['b'], operation: ['list'] }],
		['x', { resource: ['a'], operation: ['get'] }],
	]);
});

it('keeps the conditions of a field behind those of its operation, and fields with other texts apart', () => {
	const shown = { displayOptions: { show: { x: ['1'] }, hide: { z: ['2'] } } };
	const [first, second] = sharedForm([
		form('a', 'get', field('y', shown)),
		form('b', 'get', field('y', { ...shown, description: 'Another' })),
	]);
	expect(first!.displayOptions).toEqual({
		show: { resource: ['b'], operation: ['get'], x: ['1'] },
		hide: { z: ['2'] },
	});
	expect(second!.displayOptions!.show).toMatchObject({ resource: ['a'] });
});

it('joins collections, whose fields say which operations have them', () => {
	const options = (...fields: INodeProperties[]) => field('options', { type: 'collection', options: fields });
	const [shared, ...others] = sharedForm([
		form('a', 'get', options(field('x'), field('y'))),
		form('b', 'get', options(field('x'))),
	]);
	expect(others).toEqual([]);
	expect(conditions(shared!.options as INodeProperties[])).toEqual([
		['x', undefined],
		['y', { '/resource': ['a'], '/operation': ['get'] }],
	]);
});
