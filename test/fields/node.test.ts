import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import {
	conversationSheets,
	type Output,
} from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { propertiesOf } from '../../nodes/GenesysCloudAnalytics/fields/field';
import { columnOptions } from '../../nodes/GenesysCloudAnalytics/columns/options';
import { SUBJECTS } from '../../nodes/GenesysCloudAnalytics/kpis/subjects';
import { nodeProperties, resources } from '../../nodes/GenesysCloudAnalytics/resources';
import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node';
import { GenesysCloudAnalyticsTrigger } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node';
import { forms, FORMS_FOLDER } from '../../tools/forms';
import { description, filled, nodeWith, shown, subtitleOf } from '../support/form';

/** The same node as n8n offers it to AI agents. */
const tool: INodeTypeDescription = { ...description, name: `${description.name}Tool` };
const operations = resources.flatMap((resource) =>
	resource.operations.map(
		(operation): [string, string, Omit<typeof operation, 'fields'> & { fields: INodeProperties[] }] => [
			resource.value,
			operation.value,
			{ ...operation, fields: propertiesOf(operation.fields) },
		],
	),
);

const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);
const optionsOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
/** Operations that keep a database in sync. */
const syncable = operations.filter(([resource, operation]) =>
	shown({ resource, operation }).some(
		(field) => field.name === 'timeRange' && optionsOf(field).some(({ value }) => value === 'since'),
	),
);
const fieldsIn = ({ type, options }: INodeProperties) =>
	type === 'collection' ? (options as INodeProperties[]) : [];
const evaluations = { resource: 'evaluation', operation: 'getAll' };
const surveys = { resource: 'survey', operation: 'getAll' };

