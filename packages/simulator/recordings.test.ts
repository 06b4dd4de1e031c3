import { connect } from './testClient';
import { connectSdk } from './testSdk';
import { recordingsOf } from './data/recordings';
import { createConversations, createOrganization, startSimulator, type Simulator } from './index';

const START = Date.parse('2026-11-20T00:00:00.000Z');
let now = START;
const organization = createOrganization();
const conversations = createConversations({
	count: 400,
	from: START - 2 * 3_600_000,
	to: START + 3_600_000,
	organization,
	damagedShare: 0,
});
const records = [...conversations];
const over = records.filter(({ conversationEnd }) => Date.parse(conversationEnd ?? '') < START);
const recorded = over.find((record) =>
	recordingsOf(record, organization).some(({ media }) => media === 'screen'),
)!;
const { conversationId } = recorded;

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
	simulator.options.recordings = {};
	now = START;
});

describe('recordings', () => {
	it('are listed, and downloaded from an address that the SDK was given', async () => {
		const api = new sdk.RecordingApi();
		const metadata = await api.getConversationRecordingmetadata(conversationId);
		const expected = recordingsOf(recorded, organization).map(({ id }) => id);
		expect(metadata.map(({ id }) => id)).toEqual(expected);
		const recordings = await api.getConversationRecordings(conversationId, { formatId: 'WAV', maxWaitMs: 1 });
		expect(recordings.map(({ id }) => id)).toEqual(expected);
		const { mediaUri } = recordings[0]!.mediaUris!['0']!;
		expect((await fetch(mediaUri!, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
		const media = await fetch(mediaUri!);
		expect(media.headers.get('content-type')).toBe('audio/wav');
		const bytes = Buffer.from(await media.arrayBuffer());
		expect(bytes.length).toBe(8192);
		expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
	});

	it('answer 202 until they are transcoded, each format for itself', async () => {
		simulator.options.recordings = { transcodeMs: 20_000 };
		const ask = (formatId: string) =>
			client.get(`/conversations/${conversationId}/recordings?formatId=${formatId}&maxWaitMs=5000`);
		const first = await ask('MP3');
		expect([first.status, first.json[0].mediaUris]).toEqual([202, undefined]);
		now += 14_999;
		expect((await ask('MP3')).status).toBe(202);
		now += 1;
		const done = await ask('MP3');
		expect([done.status, typeof done.json[0].mediaUris['0'].mediaUri]).toEqual([200, 'string']);
		expect((await ask('WEBM')).status).toBe(202);
	});

	it('that are archived have a state and no address', async () => {
		simulator.options.recordings = { fileState: () => 'ARCHIVED', bytes: 10 };
		const [one] = (await client.get(`/conversations/${conversationId}/recordings`)).json;
		expect([one.fileState, one.mediaUris]).toEqual(['ARCHIVED', undefined]);
	});

	it.each([
		['/recordings?formatId=FLAC', 400],
		['/recordings?maxWaitMs=long', 400],
		['/recordings?colour=red', 400],
		['/recordingmetadata?pageSize=3', 400],
	])('refuse %s', async (path, status) => {
		expect((await client.get(`/conversations/${conversationId}${path}`)).status).toBe(status);
	});

	it.each(['/recordings', '/recordingmetadata'])(
		'%s of an unknown conversation are not found, and need one of four permissions',
		async (path) => {
			expect((await client.get(`/conversations/none${path}`)).status).toBe(404);
			const four = ['recording', 'recordingSegment', 'snippetRecording', 'screenRecording'];
			simulator.options.deniedPermissions = four.map((entity) => `recording:${entity}:view`);
			const answer = await client.get(`/conversations/${conversationId}${path}`);
			expect([answer.status, answer.json.code]).toEqual([403, 'missing.any.permissions']);
		},
	);
});

describe('one conversation', () => {
	it('is read by the SDK with its attributes and wrap-up', async () => {
		const api = new sdk.ConversationsApi();
		const wrapped = over.find(({ participants }) =>
			participants!.some(({ sessions }) =>
				sessions!.some(({ segments }) => segments!.some(({ wrapUpNote }) => wrapUpNote !== undefined)),
			),
		)!;
		const found = await api.getConversation(wrapped.conversationId);
		expect(found.endTime).toBe(wrapped.conversationEnd);
		expect(found.participants.map(({ attributes }) => attributes)).toEqual(
			wrapped.participants!.map(({ attributes }) => attributes ?? {}),
		);
		const codes = organization.wrapUpCodes.map(({ name }) => name);
		const names = found.participants.flatMap(({ wrapup }) => wrapup?.name ?? []);
		expect(names.length).toBeGreaterThan(0);
		for (const name of names) expect([...codes, 'ININ-WRAP-UP-TIMEOUT']).toContain(name);
	});

	it('that goes on has no end, and one that is to come is not found', async () => {
		const started = ({ conversationStart = '' }: { conversationStart?: string }) =>
			Date.parse(conversationStart) <= START;
		const going = records.find((record) => started(record) && !over.includes(record))!;
		expect((await client.get(`/conversations/${going.conversationId}`)).json).not.toHaveProperty('endTime');
		const coming = records.find((record) => !started(record))!;
		expect((await client.get(`/conversations/${coming.conversationId}`)).status).toBe(404);
	});

	it('has no attributes after 60 days', async () => {
		now += 61 * 86_400_000;
		// The token's life is over, too.
		const later = await connect(simulator);
		const { participants } = (await later.get(`/conversations/${conversationId}`)).json;
		expect(
			participants.every((one: { attributes: object }) => Object.keys(one.attributes).length === 0),
		).toBe(true);
	});

	it('needs its permission', async () => {
		simulator.options.deniedPermissions = ['conversation:communication:view'];
		const answer = await client.get(`/conversations/${conversationId}`);
		expect([answer.status, answer.json.code]).toEqual([403, 'missing.any.permissions']);
	});
});

it('one conversation may be forbidden although the permission is there; analytics still know it', async () => {
	const [other] = over.filter((record) => record.conversationId !== conversationId);
	simulator.options.forbiddenConversationIds = [conversationId];
	const answers = async (id: string) =>
		await Promise.all(
			[
				`/conversations/${id}`,
				`/conversations/${id}/recordingmetadata`,
				`/conversations/${id}/recordings`,
				`/speechandtextanalytics/conversations/${id}`,
				`/quality/conversations/${id}/surveys`,
				`/analytics/conversations/${id}/details`,
			].map(async (path) => await client.send('GET', path)),
		);
	const forbidden = await answers(conversationId);
	expect(forbidden.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 200]);
	expect(new Set(forbidden.slice(0, -1).map(({ json }) => (json as { code: string }).code))).toEqual(
		new Set(['not.authorized']),
	);
	expect((await answers(other!.conversationId)).map(({ status }) => status)).not.toContain(403);
	simulator.options.forbiddenConversationIds = [];
});
