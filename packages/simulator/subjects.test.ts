import { connect } from './testClient';
import { connectSdk } from './testSdk';
import { communicationsOf } from './data/speech/speech';
import { createConversations, createOrganization, startSimulator, type Simulator } from './index';

const NOW = Date.parse('2026-11-20T00:00:00.000Z');
const FROM = '2026-11-16T00:00:00.000Z';
const TO = '2026-11-19T00:00:00.000Z';
const organization = createOrganization();
const conversations = createConversations({
	count: 1500,
	from: Date.parse(FROM),
	to: Date.parse('2026-11-18T00:00:00.000Z'),
	organization,
	damagedShare: 0,
});
const records = [...conversations];

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => NOW, organization, conversations });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterAll(() => simulator.close());
afterEach(() => {
	simulator.options.deniedPermissions = [];
	simulator.options.speech = {};
});

type Answer = {
	results?: {
		group?: Record<string, string>;
		data?: { metrics?: { metric?: string; stats?: { count?: number; sum?: number } }[] }[];
	}[];
};

/** Of all groups and intervals. */
function total(answer: Answer, metric: string, field: 'count' | 'sum' = 'count'): number {
	return (answer.results ?? [])
		.flatMap(({ data }) => data ?? [])
		.flatMap(({ metrics }) => metrics ?? [])
		.filter((one) => one.metric === metric)
		.reduce((sum, { stats }) => sum + (stats?.[field] ?? 0), 0);
}

const body = (metrics: string[], more: object = {}) => ({ interval: `${FROM}/${TO}`, metrics, ...more });