describe('the interface that workflows are saved with', () => {
	it.each([...forms()])(
		'is as %s has it; else: npm run generate, and look at what has changed',
		(file, content) => {
			expect(readFileSync(join(FORMS_FOLDER, file), 'utf8')).toBe(content);
		},
	);

	it('asks what, when and of whom first, then how rows look, options last', () => {
		const order = [
			...['resource', 'operation', 'timeRange', 'groupBy', 'granularity', 'filters'],
			...['columns', 'returnAs', 'returnAll', 'limit', 'sortOrder', 'options', 'permissionNotice'],
		];
		for (const [resource, operation] of operations) {
			const fields = names(shown({ resource, operation }));
			const known = fields.filter((name) => order.includes(name));
			expect([resource, operation, known]).toEqual([
				resource,
				operation,
				order.filter((name) => fields.includes(name)),
			]);
			const rows = fields.indexOf(fields.includes('columns') ? 'columns' : 'returnAs');
			if (fields.includes('output') && rows >= 0) expect(fields.indexOf('output')).toBeLessThan(rows);
			expect(fields.at(fields.includes('permissionNotice') ? -2 : -1)).toBe('options');
		}
	});

	it('asks for the mark of a sync, and not for what a sync decides itself', () => {
		const fields = names(shown({ timeRange: 'since' }));
		expect(fields.slice(2, 8)).toEqual([
			...['timeRange', 'sinceNotice', 'since', 'firstLoadStart', 'overlapHours', 'maxDays'],
		]);
		for (const name of ['matchBy', 'returnAll', 'limit', 'sortOrder']) expect(fields).not.toContain(name);
	});

	it.each(syncable.filter(([resource]) => resource !== 'conversation'))(
		'%s.%s asks for it, too, and not for a limit or an order',
		(resource, operation) => {
			const fields = names(shown({ resource, operation, timeRange: 'since' }));
			expect(fields).toEqual(expect.arrayContaining(['since', 'firstLoadStart', 'overlapHours', 'maxDays']));
			for (const name of ['returnAll', 'limit', 'sortOrder']) expect(fields).not.toContain(name);
			expect(fields.includes('matchBy')).toBe(resource === 'evaluation');
		},
	);

	it.each<[string, INodeParameters, string[]]>([
		['rows', {}, []],
		['a CSV file', { returnAs: 'csv' }, ['binaryPropertyName', 'csvBom', 'csvDefuse', 'csvDelimiter']],
		['a JSON Lines file', { returnAs: 'jsonl' }, ['binaryPropertyName']],
		[
			'what an expression chooses',
			{ returnAs: '={{ $json.as }}' },
			['binaryPropertyName', 'csvBom', 'csvDefuse', 'csvDelimiter'],
		],
	])('offers for %s only the options that concern it', (_, form, expected) => {
		const ofFiles = ['binaryPropertyName', 'csvBom', 'csvDefuse', 'csvDelimiter'];
		const all = Object.fromEntries(ofFiles.map((name) => [name, name]));
		for (const each of [{}, evaluations, { resource: 'queue', operation: 'getStatus' }]) {
			const kept = filled({ ...each, ...form, options: all }).options as object;
			expect(Object.keys(kept).sort()).toEqual(expected);
		}
		const ofTool = filled({ options: all }, tool).options as object;
		expect(Object.keys(ofTool)).toEqual([]);
	});

	it('has no limit for a file, and says so', () => {
		const fields = names(shown({ returnAs: 'csv' }));
		expect(fields).not.toContain('limit');
		expect(fields).not.toContain('returnAll');
		expect(fields).toContain('fileNotice');
	});

	it.each(['conversations', 'queueVisits', 'agentSessions', 'segments'])(
		'asks for the columns of %s when needed',
		(output) => {
			const [field, ...others] = shown({ output, columns: 'selected' }).filter(
				({ name }) => name === 'selectedColumns',
			);
			expect(others).toEqual([]);
			expect(optionsOf(field!)).toEqual([]);
			const { columns: all } = conversationSheets[output as Output];
			const offered = columnOptions(Object.values(conversationSheets), output);
			expect(offered.map(({ value }) => value)).toEqual(all.map(({ name }) => name));
		},
	);

	it('offers no columns of raw records', () => {
		expect(names(shown({ output: 'raw' }))).not.toContain('columns');
	});

	it.each<[string, INodeParameters, string]>([
		['evaluations', evaluations, 'permission quality:evaluation:searchAny'],
		['answers of surveys', { ...surveys, output: 'answers' }, 'permission quality:survey:view'],
		[
			'transcripts',
			{ operation: 'getTranscript' },
			'permissions recording:recording:view and speechAndTextAnalytics:data:view',
		],
		['recordings', { resource: 'recording', operation: 'getAll' }, 'permission recording:recording:view or '],
		[
			'files of them',
			{ resource: 'recording', operation: 'download' },
			'permission recording:recording:view or ',
		],
		[
			'sentiment',
			{ options: { includeSentiment: true } },
			'permission analytics:speechAndTextAnalyticsAggregates:view',
		],
		[
			'live attributes',
			{ options: { includeAttributes: true, liveAttributes: true } },
			'permission conversation:communication:view',
		],
	])('names the permission that few clients have, for %s', (_, form, permission) => {
		const notices = shown(form).filter(({ type }) => type === 'notice');
		expect(notices.map(({ displayName }) => displayName)).toContainEqual(
			expect.stringContaining(`The OAuth client needs the ${permission}`),
		);
	});

	it('names no permission where the usual ones do', () => {
		for (const form of [{}, surveys, { resource: 'queue', operation: 'getStatus' }]) {
			expect(names(shown(form)).filter((name) => /permission|Notice/.test(name))).toEqual([]);
		}
	});

	it.each([
		['Source is Details Job', { source: 'job' }, ['jobNotice']],
		['participant attributes are included', { includeAttributes: true }, ['attributesNotice']],
		['Source is the query', { source: 'query' }, []],
	])('says that jobs lag behind, where %s', (_, options, notices) => {
		expect(names(shown({ options })).filter((name) => name.endsWith('Notice'))).toEqual(notices);
	});

	it('has these defaults: the conversations of the last hour', () => {
		expect(filled({})).toEqual({
			resource: 'conversation',
			operation: 'getAll',
			timeRange: 'lastHour',
			matchBy: 'started',
			output: 'conversations',
			columns: 'simplified',
			returnAs: 'rows',
			returnAll: false,
			limit: 50,
			sortOrder: 'desc',
			// Shown without being added: nothing is chosen yet.
			filters: { queue: { mode: 'list', value: '' } },
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
				'participantAttributes',
				'queue',
				'wrapUpCode',
			],
		],
		[
			'options',
			[
				'allowPartial',
				'binaryPropertyName',
				'csvBom',
				'csvDefuse',
				'csvDelimiter',
				'dateFormat',
				'emptyFilters',
				'includeAttributes',
				'includeSentiment',
				'liveAttributes',
				'maskPersonalData',
				'rangeColumns',
				'repeatWithinHours',
				'report',
				'resolveNames',
				'seconds',
				'source',
				'timeZone',
			],
		],
	])('has these %s of conversations', (name, values) => {
		const collection = shown({}).find((property) => property.name === name)!;
		const form = filled({});
		const offered = fieldsIn(collection).filter((option) =>
			NodeHelpers.displayParameter({ returnAs: 'csv' }, option, nodeWith(form), description, {
				...form,
				returnAs: 'csv',
			}),
		);
		expect(names(offered).sort()).toEqual(values);
	});

	it.each<[string, Array<string | number>]>([
		[
			'timeRange',
			[
				'last15Minutes',
				'lastHour',
				'last24Hours',
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
				'since',
				'custom',
			],
		],
		['relativeUnit', ['minutes', 'hours', 'days', 'weeks']],
	])('%s has these choices', (name, values) => {
		const field = shown({ timeRange: 'relative' }).find((property) => property.name === name)!;
		expect(
			optionsOf(field)
				.map(({ value }) => value)
				.sort(),
		).toEqual([...values].sort());
	});

	it.each<[string, INodeParameters, string[]]>([
		['operation', {}, ['getAll', 'get', 'getTranscript', 'getMessages']],
		['matchBy', {}, ['started', 'ended', 'active']],
		['sortOrder', {}, ['desc', 'asc']],
		['output', {}, ['conversations', 'queueVisits', 'agentSessions', 'segments', 'raw']],
		['columns', {}, ['simplified', 'standard', 'all', 'selected']],
		['returnAs', {}, ['rows', 'csv', 'jsonl']],
		[
			'granularity',
			{ resource: 'performance', operation: 'getKpis' },
			['none', 'PT15M', 'PT30M', 'PT1H', 'P1D', 'P1W', 'P1M'],
		],
		['matchBy', evaluations, ['conversation', 'created', 'submitted', 'released']],
		['output', evaluations, ['evaluations', 'questions']],
		['statuses', evaluations, ['pending', 'inProgress', 'finished', 'inReview', 'retracted']],
		['matchBy', surveys, ['conversation', 'completed']],
		['output', surveys, ['surveys', 'answers']],
		['statuses', surveys, ['pending', 'sent', 'inProgress', 'finished', 'optOut', 'expired', 'error']],
	])('%s has its choices in their natural order', (name, parameters, values) => {
		const fields = shown(parameters).flatMap((property) => [property, ...fieldsIn(property)]);
		const field = fields.find((property) => property.name === name)!;
		expect(optionsOf(field).map(({ value }) => value)).toEqual(values);
	});

	it.each<[string, string, string[]]>([
		['changes', 'conversationUpdated', ['wrapUp', 'evaluation', 'survey']],
		['comparison', 'queueThreshold', ['gte', 'lte']],
		['rearm', 'queueThreshold', ['whenCleared', 'everyPoll']],
	])('%s of the trigger has its choices in their natural order', (name, event, values) => {
		const trigger = new GenesysCloudAnalyticsTrigger().description;
		const field = shown({ event }, trigger).find((property) => property.name === name)!;
		expect(optionsOf(field).map(({ value }) => value)).toEqual(values);
	});
});

