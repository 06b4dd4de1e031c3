import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { nodeProperties, resources } from '../../nodes/GenesysCloudAnalytics/actions';
import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node';
import { GenesysCloudAnalyticsTrigger } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node';

const { description } = new GenesysCloudAnalytics();
/** The same node as n8n offers it to AI agents. */
const tool: INodeTypeDescription = { ...description, name: `${description.name}Tool` };
const operations = resources.flatMap((resource) =>
	resource.operations.map((operation): [string, string, typeof operation] => [
		resource.value,
		operation.value,
		operation,
	]),
);

function nodeWith(parameters: INodeParameters): INode {
	return { id: '1', name: 'Genesys', type: description.name, typeVersion: 1, position: [0, 0], parameters };
}

/** Parameters as n8n fills them up, defaults included. */
function filled(parameters: INodeParameters, type = description): INodeParameters {
	const { properties } = type;
	return NodeHelpers.getNodeParameters(properties, parameters, true, false, nodeWith(parameters), type)!;
}

/** The fields that n8n shows. */
function shown(parameters: INodeParameters, type = description): INodeProperties[] {
	const values = filled(parameters, type);
	return type.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, nodeWith(values), type),
	);
}

const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);
const optionsOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];

describe('the interface that workflows are saved with', () => {
	it('has these resources and operations', () => {
		expect(operations.map(([resource, operation]) => `${resource}.${operation}`).sort()).toEqual([
			'account.getConnection',
			'agent.getStatus',
			'agent.getTimeInStatus',
			'conversation.get',
			'conversation.getAll',
			'performance.getKpis',
			'performance.query',
			'queue.getStatus',
		]);
	});

	const timeRange = ['timeRange', 'relativeAmount', 'relativeUnit'];

	it.each([
		['account', 'getConnection', []],
		['agent', 'getStatus', ['agents', 'returnAll', 'limit', 'options']],
		['agent', 'getTimeInStatus', [...timeRange, 'agents', 'granularity', 'returnAll', 'limit', 'options']],
		['conversation', 'get', ['conversationId', 'output', 'options']],
		[
			'conversation',
			'getAll',
			[...timeRange, 'matchBy', 'returnAll', 'limit', 'sortOrder', 'output', 'filters', 'options'],
		],
		['performance', 'getKpis', [...timeRange, 'groupBy', 'granularity', 'filters', 'options']],
		['performance', 'query', [...timeRange, 'metrics', 'groupBy', 'granularity', 'filters', 'options']],
		['queue', 'getStatus', ['queues', 'mediaTypes', 'options']],
	])('%s.%s shows these fields and no other', (resource, operation, fields) => {
		expect(names(shown({ resource, operation }))).toEqual(['resource', 'operation', ...fields]);
	});

	it('has these defaults: the conversations of the last hour', () => {
		expect(filled({})).toEqual({
			resource: 'conversation',
			operation: 'getAll',
			timeRange: 'relative',
			relativeAmount: 1,
			relativeUnit: 'hours',
			matchBy: 'started',
			returnAll: false,
			limit: 50,
			sortOrder: 'desc',
			output: 'summary',
			filters: {},
			options: {},
		});
	});

	it.each([
		[
			'filters',
			[
				'advancedFilters',
				'agent',
				'ani',
				'direction',
				'division',
				'dnis',
				'endedOnly',
				'mediaTypes',
				'minHandleSeconds',
				'outcome',
				'queue',
				'wrapUpCode',
			],
		],
		[
			'options',
			[
				'allowPartial',
				'binaryPropertyName',
				'dateFormat',
				'file',
				'includeAttributes',
				'maskPersonalData',
				'rangeColumns',
				'resolveNames',
				'source',
				'timeZone',
			],
		],
	])('has these %s of conversations', (name, values) => {
		const collection = shown({}).find((property) => property.name === name)!;
		expect(names(collection.options as INodeProperties[]).sort()).toEqual(values);
	});

	it.each<[string, Array<string | number>]>([
		[
			'timeRange',
			[
				'relative',
				'today',
				'yesterday',
				'thisWeek',
				'lastWeek',
				'last7Days',
				'last14Days',
				'last30Days',
				'last90Days',
				'thisMonth',
				'lastMonth',
				'thisQuarter',
				'lastQuarter',
				'thisYear',
				'lastFullInterval',
				'custom',
			],
		],
		['relativeUnit', ['minutes', 'hours', 'days', 'weeks']],
		['matchBy', ['started', 'ended', 'active']],
		['sortOrder', ['desc', 'asc']],
		['output', ['summary', 'detailed', 'interactions', 'segments', 'raw']],
	])('%s has these choices', (name, values) => {
		const field = shown({}).find((property) => property.name === name)!;
		expect(
			optionsOf(field)
				.map(({ value }) => value)
				.sort(),
		).toEqual([...values].sort());
	});
});

it('has time ranges in natural order: now, then back, a range of your own last', () => {
	const values = optionsOf(shown({}).find(({ name }) => name === 'timeRange')!).map(({ value }) => value);
	expect([...values.slice(0, 6), values.at(-1)]).toEqual([
		...['relative', 'today', 'yesterday', 'thisWeek', 'lastWeek', 'last7Days', 'custom'],
	]);
});

