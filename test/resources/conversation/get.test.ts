import { createConversations, startSimulator } from '../../../packages/simulator';
import type { Simulator } from '../../../packages/simulator';
import { runNode } from '../../support/engine';
import { restoreClock, useFastClock, type FastClock } from '../../support/fastClock';
import { DAY, HOUR, idsOf } from '../../support/records';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const store = createConversations({ count: 300, from: NOW - 3 * DAY, to: NOW });
const ids = Array.from({ length: 300 }, (_, index) => store.idAt(index));
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let clock: FastClock;
let simulator: Simulator;

beforeEach(async () => {
	clock = useFastClock(NOW);
	simulator = await startSimulator({
		now: clock.now,
		conversations: store,
		jobs: { availabilityLagHours: 10 },
	});
});
afterEach(async () => {
	restoreClock();
	await simulator.close();
});

const get = async (conversationId: string, more: object = {}) =>
	await runNode(simulator, { operation: 'get', conversationId, options: { resolveNames: false, ...more } });

it.each([
	{ what: 'one', count: 1, requests: 1 },
	{ what: 'two', count: 2, requests: 1 },
	{ what: 'a hundred and twenty', count: 120, requests: 3 },
])('gets $what by id, in the order of the ids', async ({ count, requests }) => {
	const wanted = ids.slice(-count).reverse();
	const { items, error } = await get(wanted.join(', '));
	expect(error).toBeUndefined();
	expect(idsOf(items)).toEqual(wanted);
	expect(simulator.requests('/conversations/')).toHaveLength(requests);
});

it('returns a conversation once if it is asked for twice', async () => {
	const { items } = await get(`${ids[0]},${ids[1]},${ids[0]}`);
	expect(idsOf(items)).toEqual([ids[0], ids[1]]);
});

it('keeps an id within its place in the path', async () => {
	const { error } = await get('../../tokens/me?x=');
	expect(error?.message).toBe('Genesys Cloud has no conversation with the ID ../../tokens/me?x=');
	expect((await get('..')).error?.message).toBe('".." is not an ID');
	expect(simulator.requests('/tokens/me')).toEqual([]);
});

describe('an id that is not there', () => {
	it('is an error, alone or among others', async () => {
		expect((await get(UNKNOWN)).error?.message).toBe(
			`Genesys Cloud has no conversation with the ID ${UNKNOWN}`,
		);
		const { items, error } = await get(`${ids[0]},${UNKNOWN},${ids[1]}`);
		expect(items).toEqual([]);
		expect(error?.message).toBe(`Genesys Cloud has no conversation with the ID ${UNKNOWN}`);
	});

	it('is a hint where partial results are allowed', async () => {
		const { items, hints } = await get(`${ids[0]},${UNKNOWN},${ids[1]}`, { allowPartial: true });
		expect(idsOf(items)).toEqual([ids[0], ids[1]]);
		expect(hints.map(({ message }) => message)).toContain(
			`Genesys Cloud has no conversation with the ID ${UNKNOWN}.`,
		);
	});

	it('is a hint there also when it is the only one', async () => {
		const { items, error, hints } = await get(UNKNOWN, { allowPartial: true });
		expect([items, error]).toEqual([[], undefined]);
		expect(hints.map(({ message }) => message)).toContain(
			`Genesys Cloud has no conversation with the ID ${UNKNOWN}.`,
		);
	});

	it('must not be empty', async () => {
		expect((await get(' , ')).error?.message).toBe('The conversation ID is missing');
	});
});

it('adds participant attributes from a job, where the job has data', async () => {
	const withAttributes = ids.findIndex((id) => JSON.stringify(store.byId(id)).includes('"attributes":{"'));
	const [old, fresh] = [ids[withAttributes]!, ids[299]!];
	expect(store.starts[299]).toBeGreaterThan(NOW - 10 * HOUR);
	const { items, hints } = await get(`${old},${fresh}`, { includeAttributes: true });
	expect(idsOf(items)).toEqual([old, fresh]);
	const columns = Object.keys(items[0]!.json).filter((name) => name.startsWith('attribute_'));
	expect(columns.length).toBeGreaterThan(0);
	expect(columns.some((name) => items[0]!.json[name] !== null)).toBe(true);
	expect(columns.every((name) => items[1]!.json[name] === null)).toBe(true);
	expect(hints.map(({ message }) => message).join()).toContain('no data yet for 1 of the conversations');
	expect(simulator.jobIds).toEqual([]);
});
