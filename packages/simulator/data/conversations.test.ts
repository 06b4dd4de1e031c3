import { connect } from '../testClient';
import { createConversations, createOrganization, startSimulator, type ConversationRecord } from '../index';

const FROM = Date.parse('2026-11-02T00:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const organization = createOrganization();
const options = { count: 2000, from: FROM, to: FROM + 7 * DAY, organization };
const store = createConversations(options);
const records = [...store];

const sessionsOf = (record: ConversationRecord) =>
	(record.participants ?? []).flatMap((participant) =>
		(participant?.sessions ?? []).map((session) => ({ participant, session })),
	);

const metricNames = (record: ConversationRecord) =>
	new Set(sessionsOf(record).flatMap(({ session }) => (session.metrics ?? []).map((metric) => metric.name)));

describe('generated conversations', () => {
	it('are the same for the same seed, and others for another', () => {
		const again = createConversations(options);
		expect(again.get(1234)).toEqual(store.get(1234));
		expect(createConversations({ ...options, seed: 2 }).get(1234)).not.toEqual(store.get(1234));
	});

	it('have ids that are unique and lead back to them', () => {
		const ids = new Set(records.map((record) => record.conversationId));
		expect(ids.size).toBe(2000);
		for (const i of [0, 1, 999, 1999]) {
			expect(store.indexOf(store.idAt(i))).toBe(i);
			expect(store.idAt(i)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		}
		expect(store.indexOf('00000000-0000-4000-8000-000000000000')).toBe(-1);
		const sessionIds = records.flatMap((record) =>
			sessionsOf(record).map(({ session }) => session.sessionId),
		);
		expect(new Set(sessionIds).size).toBe(sessionIds.length);
	});

	it('start in the range, in order, and are indexed as the records say', () => {
		records.forEach((record, i) => {
			expect(Date.parse(record.conversationStart!)).toBe(store.starts[i]);
			expect(record.conversationEnd ? Date.parse(record.conversationEnd) : Infinity).toBe(store.ends[i]);
			expect(store.settled[i]).toBeGreaterThanOrEqual(store.ends[i]!);
		});
		expect([...store.starts]).toEqual([...store.starts].sort((a, b) => a - b));
		expect(store.starts[0]).toBeGreaterThanOrEqual(FROM);
		expect(store.starts.at(-1)).toBeLessThan(FROM + 7 * DAY);
	});

	it.each([0, 3, 12, 20])('are many in the hour before %i:30 UTC, once that is the busiest hour', (hour) => {
		const busiestAt = FROM + 2 * DAY + hour * HOUR + HOUR / 2;
		const { starts } = createConversations({
			...options,
			from: busiestAt - 2 * DAY,
			to: busiestAt,
			busiestAt,
		});
		const before = starts.filter((start) => start >= busiestAt - HOUR).length;
		expect(before).toBeGreaterThan((1.5 * starts.length) / 48);
	});

	it('handle time is talk, hold, after-call work, and dialling; an answer has its wait', () => {
		let checked = 0;
		for (const record of records) {
			for (const { participant, session } of sessionsOf(record)) {
				const sum = (name: string) =>
					(session.metrics ?? [])
						.filter((one) => one.name === name)
						.reduce((total, one) => total + one.value!, 0);
				if (participant.purpose !== 'agent' || !session.metrics?.some((one) => one.name === 'tHandle'))
					continue;
				expect(sum('tHandle')).toBe(sum('tTalk') + sum('tHeld') + sum('tAcw') + sum('tDialing'));
				expect(sum('tTalkComplete')).toBe(sum('tTalk'));
				expect(sum('tHeldComplete')).toBe(sum('tHeld'));
				checked++;
			}
			const answers = sessionsOf(record).filter(({ session }) =>
				session.metrics?.some((one) => one.name === 'tAnswered'),
			);
			for (const { participant } of answers) expect(participant.purpose ?? 'agent').toBe('agent');
		}
		expect(checked).toBeGreaterThan(1200);
	});

	it('can show what figures go wrong on', () => {
		const sessions = records.flatMap((record) => sessionsOf(record).map((one) => ({ record, ...one })));
		const named = (session: (typeof sessions)[number]['session'], name: string) =>
			session.metrics?.some((one) => one.name === name) ?? false;
		const shows = (test: (one: (typeof sessions)[number]) => unknown) => sessions.filter(test).length;

		const wrapUps = sessions.flatMap(({ session }) =>
			(session.segments ?? []).filter((one) => one.segmentType === 'wrapup'),
		);
		expect(wrapUps.length).toBeGreaterThan(1000);
		for (const one of wrapUps) expect(one.disconnectType).toBeDefined();
		// Rang, was not answered, and still had after-call work.
		expect(
			shows(({ session }) => named(session, 'tNotResponding') && named(session, 'tAcw')),
		).toBeGreaterThan(5);
		// The recording is the customer's.
		expect(shows(({ session }) => session.recording === true)).toBeGreaterThan(500);
		expect(shows(({ session, participant }) => session.recording && participant.purpose === 'agent')).toBe(0);
		// Dialled without success, and handle time all the same.
		expect(
			shows(
				({ session }) => named(session, 'tHandle') && named(session, 'tDialing') && !named(session, 'tTalk'),
			),
		).toBeGreaterThan(10);
		// A campaign's call in a queue, never offered there, and an agent who talks.
		expect(
			shows(
				({ record, participant, session }) =>
					record.originatingDirection === 'outbound' &&
					participant.purpose === 'acd' &&
					!named(session, 'nOffered'),
			),
		).toBeGreaterThan(10);
		// A callback of an agent's own: handled, but no answer to an offer.
		expect(
			shows(
				({ session }) =>
					session.agentOwned === true && named(session, 'tHandle') && !named(session, 'tAnswered'),
			),
		).toBeGreaterThan(3);
		// On behalf of a queue: only the agent's segments name it.
		expect(
			records.filter((record) => {
				const purposes = sessionsOf(record)
					.filter(({ session }) => session.segments?.some((one) => one.queueId))
					.map(({ participant }) => participant.purpose);
				return purposes.length > 0 && purposes.every((purpose) => purpose === 'agent');
			}).length,
		).toBeGreaterThan(30);
		// Users among themselves, and a supervisor who listens.
		const isCustomer = (purpose: unknown) => purpose === 'customer' || purpose === 'external';
		const internal = records.filter(
			(record) =>
				sessionsOf(record).length > 0 &&
				!sessionsOf(record).some(({ participant }) => isCustomer(participant.purpose ?? 'customer')),
		);
		expect(internal.length).toBeGreaterThan(5);
		expect(shows(({ session }) => session.monitoredParticipantId !== undefined)).toBeGreaterThan(10);
		// A conversation lasts until the last after-call work is done.
		for (const { record, session } of sessions) {
			if (!record.conversationEnd) continue;
			for (const { segmentEnd, segmentType } of session.segments ?? []) {
				if (segmentType === 'wrapup' && segmentEnd !== 'not a date')
					expect(segmentEnd! <= record.conversationEnd).toBe(true);
			}
		}
	});

	it('what was offered was answered, abandoned, flowed out, or still waits; only answers are late', () => {
		let offers = 0;
		for (const record of records) {
			const of = (metricName: string) =>
				sessionsOf(record).flatMap(({ session }) =>
					(session.metrics ?? []).filter((one) => one.name === metricName),
				).length;
			const waits = sessionsOf(record).filter(
				({ participant, session }) =>
					participant.purpose === 'acd' && session.segments?.some((one) => one.segmentEnd === undefined),
			).length;
			if (record.participants?.some((one) => !one.purpose)) continue;
			expect([record.conversationId, of('nOffered')]).toEqual([
				record.conversationId,
				of('tAnswered') + of('tAbandon') + of('tFlowOut') + waits,
			]);
			expect(of('nOverSla')).toBeLessThanOrEqual(of('tAnswered'));
			offers += of('nOffered');
		}
		expect(offers).toBeGreaterThan(1500);
	});

	it('metrics come in the order of their emission, segments one after the other', () => {
		for (const record of records) {
			if (JSON.stringify(record).match(/not a date|2026-13-45/)) continue;
			for (const { session } of sessionsOf(record)) {
				const emitted = (session.metrics ?? []).map((one) => one.emitDate!);
				if (session.segments?.some((one) => one.segmentType === 'dialing')) continue;
				expect(emitted).toEqual([...emitted].sort());
				session.segments?.forEach((segment, i) => {
					const next = session.segments![i + 1];
					if (next) expect(segment.segmentEnd).toBe(next.segmentStart);
				});
			}
		}
	});

	it('are what a contact centre sees', () => {
		const share = (test: (record: ConversationRecord) => boolean) =>
			records.filter(test).length / records.length;
		const has = (name: string) => share((record) => metricNames(record).has(name));
		const firstMedia = (record: ConversationRecord) => sessionsOf(record)[0]?.session.mediaType;
		for (const media of ['voice', 'chat', 'email', 'message', 'callback']) {
			expect(share((record) => firstMedia(record) === media)).toBeGreaterThan(0.02);
		}
		expect(share((record) => record.originatingDirection === 'outbound')).toBeGreaterThan(0.04);
		expect(has('tAbandon')).toBeGreaterThan(0.06);
		expect(has('tShortAbandon')).toBeGreaterThan(0.01);
		expect(has('tVoicemail')).toBeGreaterThan(0.005);
		expect(has('nBlindTransferred')).toBeGreaterThan(0.03);
		expect(has('nConsultTransferred')).toBeGreaterThan(0.01);
		expect(has('tIvr')).toBeGreaterThan(0.3);
		expect(has('tNotResponding')).toBeGreaterThan(0.01);
		expect(has('nOverSla')).toBeGreaterThan(0.1);
		expect(share((record) => record.evaluations !== undefined)).toBeGreaterThan(0.02);
		expect(share((record) => record.surveys !== undefined)).toBeGreaterThan(0.02);
		const crosses = (_: unknown, i: number) =>
			Math.floor(store.ends[i]! / DAY) > Math.floor(store.starts[i]! / DAY);
		expect(records.filter(crosses).length).toBeGreaterThan(25);
		expect(records.filter((_, i) => store.ends[i]! - store.starts[i]! > 2 * DAY).length).toBeGreaterThan(5);
		expect(records.filter((record) => record.conversationEnd === undefined).length).toBeGreaterThan(0);
		const size = records.reduce((total, record) => total + JSON.stringify(record).length, 0) / records.length;
		expect(size).toBeGreaterThan(4000);
		expect(size).toBeLessThan(8000);
	});

	it('include damaged ones', () => {
		const text = (record: ConversationRecord) => JSON.stringify(record);
		const odd = [...createConversations({ ...options, count: 300, damagedShare: 1 })];
		expect(odd.some((record) => !('participants' in record))).toBe(true);
		expect(odd.some((record) => record.participants === null)).toBe(true);
		expect(odd.some((record) => text(record).includes('"sessions":null'))).toBe(true);
		expect(odd.some((record) => text(record).includes('hologram'))).toBe(true);
		expect(odd.some((record) => text(record).includes('not a date'))).toBe(true);
		expect(odd.some((record) => record.divisionIds === null)).toBe(true);
	});

	describe('of which there are many', () => {
		let built: jest.SpyInstance;
		beforeEach(() => {
			built = jest.spyOn(Object.getPrototypeOf(store) as typeof store, 'get');
		});
		afterEach(() => built.mockRestore());

		it('a million are indexed without building a record, at 24 bytes each', () => {
			const million = createConversations({ ...options, count: 1_000_000 });
			expect(million.indexOf(million.idAt(999_999))).toBe(999_999);
			expect(built).not.toHaveBeenCalled();
			const bytes = million.starts.byteLength + million.ends.byteLength + million.settled.byteLength;
			expect(bytes).toBe(24_000_000);
		});

		it('a deep page of 100,000 builds the records on it and no others, as the first one does', async () => {
			const conversations = createConversations({ ...options, count: 100_000 });
			const simulator = await startSimulator({ now: () => FROM + 30 * DAY, conversations });
			try {
				const client = await connect(simulator);
				const interval = `${new Date(FROM).toISOString()}/${new Date(FROM + 7 * DAY).toISOString()}`;
				for (const pageNumber of [1, 500, 900, 1000, 2, 999]) {
					built.mockClear();
					const { json } = await client.post('/analytics/conversations/details/query', {
						interval,
						paging: { pageSize: 100, pageNumber },
					});
					expect(json.conversations).toHaveLength(100);
					expect(json.totalHits).toBe(100_000);
					expect([pageNumber, built.mock.calls.length]).toEqual([pageNumber, 100]);
				}
			} finally {
				await simulator.close();
			}
		});
	});
});

describe('organizations', () => {
	it('are as large as asked, with ids that stay', () => {
		const large = createOrganization({ queues: 450, users: 400, wrapUpCodes: 120 });
		expect([large.queues.length, large.users.length, large.wrapUpCodes.length]).toEqual([450, 400, 120]);
		expect(large.queues.slice(0, 12).map((queue) => queue.id)).toEqual(
			organization.queues.map((queue) => queue.id),
		);
		expect(new Set(large.users.map((user) => user.name)).size).toBe(400);
		expect(large.users.some((user) => user.state === 'deleted')).toBe(true);
	});
});