describe('the SDK asks for aggregates', () => {
	it('of flows: as many as the records have, each with an outcome', async () => {
		const answer = await new sdk.FlowsApi().postAnalyticsFlowsAggregatesQuery(
			body(['nFlow', 'tFlow', 'nFlowOutcome', 'nFlowOutcomeFailed'], { groupBy: ['flowId'] }),
		);
		const sessions = records
			.flatMap(({ participants }) => participants ?? [])
			.flatMap((participant) => participant.sessions ?? [])
			.filter((session) => session.flow);
		expect(total(answer, 'nFlow')).toBe(sessions.length);
		expect(total(answer, 'nFlowOutcome')).toBe(total(answer, 'tFlow'));
		expect(total(answer, 'nFlowOutcomeFailed')).toBeGreaterThan(0);
		const known = organization.flows.map(({ id }) => id);
		for (const { group } of answer.results!) expect(known).toContain(group!.flowId);
		const milestones = await new sdk.FlowsApi().postAnalyticsFlowsAggregatesQuery(
			body(['nFlowMilestone'], { groupBy: ['flowMilestoneId'] }),
		);
		expect(milestones.results!.map(({ group }) => group!.flowMilestoneId).sort()).toEqual(
			organization.flowMilestones.map(({ id }) => id).sort(),
		);
	});

	it('of bots: contained or passed on', async () => {
		const answer = await new sdk.AnalyticsApi().postAnalyticsBotsAggregatesQuery(
			body(['nBotSessions', 'tBotExit', 'tBotDisconnect'], { groupBy: ['botName', 'selfServed'] }),
		);
		expect(total(answer, 'nBotSessions')).toBeGreaterThan(20);
		expect(total(answer, 'tBotExit') + total(answer, 'tBotDisconnect')).toBe(total(answer, 'nBotSessions'));
	});

	it('of surveys and evaluations: as the records say', async () => {
		const surveys = records
			.flatMap((record) => (record.surveys ?? []) as { eventTime: string; surveyPromoterScore?: number }[])
			.filter(({ eventTime }) => eventTime < TO);
		const answer = await new sdk.QualityApi().postAnalyticsSurveysAggregatesQuery(
			body(['nSurveysSent', 'nSurveyResponses', 'nSurveyNpsPromoters', 'oSurveyTotalScore']),
		);
		expect(total(answer, 'nSurveysSent')).toBe(surveys.length);
		expect(total(answer, 'nSurveyNpsPromoters')).toBe(
			surveys.filter(({ surveyPromoterScore = 0 }) => surveyPromoterScore >= 9).length,
		);
		const evaluations = records
			.flatMap((record) => (record.evaluations ?? []) as { eventTime: string; oTotalScore: number }[])
			.filter(({ eventTime }) => eventTime < TO);
		const scores = await new sdk.QualityApi().postAnalyticsEvaluationsAggregatesQuery(
			body(['nEvaluations', 'oTotalScore'], { groupBy: ['userId'] }),
		);
		expect(total(scores, 'nEvaluations')).toBe(evaluations.length);
		expect(evaluations.length).toBeGreaterThan(20);
		expect(total(scores, 'oTotalScore', 'sum')).toBe(
			evaluations.reduce((sum, { oTotalScore }) => sum + oTotalScore, 0),
		);
	});

	it('of transcripts: one group for each conversation that was transcribed', async () => {
		const answer = await new sdk.AnalyticsApi().postAnalyticsTranscriptsAggregatesQuery(
			body(['oSentimentScore', 'tAgentSpeech'], { groupBy: ['conversationId'] }),
		);
		const transcribed = records.filter((record) => communicationsOf(record, organization).length > 0);
		expect(answer.results!.map(({ group }) => group!.conversationId).sort()).toEqual(
			transcribed.map(({ conversationId }) => conversationId).sort(),
		);
		expect(transcribed.length).toBeLessThan(records.length);
	});

	it.each([
		['summaries', 'nConversationSummaries', { groupBy: ['userId'] }],
		['resolutions', 'nNextContactAvoided', { groupBy: ['queueId'] }],
		['journeys', 'nJourneySessions', { groupBy: ['journeyDeviceType'] }],
		['flowexecutions', 'nFlowExecutions', { groupBy: ['flowId'] }],
	] as const)('of %s', async (subject, metric, more) => {
		const query = body([metric], more);
		const ask = {
			summaries: () => new sdk.AnalyticsApi().postAnalyticsSummariesAggregatesQuery(query),
			resolutions: () => new sdk.AnalyticsApi().postAnalyticsResolutionsAggregatesQuery(query),
			journeys: () => new sdk.JourneyApi().postAnalyticsJourneysAggregatesQuery(query),
			flowexecutions: () => new sdk.AnalyticsApi().postAnalyticsFlowexecutionsAggregatesQuery(query),
		};
		const answer = await ask[subject]();
		expect(answer.results!.length).toBeGreaterThan(1);
		const whole = await client.post(`/analytics/${subject}/aggregates/query`, body([metric]));
		const byHour = await client.post(
			`/analytics/${subject}/aggregates/query`,
			body([metric], { granularity: 'PT1H' }),
		);
		expect(total(answer, metric)).toBe(total(whole.json, metric));
		expect(total(byHour.json, metric)).toBe(total(whole.json, metric));
	});
});