it('has time ranges in natural order: from the shortest back, a range of your own last', () => {
	const values = optionsOf(shown({}).find(({ name }) => name === 'timeRange')!).map(({ value }) => value);
	expect([...values.slice(0, 6), values.at(-1)]).toEqual([
		...['last15Minutes', 'lastHour', 'last24Hours', 'today', 'yesterday', 'last7Days', 'custom'],
	]);
});

describe('table and fields agree', () => {
	it('on the operations of each resource', () => {
		for (const { value, operations: own } of resources) {
			const selector = shown({ resource: value }).find(({ name }) => name === 'operation')!;
			expect(optionsOf(selector).map((option) => option.value)).toEqual(own.map((each) => each.value));
			expect(selector.default).toBe(own[0]!.value);
		}
	});

	it('on the fields of each operation: all of them are somewhere in its form, none of another', () => {
		const others: INodeParameters[] = [
			...Object.keys(SUBJECTS).map((subject) => ({ subject })),
			{ type: 'queueMembers' },
			{ output: 'conversations', columns: 'all' },
			{ output: 'answers' },
			{
				options: { source: 'job', includeAttributes: true, includeSentiment: true, liveAttributes: true },
			},
		];
		const controls = {
			timeRange: ['relative', 'lastFullInterval', 'custom', 'today', 'thisWeek', 'since'],
			returnAll: [true, false],
			returnAs: ['rows', 'csv'],
		};
		for (const [resource, operation, { fields }] of operations) {
			const seen = new Set<string>();
			const forms = controls.timeRange.flatMap((timeRange) =>
				controls.returnAll.flatMap((returnAll) =>
					controls.returnAs.flatMap((returnAs) =>
						['simplified', 'selected'].map((columns) => ({ timeRange, returnAll, returnAs, columns })),
					),
				),
			);
			for (const form of [...forms, ...others]) {
				for (const type of [description, tool]) {
					const visible = names(shown({ resource, operation, ...form }, type)).slice(2);
					expect([resource, operation, new Set(visible).size]).toEqual([resource, operation, visible.length]);
					visible.forEach((name) => seen.add(name));
				}
			}
			expect([resource, operation, ...[...seen].sort()]).toEqual([
				resource,
				operation,
				...[...new Set(names(fields))].sort(),
			]);
		}
	});

	it('on the fields of each operation, also where an expression sets a field that others depend on', () => {
		for (const [resource, operation, { fields }] of operations) {
			const isOfOther = ({ displayOptions }: INodeProperties) =>
				displayOptions?.show?.resource?.includes(resource) !== true ||
				displayOptions.show.operation?.includes(operation) !== true;
			const conditions = fields.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
			for (const name of new Set(conditions.filter((each) => !each.startsWith('@')))) {
				const form = { resource, operation, [name]: '={{ $json.value }}' };
				const others = shown(form).slice(2).filter(isOfOther);
				expect([resource, operation, name, names(others)]).toEqual([resource, operation, name, []]);
			}
		}
	});

	it('on nothing being required that an expression in another field shows', () => {
		for (const [resource, operation, { fields }] of operations) {
			const conditions = fields.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
			for (const name of new Set(conditions.filter((each) => !each.startsWith('@')))) {
				const form = { resource, operation, conversationId: 'c', [name]: '={{ $json.value }}' };
				const node = nodeWith(filled(form));
				const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
				expect([resource, operation, name, issues]).toEqual([resource, operation, name, null]);
			}
		}
	});

	it('on the limit, also where an expression decides whether there is one', () => {
		const form = { returnAll: '={{ $json.all }}' };
		expect([filled(form).limit, filled(form, tool).limit]).toEqual([50, 10]);
		for (const type of [description, tool]) {
			expect(names(shown(form, type)).filter((name) => name === 'limit')).toHaveLength(1);
		}
	});

	it('on two fields of one name being one setting under two conditions', () => {
		for (const [, , { fields }] of operations) {
			const twins = fields.filter(({ name }) => names(fields).filter((each) => each === name).length > 1);
			for (const { name, type, displayOptions } of twins) {
				const conditions = { ...displayOptions?.show, ...displayOptions?.hide };
				const [expected, condition] =
					name === 'limit'
						? ['number', '@tool']
						: name === 'selectedColumns'
							? ['multiOptions', 'output']
							: name === 'columns'
								? ['options', 'output']
								: [];
				expect([name, type]).toEqual([name, expected]);
				expect(conditions).toHaveProperty([condition!]);
			}
		}
	});

	it('on shared fields staying as they are when an operation makes its own of them', () => {
		const before = JSON.stringify(operations.map(([, , { fields }]) => fields));
		nodeProperties();
		expect(JSON.stringify(operations.map(([, , { fields }]) => fields))).toBe(before);
	});
});

