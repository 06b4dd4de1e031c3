import {
	createConversations,
	createOrganization,
	fault503,
	startSimulator,
	type Simulator,
} from '../../../packages/simulator';
import { recordingsOf } from '../../../packages/simulator/data/recordings';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { DAY, HOUR } from '../../support/records';
import { until } from '../../support/until';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 40, from: NOW - DAY, to: NOW - HOUR, organization });
const records = [...conversations];
const mediaOf = (record: (typeof records)[number]) =>
	recordingsOf(record, organization).map(({ media }) => media);
const call = records.find((record) => mediaOf(record).join() === 'audio,screen')!;
const message = records.find((record) => mediaOf(record).join() === 'message')!;

let simulator: Simulator;
let clock: FastClock;

beforeEach(async () => {
	clock = useFastClock(NOW);
	simulator = await startSimulator({ now: clock.now, organization, conversations });
});
afterEach(async () => {
	// Whatever was asked of it, the storage never saw the token: it answers 400 to one.
	expect(simulator.mediaJournal.filter(({ status }) => status === 400)).toEqual([]);
	restoreClock();
	await simulator.close();
});

async function recordings(operation: string, conversationId: string, more: object = {}) {
	const parameters = { resource: 'recording', operation, conversationId, ...more };
	const { items, error, hints, logs } = await runNode(simulator, parameters as never);
	return {
		items,
		rows: items.map(({ json }) => json),
		error,
		hints: hints.map(({ message: text }) => text),
		logs,
	};
}

it('Get Many lists each recording of several conversations, and names a conversation that does not exist', async () => {
	const unknown = '00000000-0000-4000-8000-000000000000';
	const ids = [...records.map(({ conversationId }) => conversationId), unknown].join();
	const { rows, error, hints } = await recordings('getAll', ids);
	expect(error).toBeUndefined();
	const expected = records.flatMap((record) => recordingsOf(record, organization));
	expect(rows.map(({ recordingId }) => recordingId)).toEqual(expected.map(({ id }) => id));
	expect(rows.map(({ media }) => media)).toEqual(expected.map(({ media }) => media));
	for (const { durationSeconds, fileState } of rows) {
		expect(Number(durationSeconds)).toBeGreaterThan(0);
		expect(fileState).toBe('AVAILABLE');
	}
	expect(hints).toEqual([`Genesys Cloud has no conversation with the ID ${unknown}.`]);
	expect(simulator.mediaJournal).toEqual([]);
});

it.each(['getAll', 'download'])(
	'%s has a row with the reason for a conversation that is refused, and all recordings of the others',
	async (operation) => {
		simulator.faults.push({
			...{ kind: 'status', status: 403, times: 9, body: { code: 'not.authorized', message: 'Division' } },
			on: new RegExp(`conversations/${message.conversationId}/recording`),
		});
		const asked = [message, call].map(({ conversationId }) => conversationId).join();
		const { rows, error } = await recordings(operation, asked, { columns: 'all' });
		expect(error).toBeUndefined();
		expect(rows.map(({ conversationId, media, reason }) => [conversationId, media, reason])).toEqual([
			[message.conversationId, null, 'notPermitted'],
			[call.conversationId, 'audio', null],
			[call.conversationId, 'screen', null],
		]);
	},
);

it('Download waits until the recording is transcoded, and brings a file per recording', async () => {
	simulator.options.recordings = { transcodeMs: 90_000, bytes: 30_000 };
	const { items, rows, error, logs } = await recordings('download', call.conversationId, { format: 'MP3' });
	expect(error).toBeUndefined();
	expect(rows.map(({ media, fileBytes, reason }) => [media, fileBytes, reason])).toEqual([
		['audio', 30_000, null],
		['screen', 30_000, null],
	]);
	const files = items.map(({ binary }) => binary!.data!);
	expect(files.map(({ mimeType }) => mimeType)).toEqual(['audio/mpeg', 'video/webm']);
	expect(files.map(({ fileName }) => fileName)).toEqual(rows.map(({ fileName }) => fileName));
	expect(rows[0]!.fileName).toBe(`recording-${String(rows[0]!.recordingId)}.mp3`);
	const bytes = Buffer.from(files[0]!.data, 'base64');
	expect([bytes.length, bytes.subarray(0, 3).toString()]).toEqual([30_000, 'ID3']);
	expect(clock.waitedMs).toBeGreaterThan(60_000);
	expect(simulator.requests('/recordings').length).toBeLessThan(12);
	expect(logs.join()).not.toContain('X-Amz');
});

