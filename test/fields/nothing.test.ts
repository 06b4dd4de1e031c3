import type { IDataObject, INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { GenesysCloudAnalyticsTrigger } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node';
import { propertiesOf } from '../../nodes/GenesysCloudAnalytics/fields/field';
import { resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { startSimulator, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { PolledWorkflow } from '../support/poll';

/** What an expression gives that finds nothing; the first item lacks the field. */
const NOTHING: readonly IDataObject[] = [{}, { v: null }, { v: '' }, { v: [] }];
const EXPRESSION = '={{ $json.v }}';

/** Where nothing has a meaning of its own, by the name of the parameter. */
const MEANINGFUL: Readonly<Record<string, string>> = {
	since: 'null and empty: a first load',
	endTime: 'the range ends now',
	maskPersonalData: 'what protects is on',
	csvDefuse: 'what protects is on',
};

/** What other fields need to be read without a mistake of their own. */
const VALID: INodeParameters = {
	conversationId: '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
	startTime: '2026-11-20T09:00:00Z',
	firstLoadStart: '2026-11-20T09:00:00Z',
	granularity: 'PT30M',
};

interface Case {
	label: string;
	name: string;
	parameters: INodeParameters;
}

const isField = ({ type, noDataExpression, displayOptions }: INodeProperties) =>
	type !== 'notice' && noDataExpression !== true && displayOptions?.show?.['@tool']?.[0] !== true;

/** The parameters that make the form show a property. */
function shownBy({ displayOptions }: INodeProperties): INodeParameters {
	const show = Object.entries(displayOptions?.show ?? {}).filter(([name]) => !name.startsWith('@'));
	const values = show.map(([name, allowed]) => [name.replace(/^\//, ''), allowed?.[0]] as const);
	const hidden = Object.keys(displayOptions?.hide ?? {}).some((name) => name === '/returnAs');
	const nested = values.filter(([name]) => name.startsWith('options.'));
	return {
		...(hidden ? { returnAs: 'csv' } : {}),
		...Object.fromEntries(values.filter(([name]) => !name.includes('.'))),
		...(nested.length > 0
			? { options: Object.fromEntries(nested.map(([name, value]) => [name.slice('options.'.length), value])) }
			: {}),
	} as INodeParameters;
}

function set({ type, name, options }: INodeProperties): INodeParameters {
	if (type === 'fixedCollection') {
		const { name: group, values } = (options as INodePropertyCollection[])[0]!;
		return { [name]: { [group]: [set(values[0]!)] } };
	}
	return { [name]: type === 'resourceLocator' ? { __rl: true, mode: 'id', value: EXPRESSION } : EXPRESSION };
}

/** Every field of a form, those in collections as well, set by an expression. */
function casesOf(properties: INodeProperties[]): Case[] {
	return properties.filter(isField).flatMap((property): Case[] => {
		const around = shownBy(property);
		const own: Case = {
			label: property.displayName,
			name: property.name,
			parameters: { ...around, ...set(property) },
		};
		if (property.type !== 'collection') return [own];
		// Of a collection as a whole, n8n drops an expression before the node can see it; its editor offers none.
		const inner = (property.options as INodeProperties[]).filter(isField).map((option): Case => ({
			label: option.displayName,
			name: option.name,
			parameters: { ...around, ...shownBy(option), [property.name]: set(option) },
		}));
		return inner;
	});
}

let simulator: Simulator;
beforeAll(async () => (simulator = await startSimulator({ conversations: [] })));
afterAll(async () => await simulator.close());

const operations = resources.flatMap(({ value: resource, operations: own }) =>
	own.map(({ value: operation, fields }) => ({ resource, operation, properties: propertiesOf(fields) })),
);

describe('an expression that gives nothing is a mistake that names its field', () => {
	it.each(operations)('$resource.$operation', async ({ resource, operation, properties }) => {
		const silent: string[] = [];
		for (const { label, name, parameters } of casesOf(properties)) {
			if (name in MEANINGFUL) continue;
			const form = { ...VALID, resource, operation, ...parameters };
			const { items } = await runNode(simulator, form, {
				items: [...NOTHING],
				onError: 'continueRegularOutput',
			});
			items.forEach(({ json }, index) => {
				if (!String(json.error).startsWith(`${label} has no value`)) {
					silent.push(`${name} = ${JSON.stringify(NOTHING[index])}: ${JSON.stringify(json).slice(0, 200)}`);
				}
			});
			if (items.length !== NOTHING.length) silent.push(`${name}: ${items.length} items`);
		}
		expect(silent).toEqual([]);
	});

	it('in the trigger as well', async () => {
		const { properties } = new GenesysCloudAnalyticsTrigger().description;
		const silent: string[] = [];
		for (const { label, name, parameters } of casesOf(properties)) {
			if (name in MEANINGFUL) continue;
			for (const nothing of ['undefined', 'null', '""', '[]']) {
				const form = JSON.parse(
					JSON.stringify(parameters).replaceAll('$json.v', nothing.replaceAll('"', '\\"')),
				);
				const message = await new PolledWorkflow(simulator, form as INodeParameters).test().then(
					() => 'green',
					(error: unknown) => (error as Error).message,
				);
				if (!message.startsWith(`${label} has no value`)) silent.push(`${name} = ${nothing}: ${message}`);
			}
		}
		expect(silent).toEqual([]);
	});
});

describe('where a user says so', () => {
	const filtered = { filters: { queue: { __rl: true, mode: 'id', value: EXPRESSION } } };
	const range = { resource: 'conversation', operation: 'getAll' };

	it('Empty Filters set to Ignore takes the filter away, and says it', async () => {
		const { error, hints } = await runNode(simulator, {
			...range,
			...filtered,
			options: { emptyFilters: 'ignore' },
		});
		expect(error).toBeUndefined();
		expect(hints.map(({ message }) => message).join()).toContain(
			'Not filtered by Queue, which had no value.',
		);
	});

	it('an asterisk means all', async () => {
		const filters = { queue: { __rl: true, mode: 'id', value: '={{ "*" }}' } };
		const { error } = await runNode(simulator, { ...range, filters });
		expect(error).toBeUndefined();
		const { body } = simulator.journal.at(-1)!;
		expect(JSON.stringify(body)).not.toContain('queueId');
	});

	it('a field left empty in the form filters nothing', async () => {
		const { error } = await runNode(simulator, {
			...range,
			filters: { queue: { __rl: true, mode: 'list', value: '' }, ani: '', mediaTypes: [] },
		});
		expect(error).toBeUndefined();
	});
});
