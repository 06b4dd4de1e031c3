import {
	communicationsOf,
	createConversations,
	createOrganization,
	fault503,
	startSimulator,
	type Simulator,
} from '../../../packages/simulator';
import { BODIES, JARGON } from '../../support/brokenProxy';
import { runNode, type RunOptions } from '../../support/engine';
import { restoreClock, useFastClock } from '../../support/fastClock';
import { DAY, HOUR } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 70, from: NOW - DAY, to: NOW - HOUR, organization });
const records = [...conversations];
const ids = records.map(({ conversationId }) => conversationId);
const transcribed = records.filter((record) => communicationsOf(record, organization).length > 0);
const [spoken] = transcribed as [(typeof records)[number]];

let simulator: Simulator;

beforeEach(async () => {
	const clock = useFastClock(NOW);
	simulator = await startSimulator({ now: clock.now, organization, conversations });
});
afterEach(async () => {
	// Whatever was asked of it, the storage never saw the token: it answers 400 to one.
	expect(simulator.mediaJournal.filter(({ status }) => status === 400)).toEqual([]);
	restoreClock();
	await simulator.close();
});

async function transcripts(conversationId: string | string[], more: object = {}, options?: RunOptions) {
	const parameters = { resource: 'conversation', operation: 'getTranscript', conversationId, ...more };
	const { items, error, hints, logs } = await runNode(simulator, parameters as never, options);
	return {
		rows: items.map(({ json }) => json),
		error,
		hints: hints.map(({ message }) => message).join(),
		logs,
	};
}

const SPEAKERS = { internal: 'Agent', external: 'Customer', ivr: 'IVR' };

it.each(['customer', 'agent'] as const)(
	"one row per conversation with what was said, where the transcript is the %s's",
	async (communication) => {
		simulator.options.speech = { communication };
		const { rows, error, hints } = await transcripts(ids.join(', '));
		expect(error).toBeUndefined();
		expect(rows.map(({ conversationId }) => conversationId)).toEqual(ids);
		for (const [index, record] of records.entries()) {
			const said = communicationsOf(record, organization, { communication }).flatMap((one) => one.phrases);
			const row = rows[index]!;
			// Each agent's transcript begins with the same words of the IVR.
			const once = new Set(said.map(({ purpose, text, start }) => `${start} ${purpose} ${text}`));
			expect(row.phraseCount).toBe(once.size || null);
			expect(row.reason).toBe(said.length > 0 ? null : 'notTranscribed');
			for (const { purpose, text } of said) {
				expect(String(row.text)).toContain(text);
				expect(String(row.text)).toContain(`${SPEAKERS[purpose]}: `);
			}
		}
		expect(hints).toContain(`of ${ids.length} conversations have no transcript`);
	},
);

it('sentiment from −100 to 100, shares of talk that make up the whole, topics and summary', async () => {
	const { rows } = await transcripts(transcribed.map(({ conversationId }) => conversationId));
	for (const row of rows) {
		const { agentPercent, customerPercent, silencePercent, ivrPercent } = row as Record<string, number>;
		expect(agentPercent! + customerPercent! + silencePercent! + ivrPercent!).toBeGreaterThan(99);
		expect(Number(row.empathyScore)).toBeLessThanOrEqual(100);
	}
	const scores = rows.map(({ sentimentScore }) => Math.abs(Number(sentimentScore)));
	expect(Math.max(...scores)).toBeGreaterThan(1);
	expect(Math.max(...scores)).toBeLessThanOrEqual(100);
	expect(rows.filter(({ summary }) => String(summary).startsWith('The customer')).length).toBeGreaterThan(5);
	expect(rows.filter(({ topics }) => topics !== null).length).toBeGreaterThan(5);
	expect(rows[0]).toMatchObject({ language: 'en-US', agentName: expect.any(String), mediaType: 'voice' });
});

it('a trend that was not calculated is null, though the API gives it as 0; one that was is not', async () => {
	const { rows } = await transcripts(ids.join(', '), { columns: 'all' });
	const withTrend = rows.filter(({ sentimentTrendClass }) => sentimentTrendClass !== null);
	const calculated = (row: (typeof rows)[number]) => row.sentimentTrendClass !== 'NotCalculated';
	expect(new Set(withTrend.map(calculated))).toEqual(new Set([true, false]));
	for (const row of withTrend) {
		expect(row.sentimentTrend).toEqual(calculated(row) ? expect.any(Number) : null);
	}
});

it('one row per phrase, in the order in which they were said', async () => {
	const { rows, error } = await transcripts(spoken.conversationId, { output: 'phrases' });
	expect(error).toBeUndefined();
	const { phrases } = communicationsOf(spoken, organization)[0]!;
	expect(rows.map(({ text }) => text)).toEqual(phrases.map(({ text }) => text));
	expect(rows.map(({ sentiment }) => sentiment)).toEqual(phrases.map(({ sentiment }) => sentiment ?? null));
	expect(rows.map(({ startTime }) => Date.parse(String(startTime)))).toEqual(
		phrases.map(({ start }) => start),
	);
	expect(rows.map(({ topics }) => topics)).toEqual(phrases.map(({ topic }) => topic?.name ?? null));
	for (const { speaker, agentName } of rows) expect(agentName !== null).toBe(speaker === 'Agent');
	// A summary is none of their columns.
	expect(simulator.requests('summaries')).toEqual([]);
});

