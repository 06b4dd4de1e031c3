import { connect } from './testClient';
import { connectSdk } from './testSdk';
import { communicationsOf } from './data/speech/speech';
import { createConversations, createOrganization, startSimulator, type Simulator } from './index';

let now = Date.parse('2026-11-20T00:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({
	count: 300,
	from: Date.parse('2026-11-16T00:00:00.000Z'),
	to: Date.parse('2026-11-17T00:00:00.000Z'),
	organization,
	damagedShare: 0,
});
const records = [...conversations];
const transcribed = records.filter((record) => communicationsOf(record, organization).length > 0);
const other = records.find((record) => !transcribed.includes(record))!;
const one = transcribed.find((record) =>
	communicationsOf(record, organization)[0]!.phrases.some(({ text }) => text.includes('4111')),
)!;
const [communication] = communicationsOf(one, organization);

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => now, organization, conversations });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterAll(() => simulator.close());
afterEach(() => {
	simulator.options.deniedPermissions = [];
	simulator.options.speech = {};
	simulator.mediaJournal.length = 0;
});

const BASE = '/speechandtextanalytics/conversations';
const urlOf = async () =>
	(await client.get(`${BASE}/${one.conversationId}/communications/${communication!.id}/transcripturl`)).json
		.url as string;

describe('the SDK reads what was said', () => {
	it('figures, summaries, sentiments and categories', async () => {
		const api = new sdk.SpeechTextAnalyticsApi();
		let summaries = 0;
		let categories = 0;
		for (const { conversationId } of transcribed.slice(0, 20)) {
			const metrics = await api.getSpeechandtextanalyticsConversation(conversationId);
			expect(metrics.conversation!.id).toBe(conversationId);
			expect(Math.abs(metrics.sentimentScore ?? 0)).toBeLessThanOrEqual(1);
			expect(metrics.participantMetrics!.agentDurationPercentage).toBeGreaterThan(0);
			summaries += (await api.getSpeechandtextanalyticsConversationSummaries(conversationId)).entities!
				.length;
			categories += (await api.getSpeechandtextanalyticsConversationCategories(conversationId)).total!;
			const { insights } = await api.getSpeechandtextanalyticsConversationSentiments(conversationId);
			expect(insights).toHaveProperty('negativeSentimentReasons');
		}
		expect(summaries).toBeGreaterThan(5);
		expect(categories).toBeGreaterThan(0);
	});

	it('the transcript, at an address that takes no other sign-in and expires', async () => {
		const api = new sdk.SpeechTextAnalyticsApi();
		const { url } = await api.getSpeechandtextanalyticsConversationCommunicationTranscripturl(
			one.conversationId,
			communication!.id,
		);
		expect(new URL(url!).host).not.toBe(new URL(simulator.url).host);
		expect((await fetch(url!, { headers: { authorization: `Bearer ${client.token}` } })).status).toBe(400);
		const file = (await (await fetch(url!)).json()) as ReturnType<typeof JSON.parse>;
		expect(file).toMatchObject({ conversationId: one.conversationId, communicationId: communication!.id });
		const [{ phrases, analytics }] = file.transcripts;
		expect(phrases.map(({ text }: { text: string }) => text)).toEqual(
			communication!.phrases.map(({ text }) => text),
		);
		expect(analytics.sentiment.length).toBeGreaterThan(0);
		now += 601_000;
		expect((await fetch(url!)).status).toBe(403);
		expect((await fetch(url!.replace(/Signature=./, 'Signature=x'))).status).toBe(403);
		expect(simulator.mediaJournal.map(({ status }) => status)).toEqual([400, 200, 403, 403]);
		expect(JSON.stringify(simulator.mediaJournal)).not.toContain(url!.split('Signature=')[1]);
	});

	it('all addresses of a communication', async () => {
		const api = new sdk.SpeechTextAnalyticsApi();
		const { urls } = await api.getSpeechandtextanalyticsConversationCommunicationTranscripturls(
			one.conversationId,
			communication!.id,
		);
		expect(urls).toHaveLength(1);
		expect((await fetch(urls![0]!.url!)).status).toBe(200);
	});

	it('which conversations are transcribed, by a search', async () => {
		const api = new sdk.SpeechTextAnalyticsApi();
		const found: string[] = [];
		for (let pageNumber = 1, pages = 1; pageNumber <= pages; pageNumber++) {
			const page = await api.postSpeechandtextanalyticsTranscriptsSearch({
				types: ['transcripts'],
				returnFields: ['conversationId', 'communicationId', 'mediaType', 'conversationStartTime'],
				pageSize: 50,
				pageNumber,
				sortBy: 'conversationStartTime',
				sortOrder: 'ASC',
				query: [
					{
						type: 'DATE_RANGE',
						fields: ['conversationStartTime'],
						startValue: '2026-11-16T00:00:00',
						endValue: '2026-11-17T00:00:00',
						dateFormat: "yyyy-MM-dd'T'HH:mm:ss",
					},
					{ type: 'EXACT', fields: ['mediaType'], value: 'call' },
				],
			});
			pages = page.pageCount;
			found.push(...(page.results as { conversationId: string }[]).map((hit) => hit.conversationId));
		}
		const calls = transcribed.filter(
			(record) => communicationsOf(record, organization)[0]!.mediaType === 'call',
		);
		expect(found.sort()).toEqual(calls.map(({ conversationId }) => conversationId).sort());
	});
});