describe('the options of the trigger', () => {
	const trigger = new GenesysCloudAnalyticsTrigger().description;
	const format = ['dateFormat', 'seconds', 'timeZone', 'resolveNames'];
	const conversations = [...format, 'emptyFilters', 'maskPersonalData', 'lookBackDays', 'settleSeconds'];
	const collection = trigger.properties.find(({ name }) => name === 'options')!;
	const all = Object.fromEntries(names(collection.options as INodeProperties[]).map((name) => [name, name]));

	it.each([
		['conversationEnded', [...conversations, 'emitReopened', 'lateMinutes']],
		['conversationUpdated', [...conversations, 'checkMinutes', 'watchHours']],
		['agentStatusChanged', format],
		['agentStatusThreshold', format],
		['adherence', format],
		['={{ $json.event }}', Object.keys(all)],
	])('for %s are kept if they concern it', (event, expected) => {
		const kept = filled({ event, options: all }, trigger).options as object;
		expect(Object.keys(kept).sort()).toEqual([...expected].sort());
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

	it('gets few rows of few columns unless it asks for more, and no files', () => {
		expect(filled({}, tool)).toMatchObject({ limit: 10, columns: 'simplified' });
		expect(filled({}).limit).toBe(50);
		expect(names(shown({}, tool))).not.toContain('returnAs');
	});

	it('reads what each operation does, and what each field means', () => {
		for (const [, , { name, action, description: about }] of operations) {
			expect([name, action, about]).toEqual([
				expect.stringMatching(/^Get|^Query|^Download/),
				// No articles, as n8n lists actions.
				expect.stringMatching(/^[A-Z][a-z]+ (?!.*\b(an?|the)\b)/),
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
		const bare = all
			.filter(({ description: about, type }) => !about && type !== 'notice')
			.map(({ name }) => name);
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

	it('options start with what changes how a table looks', () => {
		const options = shown({}).find(({ name }) => name === 'options')!;
		expect(names(options.options as INodeProperties[]).slice(0, 3)).toEqual([
			'dateFormat',
			'seconds',
			'timeZone',
		]);
	});

	it('a choice whose name does not say what it does has a description', () => {
		const needing = ['matchBy', 'output', 'columns', 'returnAs', 'source', 'event'];
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

describe('the line below the name on the canvas', () => {
	const billing = { queue: { __rl: true, mode: 'list', value: '7f', cachedResultName: 'Billing' } };

	it.each<[string, INodeParameters]>([
		['get many: conversation · last hour', {}],
		['get many: conversation · last hour · Billing', { filters: billing }],
		[
			'get many: conversation · last 90 minutes',
			{ timeRange: 'relative', relativeAmount: 90, relativeUnit: 'minutes' },
		],
		['get many: conversation · last full interval', { timeRange: 'lastFullInterval' }],
		['get many: conversation · yesterday', { timeRange: 'yesterday' }],
		[
			'query: performance · flow executions · today',
			{ resource: 'performance', operation: 'query', subject: 'flowExecutions' },
		],
		[
			'get many: directory · wrap up codes',
			{ resource: 'directory', operation: 'getAll', type: 'wrapUpCodes' },
		],
	])('is %s', (subtitle, parameters) => {
		expect(subtitleOf(new GenesysCloudAnalytics(), parameters)).toBe(subtitle);
	});

	it('says what starts a workflow', () => {
		const ofQueues = { event: 'queueThreshold' };
		expect(subtitleOf(new GenesysCloudAnalyticsTrigger(), ofQueues)).toBe('queue threshold');
		expect(subtitleOf(new GenesysCloudAnalyticsTrigger(), { filters: billing })).toBe(
			'conversation ended · Billing',
		);
	});
});

it('every editor downloads the form: 150 kB at most, and the trigger 40', () => {
	const size = (type: INodeTypeDescription) => JSON.stringify(type).length;
	expect(size(description)).toBeLessThan(150_000);
	expect(size(new GenesysCloudAnalyticsTrigger().description)).toBeLessThan(40_000);
});