it('phrases of several recordings, of several transcripts in a file, and of agents among themselves have keys of their own', async () => {
	const speech = { communication: 'both' } as const;
	simulator.options.speech = speech;
	const { rows, error } = await transcripts(ids, { output: 'phrases', columns: 'all' });
	expect(error).toBeUndefined();
	const spokenRows = rows.filter(({ reason }) => reason === null);
	const communications = records.flatMap((record) => communicationsOf(record, organization, speech));
	const communicationsWith = ({ phrases, id }: (typeof communications)[number]) =>
		phrases.map(({ text, start }) => [id, new Date(start).toISOString(), text].join(' '));
	expect(spokenRows.map((row) => [row.communicationId, row.startTime, row.text].join(' ')).sort()).toEqual(
		communications.flatMap(communicationsWith).sort(),
	);
	const keyOf = (row: (typeof rows)[number]) =>
		[row.conversationId, row.communicationId, row.transcriptId, row.phraseIndex].join(' ');
	expect(new Set(spokenRows.map(keyOf)).size).toBe(spokenRows.length);
	const transcriptsOf = (id: string) =>
		new Set(
			spokenRows
				.filter(({ communicationId }) => communicationId === id)
				.map(({ transcriptId }) => transcriptId),
		).size;
	const counts = new Set(communications.map(({ id }) => transcriptsOf(id)));
	// One recording with one transcript; two of either; two recordings with two transcripts each.
	expect([...counts].sort()).toEqual([1, 2, 4]);
});

it('an unknown conversation, one that is not transcribed and one that may not be read are rows with a reason', async () => {
	const unknown = '00000000-0000-4000-8000-000000000000';
	const [, forbidden] = transcribed;
	const silent = records.find((record) => communicationsOf(record, organization).length === 0)!;
	simulator.faults.push({
		...{ kind: 'status', status: 403, times: 9, body: { code: 'not.authorized', message: 'Division' } },
		on: new RegExp(`speechandtextanalytics/conversations/${forbidden!.conversationId}`),
	});
	// The one that is refused comes first: that says nothing of the others.
	const asked = [forbidden!, spoken, silent].map(({ conversationId }) => conversationId);
	const { rows, error } = await transcripts([...asked, unknown]);
	expect(error).toBeUndefined();
	expect(rows.map(({ reason }) => reason)).toEqual(['notPermitted', null, 'notTranscribed', 'notFound']);
});

it.each(['recording:recording:view', 'speechAndTextAnalytics:data:view'])(
	'names %s at once where it is missing',
	async (permission) => {
		simulator.options.deniedPermissions = [permission];
		const { error } = await transcripts(ids);
		expect(error?.message).toContain(permission);
		expect(simulator.requests('speechandtextanalytics')).toHaveLength(1);
	},
);

it('comes without summaries where they are not permitted, and asks for them once', async () => {
	simulator.options.deniedPermissions = ['speechAndTextAnalytics:aiSummary:view'];
	const { rows, hints } = await transcripts(transcribed.map(({ conversationId }) => conversationId));
	expect(hints).toContain('AI summaries are missing: The OAuth client lacks the permission speechAndText');
	expect(new Set(rows.map(({ summary }) => summary))).toEqual(new Set([null]));
	expect(simulator.requests('summaries')).toHaveLength(1);
});

it('survives faults of the API and of the storage, and an address that has expired is requested again', async () => {
	simulator.faults.push(
		{ ...fault503(), on: /transcripturl/ },
		{ kind: 'drop', on: /GET \/transcripts\// },
		{ kind: 'dropMidBody', on: /GET \/transcripts\//, after: 1 },
		{ kind: 'status', status: 503, on: /GET \/transcripts\//, after: 2 },
		{ kind: 'status', status: 403, on: /GET \/transcripts\//, after: 4 },
	);
	const { rows, error } = await transcripts(transcribed.map(({ conversationId }) => conversationId));
	expect(error).toBeUndefined();
	expect(rows.filter(({ reason }) => reason !== null)).toEqual([]);
	expect(simulator.faults).toEqual([]);
});

it('masks what was said, and never logs an address', async () => {
	const { rows, logs } = await transcripts(spoken.conversationId, { options: { maskPersonalData: true } });
	expect(rows[0]!.text).toMatch(/^masked-[0-9a-f]{16}$/);
	expect(JSON.stringify(rows)).not.toContain('X-Amz');
	expect(logs.join()).toContain('GET (presigned address) 200');
	expect(logs.join()).not.toContain('X-Amz');
});

it.each([403, 302])(
	'a storage that answers %i is an error that does not tell the address',
	async (status) => {
		const headers = { location: `${simulator.url}/elsewhere` };
		simulator.faults.push({ kind: 'status', status, headers, on: /GET \/transcripts\//, times: 9 });
		const { error } = await transcripts(spoken.conversationId);
		expect(error?.message).toMatch(/^The storage at 127\.0\.0\.1:\d+ did not return the file \(\d+\)$/);
		expect(error?.message).toContain(`(${status})`);
		expect(simulator.journal.filter(({ path }) => path === '/elsewhere')).toEqual([]);
		expect(JSON.stringify(error)).not.toContain('X-Amz');
	},
);

it('says which text was redacted', async () => {
	simulator.options.deniedPermissions = ['recording:recording:viewSensitiveData'];
	const { rows } = await transcripts(transcribed.map(({ conversationId }) => conversationId));
	const redacted = rows.filter((row) => row.redacted);
	expect(redacted.length).toBeGreaterThan(0);
	for (const { text } of redacted) expect(text).toContain('[CARD_NUMBER]');
	expect(rows.map(({ text }) => text).join()).not.toContain('4111');
});

it.each(Object.keys(BODIES))(
	'a storage that answers with %s is an error, not a conversation without words',
	async (name) => {
		const on = /GET .*transcripts.*\.json/;
		simulator.faults.push({ kind: 'body', on, times: Infinity, rewrite: BODIES[name]! });
		const { error } = await transcripts(spoken.conversationId);
		expect(error?.message).toContain('did not respond like Genesys Cloud');
		expect(error?.message).not.toMatch(JARGON);
	},
);