describe('table and fields agree', () => {
	it('on the operations of each resource', () => {
		for (const { value, operations: own, defaultOperation } of resources) {
			const selector = shown({ resource: value }).find(({ name }) => name === 'operation')!;
			expect(optionsOf(selector).map((option) => option.value)).toEqual(own.map((each) => each.value));
			expect(selector.default).toBe(defaultOperation);
			expect(own.map((each) => each.value)).toContain(defaultOperation);
		}
	});

	it('on the fields of each operation: all of them are somewhere in its form, none of another', () => {
		const controls = {
			timeRange: ['relative', 'lastFullInterval', 'custom', 'today', 'thisWeek'],
			returnAll: [true, false],
		};
		for (const [resource, operation, { fields }] of operations) {
			const seen = new Set<string>();
			for (const timeRange of controls.timeRange) {
				for (const returnAll of controls.returnAll) {
					for (const type of [description, tool]) {
						const visible = names(shown({ resource, operation, timeRange, returnAll }, type)).slice(2);
						expect([resource, operation, new Set(visible).size]).toEqual([
							resource,
							operation,
							visible.length,
						]);
						visible.forEach((name) => seen.add(name));
					}
				}
			}
			expect([...seen].sort()).toEqual([...new Set(names(fields))].sort());
		}
	});

	it('on two fields of one name being one setting under two conditions', () => {
		for (const [, , { fields }] of operations) {
			const twins = fields.filter(({ name }) => names(fields).filter((each) => each === name).length > 1);
			for (const { name, type, displayOptions } of twins) {
				const conditions = { ...displayOptions?.show, ...displayOptions?.hide };
				expect([
					['limit', 'number', '@tool'],
					['groupBy', 'multiOptions', '@version'],
				]).toContainEqual([name, type, Object.keys(conditions).find((each) => each.startsWith('@'))]);
			}
		}
	});

	it('on shared fields staying as they are when an operation makes its own of them', () => {
		const before = JSON.stringify(operations.map(([, , { fields }]) => fields));
		nodeProperties();
		expect(JSON.stringify(operations.map(([, , { fields }]) => fields))).toBe(before);
	});
});

describe('the time range shows', () => {
	it.each([
		['relative', ['relativeAmount', 'relativeUnit']],
		['lastFullInterval', ['intervalMinutes']],
		['custom', ['startTime', 'endTime']],
		['yesterday', []],
	])('for %s only what belongs to it', (timeRange, fields) => {
		const all = ['relativeAmount', 'relativeUnit', 'intervalMinutes', 'startTime', 'endTime'];
		expect(names(shown({ timeRange })).filter((name) => all.includes(name))).toEqual(fields);
	});
});

describe('an AI agent', () => {
	it('can use the node as a tool, but not a trigger', () => {
		expect(description.usableAsTool).toBe(true);
		expect(new GenesysCloudAnalyticsTrigger().description.usableAsTool).toBeUndefined();
	});

	it('gets few rows unless it asks for more', () => {
		expect(filled({}, tool).limit).toBe(10);
		expect(filled({}).limit).toBe(50);
	});

	it('reads what each operation does, and what each field means', () => {
		for (const [, , { name, action, description: about }] of operations) {
			expect([name, action, about]).toEqual([
				expect.stringMatching(/^Get|^Query/),
				expect.stringMatching(/^[A-Z][a-z]+ /),
				expect.stringMatching(/^.{20,}$/),
			]);
		}
	});
});

describe('texts as n8n wants them', () => {
	const nested = (property: INodeProperties): INodeProperties[] => [
		property,
		...(property.type === 'collection' ? (property.options as INodeProperties[]).flatMap(nested) : []),
	];
	const all = [...nodeProperties(), ...new GenesysCloudAnalyticsTrigger().description.properties].flatMap(
		nested,
	);

	it('every field has a description, but for the selectors and collections of options', () => {
		const bare = all.filter(({ description: about }) => !about).map(({ name }) => name);
		expect([...new Set(bare)].sort()).toEqual(['operation', 'options', 'resource']);
	});

	it('a switch says Whether', () => {
		for (const property of all.filter(({ type }) => type === 'boolean')) {
			expect([property.name, property.description]).toEqual([
				property.name,
				expect.stringMatching(/^Whether /),
			]);
		}
	});

	it('one sentence has no full stop, several have', () => {
		for (const { name, description: about = '' } of all) {
			const sentences = about.split(/\. (?=[A-Z])/).length;
			expect([name, about.endsWith('.')]).toEqual([name, sentences > 1]);
		}
	});

	it('a collection is in alphabetical order', () => {
		for (const { options } of all.filter(({ type }) => type === 'collection')) {
			const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
	});

	it('a choice whose name does not say what it does has a description', () => {
		const needing = ['matchBy', 'output', 'source', 'event'];
		const found = all.filter(({ name }) => needing.includes(name));
		expect(new Set(names(found))).toEqual(new Set(needing));
		for (const property of found) {
			for (const option of optionsOf(property)) {
				expect([property.name, option.value, option.description]).toEqual([
					property.name,
					option.value,
					expect.any(String),
				]);
			}
		}
	});

	it('a default is one of the choices', () => {
		for (const property of all.filter(({ type }) => type === 'options')) {
			expect([property.name, optionsOf(property).map(({ value }) => value)]).toEqual([
				property.name,
				expect.arrayContaining([property.default]),
			]);
		}
	});
});