it.each([
	['in transcoding for longer than one waits', { transcodeMs: HOUR }, { maxWaitSeconds: 60 }, 'transcoding'],
	['larger than the limit', { bytes: 1_500_000 }, { maxFileMegabytes: 1 }, 'tooLarge'],
	['archived', { fileState: () => 'ARCHIVED' as const }, {}, 'noMedia'],
])('a recording that is %s is a row without a file', async (_, options, chosen, reason) => {
	simulator.options.recordings = options;
	const { items, rows, error } = await recordings('download', call.conversationId, { options: chosen });
	expect(error).toBeUndefined();
	expect(rows.map((row) => row.reason)).toEqual([reason, reason]);
	expect(items.map(({ binary }) => binary)).toEqual([undefined, undefined]);
	expect(clock.waitedMs).toBeLessThan(80_000);
});

it('a message has no file, and nothing is waited for', async () => {
	const { rows } = await recordings('download', message.conversationId);
	expect(rows.map(({ media, reason }) => [media, reason])).toEqual([['message', 'noMedia']]);
	expect(clock.waitedMs).toBe(0);
});

it('survives faults, also in the middle of a file, and an address that has expired is requested again', async () => {
	simulator.options.recordings = { bytes: 300_000 };
	simulator.faults.push(
		{ ...fault503(), on: /conversations\/.*\/recordings/ },
		{ kind: 'dropMidBody', on: /GET \/recordings\// },
		{ kind: 'drop', on: /GET \/recordings\//, after: 1 },
		{ kind: 'status', status: 403, on: /GET \/recordings\//, after: 2 },
	);
	const { items, error } = await recordings('download', call.conversationId);
	expect(error).toBeUndefined();
	expect(items.map(({ binary }) => Buffer.from(binary!.data!.data, 'base64').length)).toEqual([
		300_000, 300_000,
	]);
	expect(simulator.faults).toEqual([]);
});

describe('a file', () => {
	const MEDIA = /GET \/recordings\//;

	/** What the API says of the recordings, in place of what is so. */
	const said = (recording: object) => ({
		kind: 'status' as const,
		status: 200,
		on: /conversations\/.*\/recordings/,
		times: 99,
		body: JSON.stringify([{ media: 'audio', fileState: 'AVAILABLE', ...recording }]),
	});

	it('of unknown size that has no end is read up to the limit, and no further', async () => {
		simulator.faults.push({ kind: 'endless', on: MEDIA, times: 9 });
		const { rows, items, error } = await recordings('download', call.conversationId, {
			options: { maxFileMegabytes: 1 },
		});
		expect(error).toBeUndefined();
		expect(rows.map(({ reason, fileBytes }) => [reason, fileBytes])).toEqual([
			['tooLarge', null],
			['tooLarge', null],
		]);
		expect(items.every(({ binary }) => binary === undefined)).toBe(true);
	});

	it.each(['drip', 'hang'] as const)('that comes too slowly is given up: %s', async (kind) => {
		clock.endSoon(300);
		simulator.faults.push({ kind, on: MEDIA, times: 99 });
		const { error } = await recordings('download', call.conversationId);
		expect(error?.message).toMatch(/^127\.0\.0\.1:\d+ did not answer in time \(1 attempt\)$/);
		expect(error?.description).toContain('(GET (presigned address))');
	});

	it.each([
		['data:audio/wav;base64,UklGRg==', 'begins with data:'],
		['file:///etc/passwd', 'begins with file:'],
		['ftp://example.com/a.wav', 'begins with ftp:'],
		['/a.wav', 'is no web address'],
	])('at %s is not opened', async (mediaUri, words) => {
		simulator.faults.push(said({ id: 'a', mediaUris: { 0: { mediaUri } } }));
		const { error, logs } = await recordings('download', call.conversationId);
		expect(error?.message).toBe(`The address of the file ${words} and was not opened`);
		expect(JSON.stringify([error, logs])).not.toContain(mediaUri);
	});

	it.each(['../../etc/cron.d/x', '/absolute', 'C:\\\\temp', 'a b/c\n', '..', '💥', 'x'.repeat(5_000)])(
		'of a recording with the id %j has a name that leads nowhere',
		async (id) => {
			const [found] = (await recordings('download', call.conversationId)).items;
			expect(found).toBeDefined();
			const address = `${simulator.url}/api/v2/tokens/me`;
			simulator.faults.push(said({ id, mediaUris: { 0: { mediaUri: address } } }));
			simulator.faults.push({ kind: 'status', status: 200, body: 'RIFF', on: /tokens\/me/, times: 9 });
			const { items, rows } = await recordings('download', call.conversationId);
			const { fileName, directory } = items[0]!.binary!.data!;
			expect([fileName, directory]).toEqual([rows[0]!.fileName, undefined]);
			expect(fileName).toMatch(/^recording-[A-Za-z0-9.-]{1,100}\.mp3$/);
		},
	);
});

it.each(['getAll', 'download'])('%s names the permission where it is missing', async (operation) => {
	simulator.options.deniedPermissions = [
		'recording',
		'recordingSegment',
		'snippetRecording',
		'screenRecording',
	].map((entity) => `recording:${entity}:view`);
	const { error } = await recordings(operation, call.conversationId);
	expect(error?.message).toContain('recording:recording:view');
});

describe('Download of several conversations at a time', () => {
	const several = records.filter((record) => mediaOf(record).length > 0).slice(0, 12);
	const ids = several.map(({ conversationId }) => conversationId);

	it('has the items in the order of the conversations, whichever answers first', async () => {
		simulator.faults.push({ kind: 'status', status: 503, on: new RegExp(`${ids[0]}/recordings`), body: {} });
		const { rows, error } = await recordings('download', ids.join(), { columns: 'all' });
		expect(error).toBeUndefined();
		expect(rows.map(({ recordingId }) => recordingId)).toEqual(
			several.flatMap((record) => recordingsOf(record, organization)).map(({ id }) => id),
		);
		for (const id of ids.slice(1)) expect(simulator.requests(`${id}/recordings`)).toHaveLength(1);
	});

	it('ends with the first failure: what waits to be transcoded is asked for no more', async () => {
		simulator.options.recordings = { transcodeMs: HOUR };
		const body = { code: 'bad.request', message: 'No' };
		simulator.faults.push({ kind: 'status', status: 400, on: new RegExp(`${ids[3]}/recordings`), body });
		const { items, error } = await recordings('download', ids.join());
		expect(error?.httpCode).toBe('400');
		expect(items).toEqual([]);
		// Whatever the failed run would still send, it would have sent before these are through: 20 per conversation.
		for (let run = 0; run < 3; run++) await recordings('getAll', call.conversationId);
		expect(simulator.requests('/recordings').length).toBeLessThan(20);
	});

	it('ends when it is cancelled', async () => {
		// The first one goes alone, until the rate limit is known.
		simulator.faults.push({ kind: 'hang', on: /recordings$/, after: 1, times: 99 });
		const asked = () => simulator.requests('/recordings').length;
		const parameters = { resource: 'recording', operation: 'download', conversationId: ids.join() };
		const { items } = await runNode(simulator, parameters as never, {
			started: (execution) => void until(() => asked() >= 8).then(() => execution.cancel()),
		});
		expect(items).toEqual([]);
		await recordings('getAll', call.conversationId);
		expect(asked()).toBeLessThan(10);
	});
});
