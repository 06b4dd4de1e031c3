import { parseAdvancedFilters } from '../../nodes/GenesysCloudAnalytics/records/advancedFilters';
import {
	detailFilters,
	endFilter,
	interval,
	isFiltered,
	merge,
	recordFilter,
	type ConversationFilters,
} from '../../nodes/GenesysCloudAnalytics/records/filters';
import { UserFacingError } from '../../nodes/GenesysCloudAnalytics/messages/userFacingError';
import {
	createConversations,
	createOrganization,
	startSimulator,
	type ConversationRecord,
	type SegmentRecord,
	type SessionRecord,
	type Simulator,
} from '../../packages/simulator';
import { connect } from '../../packages/simulator/testClient';

function filters(is: Partial<ConversationFilters> = {}): ConversationFilters {
	return {
		mediaTypes: [],
		queueIds: [],
		agentIds: [],
		wrapUpCodes: [],
		divisionIds: [],
		outcome: 'any',
		endedOnly: false,
		attributes: [],
		advanced: {},
		...is,
	};
}

const anyOf = (dimension: string, ...values: string[]) => ({
	type: 'or',
	predicates: values.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value })),
});

describe('the body of a query', () => {
	it.each<[string, Partial<ConversationFilters>, object]>([
		['nothing', {}, {}],
		['one queue', { queueIds: ['q1'] }, { segmentFilters: [anyOf('queueId', 'q1')] }],
		['any of several queues', { queueIds: ['q1', 'q2'] }, { segmentFilters: [anyOf('queueId', 'q1', 'q2')] }],
		[
			'a queue and an agent: both have to fit',
			{ queueIds: ['q1'], agentIds: ['a1', 'a2'] },
			{ segmentFilters: [anyOf('queueId', 'q1'), anyOf('userId', 'a1', 'a2')] },
		],
		[
			'channels',
			{ mediaTypes: ['voice', 'chat'] },
			{ segmentFilters: [anyOf('mediaType', 'voice', 'chat')] },
		],
		['a wrap-up code', { wrapUpCodes: ['w1'] }, { segmentFilters: [anyOf('wrapUpCode', 'w1')] }],
		[
			'a direction',
			{ direction: 'inbound' },
			{ conversationFilters: [anyOf('originatingDirection', 'inbound')] },
		],
		['a division', { divisionIds: ['d1'] }, { conversationFilters: [anyOf('divisionId', 'd1')] }],
		['ended ones', { endedOnly: true }, { conversationFilters: [endFilter('exists')] }],
		[
			'abandoned ones',
			{ outcome: 'abandoned' },
			{
				conversationFilters: [
					{
						type: 'or',
						predicates: ['tAbandon', 'tCfcAbandon', 'tCallbackAbandon', 'nOutboundAbandoned'].map(
							(metric) => ({
								type: 'metric',
								metric,
								operator: 'exists',
							}),
						),
					},
				],
			},
		],
		['answered ones: only the record tells', { outcome: 'answered' }, {}],
		['a minimum of handle time: only the record tells', { minHandleSeconds: 60 }, {}],
		[
			'advanced filters beside the others',
			{
				queueIds: ['q1'],
				advanced: {
					segmentFilters: [{ type: 'or', predicates: [{ dimension: 'purpose', value: 'ivr' }] }],
					surveyFilters: [{ type: 'and', predicates: [{ metric: 'oSurveyTotalScore' }] }],
				} as never,
			},
			{
				segmentFilters: [
					anyOf('queueId', 'q1'),
					{ type: 'or', predicates: [{ dimension: 'purpose', value: 'ivr' }] },
				],
				surveyFilters: [{ type: 'and', predicates: [{ metric: 'oSurveyTotalScore' }] }],
			},
		],
	])('has %s', (_, is, body) => {
		expect(detailFilters(filters(is))).toEqual(body);
		expect(isFiltered(detailFilters(filters(is)))).toBe(Object.keys(body).length > 0);
	});

	it.each([
		['+13175550100', ['+13175550100', 'tel:+13175550100']],
		[' +13175550100 ', ['+13175550100', 'tel:+13175550100']],
		['tel:+13175550100', ['tel:+13175550100']],
		['sip:anna@example.com', ['sip:anna@example.com']],
		['anna@example.com', ['anna@example.com']],
	])('asks for the number %p in all the forms that records have', (number, forms) => {
		expect(detailFilters(filters({ ani: number }))).toEqual({ segmentFilters: [anyOf('ani', ...forms)] });
		expect(detailFilters(filters({ dnis: number }))).toEqual({ segmentFilters: [anyOf('dnis', ...forms)] });
	});

	it('has no filter of a number that is blank', () => {
		expect(detailFilters(filters({ ani: ' ', dnis: '' }))).toEqual({});
	});

	it('has its interval in UTC, to the millisecond', () => {
		expect(interval({ startMs: Date.UTC(2026, 10, 20), endMs: Date.UTC(2026, 10, 21) - 1 })).toBe(
			'2026-11-20T00:00:00.000Z/2026-11-20T23:59:59.999Z',
		);
	});

	it('leaves the filters that are merged as they are', () => {
		const first = { segmentFilters: [anyOf('queueId', 'q1')] } as never;
		const copy = JSON.parse(JSON.stringify(first));
		merge(first, { segmentFilters: [anyOf('userId', 'a1')] } as never);
		expect(first).toEqual(copy);
	});
});