describe('transcripts', () => {
	it('show digits only to who may see sensitive data', async () => {
		expect(await (await fetch(await urlOf())).text()).toContain('4111 1111 1111 1111');
		simulator.options.deniedPermissions = ['recording:recording:viewSensitiveData'];
		const text = await (await fetch(await urlOf())).text();
		expect(text).not.toContain('4111');
		expect(text).toContain('[CARD_NUMBER]');
	});

	it('are of each agent where the organization has them so', async () => {
		const two = records.find(
			(record) => communicationsOf(record, organization, { communication: 'agent' }).length > 1,
		)!;
		simulator.options.speech = { communication: 'agent' };
		for (const { id } of communicationsOf(two, organization, { communication: 'agent' })) {
			const answer = await client.get(`${BASE}/${two.conversationId}/communications/${id}/transcripturl`);
			expect(answer.status).toBe(200);
		}
	});

	it.each([
		['all', (half: number, whole: number) => half === whole],
		['part', (half: number, whole: number) => half < whole],
	] as const)('cover %s of a conversation as told', async (coverage, holds) => {
		const options = { coverage: () => coverage };
		const whole = communicationsOf(one, organization, { coverage: () => 'all' })[0]!.phrases.length;
		expect(holds(communicationsOf(one, organization, options)[0]!.phrases.length, whole)).toBe(true);
	});

	it('fail as scripted', async () => {
		const url = await urlOf();
		simulator.faults.push({ kind: 'status', status: 503, on: /GET \/transcripts\// });
		expect((await fetch(url)).status).toBe(503);
		expect((await fetch(url)).status).toBe(200);
	});
});

describe('speech analytics refuse', () => {
	it.each(['', '/summaries', '/sentiments', '/categories', '/communications/x/transcripturl'])(
		'what is not transcribed: %s',
		async (path) => {
			const answer = await client.get(`${BASE}/${other.conversationId}${path}`);
			expect([answer.status, answer.json.code]).toEqual([404, 'not.found']);
		},
	);

	it.each([
		[
			'an unknown field',
			{ types: ['transcripts'], query: [{ type: 'EXACT', fields: ['mood'], value: 'x' }] },
		],
		['an unknown type', { types: ['users'] }],
		['no type', {}],
		['an unknown property', { types: ['transcripts'], filter: {} }],
		['a large page', { types: ['transcripts'], pageSize: 101 }],
		[
			'an invalid date',
			{
				types: ['transcripts'],
				query: [{ type: 'DATE_RANGE', fields: ['startTime'], startValue: 'monday', endValue: 'x' }],
			},
		],
	])('%s in a search', async (_, body) => {
		expect((await client.post('/speechandtextanalytics/transcripts/search', body)).status).toBe(400);
	});

	it.each([
		['', 'recording:recording:view', 'missing.permissions'],
		['', 'speechAndTextAnalytics:data:view', 'missing.permissions'],
		['/communications/x/transcripturl', 'recording:recording:view', 'missing.permissions'],
		['/summaries', 'speechAndTextAnalytics:aiSummary:view', 'missing.any.permissions'],
		['/sentiments', 'speechAndTextAnalytics:sentimentData:view', 'missing.any.permissions'],
		['/categories', 'speechAndTextAnalytics:data:view', 'missing.any.permissions'],
	])('%s without %s', async (path, permission, code) => {
		simulator.options.deniedPermissions = [permission];
		const answer = await client.get(`${BASE}/${one.conversationId}${path}`);
		expect([answer.status, answer.json.code]).toEqual([403, code]);
		expect(answer.json.message).toContain(permission);
	});

	it('addresses and the search without any of their permissions', async () => {
		simulator.options.deniedPermissions = ['recording:recording:view', 'recording:recordingSegment:view'];
		const urls = await client.get(
			`${BASE}/${one.conversationId}/communications/${communication!.id}/transcripturls`,
		);
		expect(urls.status).toBe(403);
		const search = () =>
			client.post('/speechandtextanalytics/transcripts/search', { types: ['transcripts'] });
		expect((await search()).status).toBe(200);
		simulator.options.deniedPermissions.push('analytics:conversationDetail:view');
		expect((await search()).status).toBe(403);
	});
});