describe('aggregates of transcripts', () => {
	const PATH = '/analytics/transcripts/aggregates/query';
	const one = records.find((record) =>
		communicationsOf(record, organization)[0]?.phrases.some(({ topic }) => topic),
	)!;
	const predicates = [
		{ dimension: 'conversationId', value: one.conversationId },
		{ dimension: 'resultsBy', value: 'communication' },
	];
	const topics = (interval: string) =>
		client.post(PATH, {
			interval,
			metrics: ['nTopicCommunications'],
			groupBy: ['topicId'],
			filter: { type: 'and', predicates },
		});

	it('report the topics of one conversation if the interval is wider than the conversation', async () => {
		const start = Date.parse(one.conversationStart!);
		const end = Date.parse(one.conversationEnd!);
		const iso = (time: number) => new Date(time).toISOString();
		expect((await topics(`${iso(start)}/${iso(end)}`)).json.results).toEqual([]);
		const { results } = (await topics(`${iso(start - 60_000)}/${iso(end + 60_000)}`)).json;
		const said = new Set(
			communicationsOf(one, organization).flatMap(({ phrases }) =>
				phrases.flatMap(({ topic }) => topic ?? []),
			),
		);
		expect(results.map((result: { group: object }) => result.group)).toEqual(
			expect.arrayContaining([...said].map(({ id }) => ({ topicId: id }))),
		);
		expect(results).toHaveLength(said.size);
	});

	it('scale the sentiment as set', async () => {
		const ask = async () =>
			total((await client.post(PATH, body(['oSentimentScore']))).json, 'oSentimentScore', 'sum');
		const hundred = await ask();
		simulator.options.speech = { sentimentScale: 1 };
		expect(await ask()).toBeCloseTo(hundred / 100, 0);
	});

	it('rank by topN', async () => {
		const { json } = await client.post(
			PATH,
			body(['nTopicCommunications'], { groupBy: ['topicId'], queryType: 'topN', limit: 3 }),
		);
		const counts = json.results.map((result: Answer['results'] & object) =>
			total({ results: [result as never] }, 'nTopicCommunications'),
		);
		expect(counts).toHaveLength(3);
		expect(counts).toEqual([...counts].sort((a: number, b: number) => b - a));
	});
});

describe('aggregates of other subjects refuse', () => {
	it.each([
		['flows', { metrics: ['nOffered'] }],
		['flows', { metrics: ['nFlow'], groupBy: ['botId'] }],
		['flows', { metrics: ['nFlow'], queryType: 'topN' }],
		['bots', { metrics: ['nFlow'] }],
		['surveys', { metrics: ['nSurveysSent'], alternateTimeDimension: 'wrapUpDate' }],
		['surveys', { metrics: ['nSurveysSent'], sortMetric: { name: 'nSurveysSent', function: 'sum' } }],
		['evaluations', { metrics: ['nEvaluations'], groupBy: ['evaluationReleaseDate'] }],
		['evaluations', { metrics: [] }],
		['transcripts', { metrics: ['oSentimentScore'], groupBy: ['resultsBy'] }],
		['transcripts', { metrics: ['oSentimentScore'], extra: 1 }],
		['summaries', { metrics: ['nOffered'] }],
		['journeys', { metrics: ['nJourneySessions'], groupBy: ['queueId'] }],
		['resolutions', { metrics: ['nNextContactAvoided'], groupBy: ['teamId'] }],
		['flowexecutions', { metrics: ['nFlowExecutions'], granularity: 'hourly' }],
	])('%s %j', async (subject, more) => {
		const answer = await client.post(`/analytics/${subject}/aggregates/query`, body([], more));
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ code: expect.any(String), message: expect.any(String) });
	});

	it('an unknown query parameter', async () => {
		const answer = await client.post('/analytics/flows/aggregates/query?page=2', body(['nFlow']));
		expect([answer.status, answer.json.code]).toEqual([400, 'invalid.query.param']);
	});

	it.each([
		['flows', 'flowAggregate'],
		['bots', 'botAggregate'],
		['surveys', 'surveyAggregate'],
		['evaluations', 'evaluationAggregate'],
		['transcripts', 'speechAndTextAnalyticsAggregates'],
		['summaries', 'summaryAggregate'],
		['journeys', 'journeyAggregate'],
		['resolutions', 'resolutionAggregate'],
		['flowexecutions', 'flowExecutionAggregate'],
	])('%s without analytics:%s:view', async (subject, noun) => {
		const permission = `analytics:${noun}:view`;
		simulator.options.deniedPermissions = [permission];
		const answer = await client.post(`/analytics/${subject}/aggregates/query`, body(['nFlow']));
		expect([answer.status, answer.json.code]).toEqual([403, 'missing.any.permissions']);
		expect(answer.json.message).toContain(permission);
	});
});
