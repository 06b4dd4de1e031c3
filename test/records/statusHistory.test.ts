import { StatusHistory } from '../../nodes/GenesysCloudAnalytics/records/statusHistory';

const AGENT = 'a1';
const at = (minute: number) => Date.UTC(2026, 10, 20, 8, minute);
const time = (minute: number) => new Date(at(minute)).toISOString();
const ALL = { startMs: at(0), endMs: at(60) };

type Presence = [status: string, from: number, to?: number];

/** A day of the agent, as the API has it. */
const day = (...presences: Presence[]) => ({
	userId: AGENT,
	primaryPresence: presences.map(([systemPresence, from, to]) => ({
		systemPresence,
		organizationPresenceId: `id of ${systemPresence}`,
		startTime: time(from),
		...(to === undefined ? {} : { endTime: time(to) }),
	})),
});

function historyOf(answers: readonly object[]): StatusHistory {
	const history = new StatusHistory();
	for (const answer of answers) history.add(answer);
	return history;
}

const periodsOf = (history: StatusHistory) =>
	history
		.within(AGENT, ['presence'], ALL)
		.map(({ status, startMs, endMs, open }) => [status, startMs, endMs, open]);

const MORNING = day(['OFFLINE', 0, 5], ['AVAILABLE', 5, 20]);
const NOON = day(['AVAILABLE', 5, 20], ['BREAK', 20, 30], ['ON_QUEUE', 30]);
const LATER = day(['ON_QUEUE', 30, 40], ['OFFLINE', 40]);

it.each([
	['as it was', [MORNING, NOON, LATER]],
	['backwards', [LATER, NOON, MORNING]],
	['with what came before', [NOON, LATER, MORNING, NOON]],
])('has each period once, in its order and with its end, whichever page comes first: %s', (_, answers) => {
	expect(periodsOf(historyOf(answers))).toEqual([
		['OFFLINE', at(0), at(5), false],
		['AVAILABLE', at(5), at(20), false],
		['BREAK', at(20), at(30), false],
		['ON_QUEUE', at(30), at(40), false],
		['OFFLINE', at(40), at(60), true],
	]);
});

it('takes in what comes after it was asked', () => {
	const history = historyOf([NOON]);
	expect([history.knows(AGENT, 'presence', at(5)), history.knows(AGENT, 'presence', at(4))]).toEqual([
		true,
		false,
	]);
	history.add(MORNING);
	expect(history.knows(AGENT, 'presence', at(4))).toBe(true);
	expect(periodsOf(history).map(([status]) => status)).toEqual(['OFFLINE', 'AVAILABLE', 'BREAK', 'ON_QUEUE']);
});

it('what seems to go on ends where the next one starts', () => {
	expect(periodsOf(historyOf([day(['AVAILABLE', 0], ['BREAK', 10, 15])]))).toEqual([
		['AVAILABLE', at(0), at(10), false],
		['BREAK', at(10), at(15), false],
	]);
});