describe('advanced filters', () => {
	const good = { segmentFilters: [{ type: 'or', predicates: [{ dimension: 'purpose', value: 'agent' }] }] };

	it.each<[string, unknown, object]>([
		['JSON', JSON.stringify(good), good],
		['an object of an expression', good, good],
		[
			'clauses',
			{ conversationFilters: [{ type: 'and', clauses: [] }] },
			{ conversationFilters: [{ type: 'and', clauses: [] }] },
		],
		['no lists', '{}', {}],
		['nothing', '', {}],
		['blanks', '  \n', {}],
		['null', null, {}],
		['undefined', undefined, {}],
	])('are taken from %s', (_, value, expected) => {
		expect(parseAdvancedFilters(value)).toEqual(expected);
	});

	it.each<[string, unknown, string | RegExp]>([
		['JSON that breaks off', '{"segmentFilters": [', /Advanced Filters can't be used: .*JSON/],
		['JSON of a list', '[]', 'it is not an object'],
		['a number', 5, 'it is not an object'],
		['a field of another name', { filter: [] }, '"filter" is not one of conversationFilters, segmentFilters'],
		['a field that is no filter', { interval: 'x' }, '"interval" is not one of'],
		['an object in place of a list', { segmentFilters: {} }, 'segmentFilters is not a list'],
		['a filter that is text', { segmentFilters: ['x'] }, 'segmentFilters[0] is not an object'],
		[
			'a filter without a type',
			{ segmentFilters: [{ predicates: [] }] },
			'segmentFilters[0].type is neither "and" nor "or"',
		],
		[
			'a second filter of a wrong type',
			{ segmentFilters: [good.segmentFilters[0], { type: 'not', predicates: [] }] },
			'segmentFilters[1].type is neither "and" nor "or"',
		],
		[
			'a filter with nothing in it',
			{ surveyFilters: [{ type: 'and' }] },
			'surveyFilters[0] has neither predicates nor clauses',
		],
		[
			'predicates that are no list',
			{ segmentFilters: [{ type: 'or', predicates: {} }] },
			'segmentFilters[0].predicates is not a list',
		],
		[
			'clauses that are no list',
			{ segmentFilters: [{ type: 'or', predicates: [], clauses: 1 }] },
			'segmentFilters[0].clauses is not a list',
		],
	])('of %s are refused by the place where they are wrong', (_, value, place) => {
		const refused = (() => {
			try {
				return parseAdvancedFilters(value);
			} catch (error) {
				return error;
			}
		})() as UserFacingError;
		expect(refused).toBeInstanceOf(UserFacingError);
		expect(refused.message).toMatch(place);
		expect(refused.description).toContain('Enter a JSON object such as {"segmentFilters"');
	});

	it.each<[string, object, string, string]>([
		[
			'participant attributes, which property predicates never match',
			{
				segmentFilters: [
					{
						type: 'or',
						predicates: [{ type: 'property', propertyType: 'string', property: 'tier', value: 'gold' }],
					},
				],
			},
			'segmentFilters[0] has a predicate of type "property"',
			'Include Participant Attributes',
		],
		[
			'the same within a clause, its type left out',
			{
				conversationFilters: [
					{ type: 'and', clauses: [{ type: 'or', predicates: [{ property: 'tier', value: 'gold' }] }] },
				],
			},
			'conversationFilters[0] has a predicate of type "property"',
			'Include Participant Attributes',
		],
		...['ani', 'direction', 'queueId', 'userId'].map((dimension): [string, object, string, string] => [
			`${dimension}, which conversationFilters ignore`,
			{ conversationFilters: [{ type: 'and', predicates: [{ dimension, value: 'x' }] }] },
			`conversationFilters[0] filters by ${dimension}`,
			'Move the predicate to segmentFilters',
		]),
	])('are refused for %s', (_, value, message, remedy) => {
		const parse = () => parseAdvancedFilters(value);
		expect(parse).toThrow(message);
		expect(parse).toThrow(
			expect.objectContaining({ description: expect.stringContaining(remedy) as string }),
		);
	});

	it('have an example in their error that is one', () => {
		expect(() => parseAdvancedFilters('{')).toThrow(UserFacingError);
		try {
			parseAdvancedFilters('{');
		} catch (error) {
			const example = /such as (\{.*\})\.$/.exec((error as UserFacingError).description)?.[1] ?? '';
			expect(isFiltered(parseAdvancedFilters(example))).toBe(true);
		}
	});
});

describe('an organization answers', () => {
	const FROM = Date.UTC(2026, 10, 18);
	const TO = FROM + 86_400_000;
	const organization = createOrganization();
	const store = createConversations({ count: 600, from: FROM, to: TO, organization, damagedShare: 0 });
	const records = [...store];
	let simulator: Simulator;
	let client: Awaited<ReturnType<typeof connect>>;

	beforeAll(async () => {
		// Long after: everything is over, and nothing goes on.
		simulator = await startSimulator({ conversations: store, organization, now: () => TO + 60 * 86_400_000 });
		client = await connect(simulator);
	});
	afterAll(async () => await simulator.close());

	/** All ids that started in the range and that the filters let through, as the node asks and looks at records. */
	async function found(is: Partial<ConversationFilters>): Promise<string[]> {
		const ids: string[] = [];
		const accepts = recordFilter(filters(is));
		for (let pageNumber = 1; ; pageNumber++) {
			const { status, json } = await client.post('/analytics/conversations/details/query', {
				interval: interval({ startMs: FROM, endMs: TO }),
				paging: { pageSize: 100, pageNumber },
				...detailFilters(filters(is)),
			});
			expect([status, json.message]).toEqual([200, undefined]);
			if (!json.conversations) return ids.sort();
			for (const record of json.conversations)
				if (!accepts || accepts(record)) ids.push(record.conversationId);
		}
	}

	const sessions = (record: ConversationRecord): SessionRecord[] =>
		(record.participants ?? []).flatMap((participant) => participant.sessions ?? []);
	const segments = (record: ConversationRecord): SegmentRecord[] =>
		sessions(record).flatMap((session) => session.segments ?? []);
	const metric = (record: ConversationRecord, name: string) =>
		sessions(record).some((session) => session.metrics?.some((each) => each.name === name));
	const handleMs = (record: ConversationRecord) =>
		(record.participants ?? [])
			.filter(({ purpose }) => purpose === 'agent' || purpose === 'user')
			.flatMap((participant) => participant.sessions ?? [])
			.flatMap((session) => session.metrics ?? [])
			.filter(({ name }) => name === 'tHandle')
			.reduce((sum, { value = 0 }) => sum + value, 0);

	const [firstQueue, secondQueue] = organization.queues.map(({ id }) => id) as [string, string];
	const agent = records.flatMap((record) => record.participants ?? []).find(({ userId }) => userId)!.userId!;
	const code = records.flatMap(segments).find(({ wrapUpCode }) => wrapUpCode)!.wrapUpCode!;
	const ani = records
		.flatMap(sessions)
		.map((session) => String(session.ani))
		.find((each) => each.startsWith('tel:'))!;
	const division = organization.divisions[1]!.id;

	it.each<[string, Partial<ConversationFilters>, (record: ConversationRecord) => boolean]>([
		['no filter', {}, () => true],
		[
			'channels',
			{ mediaTypes: ['email', 'chat'] },
			(record) => sessions(record).some(({ mediaType }) => ['email', 'chat'].includes(mediaType!)),
		],
		['a direction', { direction: 'outbound' }, (record) => record.originatingDirection === 'outbound'],
		[
			'a queue',
			{ queueIds: [firstQueue] },
			(record) => segments(record).some(({ queueId }) => queueId === firstQueue),
		],
		[
			'two queues',
			{ queueIds: [firstQueue, secondQueue] },
			(record) => segments(record).some(({ queueId }) => queueId === firstQueue || queueId === secondQueue),
		],
		[
			'an agent',
			{ agentIds: [agent] },
			(record) => record.participants!.some(({ userId }) => userId === agent),
		],
		[
			'a wrap-up code',
			{ wrapUpCodes: [code] },
			(record) => segments(record).some(({ wrapUpCode }) => wrapUpCode === code),
		],
		['a division', { divisionIds: [division] }, (record) => record.divisionIds!.includes(division)],
		[
			'a caller, written as users write it',
			{ ani: ani.replace('tel:', '') },
			(record) => sessions(record).some((session) => session.ani === ani),
		],
		['those that are over', { endedOnly: true }, (record) => record.conversationEnd !== undefined],
		['those that were abandoned', { outcome: 'abandoned' }, (record) => metric(record, 'tAbandon')],
		['those handled for five minutes', { minHandleSeconds: 300 }, (record) => handleMs(record) >= 300_000],
		[
			'advanced filters',
			{
				advanced: parseAdvancedFilters(
					'{"segmentFilters":[{"type":"or","predicates":[{"dimension":"purpose","value":"ivr"}]}]}',
				),
			},
			(record) => record.participants!.some(({ purpose }) => purpose === 'ivr'),
		],
	])('%s with what fits, no more and no less', async (_, is, fits) => {
		const expected = records
			.filter(fits)
			.map(({ conversationId }) => conversationId)
			.sort();
		expect(expected.length).toBeGreaterThan(0);
		expect(await found(is)).toEqual(expected);
	});

	it('answered and abandoned by what the records say, and nothing by both', async () => {
		const [answered, abandoned] = [
			await found({ outcome: 'answered' }),
			await found({ outcome: 'abandoned' }),
		];
		expect(answered.length).toBeGreaterThan(abandoned.length);
		for (const id of abandoned) expect(metric(store.byId(id)!, 'tAbandon')).toBe(true);
		const queued = answered
			.map((id) => store.byId(id)!)
			.filter((record) => record.participants!.some(({ purpose }) => purpose === 'acd'))
			// What a campaign dialled, and a callback that belongs to an agent, waits in a queue, but is offered to nobody.
			.filter((record) => metric(record, 'nOffered'));
		expect(queued.length).toBeGreaterThan(0);
		for (const record of queued) expect(metric(record, 'tAnswered')).toBe(true);
	});
});

describe('the purpose of the customer in Advanced Filters', () => {
	const purpose = (value: string, more: object = {}) => ({ dimension: 'purpose', value, ...more });
	const both = [purpose('customer'), purpose('external')];
	const media = { dimension: 'mediaType', value: 'voice' };

	it.each<[string, object, object]>([
		[
			'as one of several',
			{ type: 'or', predicates: [media, purpose('customer')] },
			{ type: 'or', predicates: [media, ...both] },
		],
		['as either', { type: 'or', predicates: both }, { type: 'or', predicates: both }],
		[
			'beside another condition',
			{ type: 'and', predicates: [media, purpose('external')] },
			{ type: 'and', predicates: [media], clauses: [{ type: 'or', predicates: both }] },
		],
		[
			'alone',
			{ type: 'and', predicates: [purpose('customer')] },
			{ type: 'and', clauses: [{ type: 'or', predicates: both }] },
		],
		[
			'in a clause',
			{ type: 'and', clauses: [{ type: 'and', predicates: [purpose('customer')] }] },
			{ type: 'and', clauses: [{ type: 'or', predicates: both }] },
		],
		[
			'not that of others',
			{ type: 'or', predicates: [purpose('agent')] },
			{ type: 'or', predicates: [purpose('agent')] },
		],
	])('is asked for by both names, %s', (_, filter, expected) => {
		expect(parseAdvancedFilters({ segmentFilters: [filter] })).toEqual({ segmentFilters: [expected] });
	});

	it('is refused where a clause asks for more at once', () => {
		const filter = { type: 'or', clauses: [{ type: 'and', predicates: [media, purpose('customer')] }] };
		expect(() => parseAdvancedFilters({ segmentFilters: [filter] })).toThrow('clause of type "and"');
	});
});

describe('what only the record tells', () => {
	it.each<[string, Partial<ConversationFilters>, boolean]>([
		['no filter', {}, true],
		['a minimum of 0 seconds', { minHandleSeconds: 0 }, false],
		['answered', { outcome: 'answered' }, false],
		['abandoned', { outcome: 'abandoned' }, false],
	])('of a record with nothing in it: %s', (_, is, accepted) => {
		for (const record of [{}, null, undefined, 'x', { participants: [null] }]) {
			const accepts = recordFilter(filters(is));
			expect(!accepts || accepts(record)).toBe(accepted);
		}
	});
});
