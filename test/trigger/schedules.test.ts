import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	fault403,
	fault500,
	fault503,
	startSimulator,
	type SimulatorOptions,
} from '../../packages/simulator';
import { restoreClock } from '../support/fastClock';
import { Lives, type Life } from '../support/lives';
import { PolledWorkflow, StandingClock } from '../support/poll';
import { randomFrom } from '../support/random';
import { DAY, HOUR, MINUTE } from '../support/records';

const SECOND = 1_000;
const START = Date.parse('2026-11-16T09:30:00.000Z');

/** A contact centre from `START` on, with everything that polls stumble over. */
function livesOf({ perHour, lateMs = HOUR }: Case, until: number, random: () => number): Lives {
	const made: Life[] = [];
	const add = (start: number, end: number, lagMs = 0) =>
		made.push({ start: Math.floor(start), end: Math.floor(end), lagMs });
	// Calls, one in ten shown late, by up to half of the time that late ones are waited for.
	const gapMs = (2 * HOUR) / perHour;
	for (let time = START - HOUR; time < until; time += random() * gapMs) {
		const isLate = random() < 0.1;
		add(time, time + (20 + random() * 15 * 60) * SECOND, isLate ? Math.floor((random() * lateMs) / 2) : 0);
	}
	// Emails that stay open for days, some of them since weeks before the trigger was activated.
	for (let count = 0; count < 40; count++) {
		const end = START + random() * (until - START);
		add(end - random() * 25 * DAY, end);
	}
	// A crowd that hangs up in the same second.
	const crowd = Math.floor((START + until) / 2);
	for (let count = 0; count < 250; count++) add(crowd - random() * HOUR, crowd);
	return new Lives(made);
}

afterEach(restoreClock);

interface Case {
	every: string;
	/** From one poll to the next, or when the polls are, up to a moment. */
	everyMs: number | ((until: number) => number[]);
	perHour: number;
	days: number;
	/** An hour by default. */
	lateMs?: number;
	/** Where the next poll after a failed one would be further away than can be caught up with. */
	isWithoutFailures?: true;
	options?: SimulatorOptions;
	budgetMs?: number;
}

/** Less than a poll has to read after the pause: only shorter ranges bring all of it. */
const cap: SimulatorOptions = { limits: { maxResults: 2_500 } };
/** `npm run test:schedules`: weeks and months as they are, in up to an hour each; what it found is in bench/schedules.md. */
const isFullSize = process.env.FULL_SCHEDULES !== undefined;
if (isFullSize) jest.setTimeout(6 * HOUR);

/** n8n's Every Month, on the 16th at 9:30. */
function months(until: number): number[] {
	const all = Array.from({ length: 12 }, (_, index) => new Date(START).setUTCMonth(11 + index));
	return all.filter((moment) => moment <= until);
}

/** The cron expression `0 9-17 * * 1-5`: a night is 16 hours, a weekend 64. */
function officeHours(until: number): number[] {
	const hours = Array.from({ length: (until - START) / HOUR }, (_, hour) => START + (hour + 0.5) * HOUR);
	return hours.filter((moment) => {
		const date = new Date(moment);
		return date.getUTCDay() % 6 > 0 && date.getUTCHours() >= 9 && date.getUTCHours() <= 17;
	});
}

const aDayLate = {
	everyMs: 30 * MINUTE,
	lateMs: DAY,
	options: { rateLimit: { allowed: 300, windowSeconds: 60 } },
};

const usual: Case[] = [
	{ every: 'minute', everyMs: MINUTE, days: 7 },
	{ every: '15 minutes', everyMs: 15 * MINUTE, days: 7 },
	{ every: 'hour', everyMs: HOUR, days: 7 },
	{ every: 'day', everyMs: DAY, days: 28 },
].flatMap(({ every, everyMs, days }) =>
	[100, 3_000].map((perHour) => ({
		every: `${every}, ${perHour} an hour, ${days} days`,
		everyMs,
		perHour,
		days,
		options: { limits: { maxResults: 5_000 } },
	})),
);

const fullSize: Case[] = [
	{ ...aDayLate, every: '30 minutes, Late Minutes 1440, 5000 an hour, 4 days', perHour: 5_000, days: 4 },
	{
		every: 'month, 100 an hour, 123 days',
		everyMs: months,
		perHour: 100,
		days: 123,
		isWithoutFailures: true,
	},
	{
		every: 'hour from 9 to 17 on weekdays, 100 an hour, 28 days',
		everyMs: officeHours,
		perHour: 100,
		days: 28,
	},
	{
		every: 'hour from 9 to 17 on weekdays, 3000 an hour, 14 days',
		everyMs: officeHours,
		perHour: 3_000,
		days: 14,
	},
	...usual,
];

/** Writes a line of bench/schedules.md, in the place of the one of an earlier run. */
function note(every: string, figures: Array<number | string>): void {
	const path = join(__dirname, '..', '..', 'bench', 'schedules.md');
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
	const others = lines.filter((line) => !line.startsWith(`| ${every} |`));
	writeFileSync(path, `${[...others, `| ${every} | ${figures.join(' | ')} |`].join('\n')}\n`);
}

const hostile: SimulatorOptions = { detailsMatching: 'wholeDay', shuffleEqualTimes: Math.random };

/** n8n tries again when an activation was refused. */
async function restart(workflow: PolledWorkflow, tries = 5): Promise<void> {
	await workflow.restart().catch(async (error: unknown) => {
		if (tries === 1) throw error;
		await restart(workflow, tries - 1);
	});
}

function outagesOf({ errors }: PolledWorkflow): Error[] {
	return errors.filter(({ message }) => !message.includes('lacks the permission'));
}

const scaled: Case[] = [
	{ every: 'minute', everyMs: MINUTE, perHour: 100, days: 0.3, options: hostile },
	{ every: 'minute, at 1,500 an hour', everyMs: MINUTE, perHour: 1_500, days: 0.1, options: cap },
	{ every: '15 minutes for five days', everyMs: 15 * MINUTE, perHour: 30, days: 5 },
	{ every: '15 minutes, at 1,500 an hour', everyMs: 15 * MINUTE, perHour: 1_500, days: 0.3, options: cap },
	{ every: 'hour for a week', everyMs: HOUR, perHour: 30, days: 7, options: hostile },
	{ every: 'hour, at 1,500 an hour', everyMs: HOUR, perHour: 1_500, days: 0.5, options: cap },
	{ every: 'day for a month', everyMs: DAY, perHour: 10, days: 28 },
	{ every: 'day, at 300 an hour', everyMs: DAY, perHour: 300, days: 3, options: cap },
	{
		every: 'hour, with 36 seconds a poll',
		everyMs: HOUR,
		perHour: 100,
		days: 3,
		budgetMs: 36_000,
		options: hostile,
	},
	{ ...aDayLate, every: '30 minutes, with Late Minutes 1440', perHour: 30, days: 4 },
	{ every: 'month', everyMs: months, perHour: 2, days: 123, isWithoutFailures: true },
	{ every: 'hour from 9 to 17 on weekdays', everyMs: officeHours, perHour: 20, days: 14 },
];

const cases = isFullSize ? fullSize : scaled;
it.each(cases)('emits each conversation once, by its end, when polled every $every', async (scenario) => {
	const { every, everyMs, perHour, days, options, budgetMs, lateMs = HOUR, isWithoutFailures } = scenario;
	const begunAt = Date.now();
	const end = START + days * DAY;
	const moments =
		typeof everyMs === 'number'
			? Array.from(
					{ length: Math.floor((end - START) / everyMs) },
					(_, index) => START + (index + 1) * everyMs,
				)
			: everyMs(end);
	const random = randomFrom(perHour + moments[0]! - START);
	const failing = isWithoutFailures ? () => 1 : random;
	const all = livesOf(scenario, end, random);
	const clock = new StandingClock(START);
	const simulator = await startSimulator({
		now: clock.now,
		conversations: all,
		appearsAfterMs: all.appearsAfterMs,
		rateLimit: { allowed: 1_000_000, windowSeconds: 60 },
		...options,
	});
	const workflow = new PolledWorkflow(simulator, {
		filters: { direction: 'inbound' },
		options: { lateMinutes: lateMs / MINUTE },
	});
	if (budgetMs) workflow.budgetMs = budgetMs;
	await workflow.activate();

	const polls = moments.length;
	// n8n is off for a while, and Genesys Cloud is out of order when it starts again.
	const off = { from: Math.floor(polls * 0.4), to: Math.floor(polls * 0.6) };
	let refusals = 0;
	/** How long nothing has come when an outage is an error. */
	const silences: number[] = [];
	let lastEmission = { at: START, count: 0 };
	let requests = 0;
	const emitted: number[] = [];
	/** Of millions of items, all that is kept is which conversations they are of. */
	const takeStock = () => {
		for (const items of workflow.handedOver.splice(0)) {
			const ends = items.map(({ json }) => String(json.endTime));
			expect(ends).toEqual(ends.toSorted());
			for (const { json } of items) emitted.push(all.indexOf(String(json.conversationId)));
		}
		requests += simulator.requests().length;
		simulator.journal.length = 0;
		workflow.host.logs.length = 0;
	};
	for (let number = 1; number <= polls; number++) {
		takeStock();
		if (number > off.from && number < off.to) continue;
		clock.at = Math.max(clock.at, moments[number - 1]!);
		if (number === off.to) {
			simulator.faults.push(fault503({ times: 1_000 }));
			await workflow.restart();
			await workflow.poll();
			simulator.faults.length = 0;
		}
		if (failing() < 0.05) {
			refusals++;
			simulator.faults.push(fault403('analytics:conversationDetail:view', { on: /details\/query/ }));
		}
		// After the first page was read, and however often it is asked for again.
		if (failing() < 0.05) simulator.faults.push(fault500({ on: /details\/query/, after: 1, times: 5 }));
		if (random() < 0.05) await restart(workflow);
		else if (random() < 0.05) await Promise.all([workflow.poll(), workflow.poll()]);
		else await workflow.poll();
		if (random() < 0.05) await workflow.poll();
		if (workflow.handedOver.length > lastEmission.count) {
			lastEmission = { at: clock.at, count: workflow.handedOver.length };
		}
		if (outagesOf(workflow).length > silences.length) silences.push(clock.at - lastEmission.at);
	}
	simulator.faults.length = 0;
	const until = end + 2 * HOUR + 2 * lateMs;
	for (clock.at = Math.max(clock.at, end) + 20 * MINUTE; clock.at < until; clock.at += 20 * MINUTE) {
		await workflow.poll();
	}
	takeStock();
	await simulator.close();

	const due = [...all.ends.keys()].filter(
		(index) => all.isInbound(index) && all.ends[index]! >= START && all.ends[index]! < end + HOUR,
	);
	expect(emitted.toSorted((a, b) => a - b)).toEqual(due);
	const inTime = emitted.filter((index) => all.appearsAfterMs(undefined, index) === 0);
	const ends = inTime.map((index) => all.ends[index]!);
	expect(ends).toEqual(ends.toSorted((a, b) => a - b));
	// A permission that is missing is an error, an outage is one when it lasts.
	expect(outagesOf(workflow)).toHaveLength(silences.length);
	expect(silences.filter((ms) => ms < HOUR)).toEqual([]);
	expect(workflow.errors.length - silences.length).toBeLessThanOrEqual(refusals);
	const inLateWindow = (1.5 * lateMs * perHour) / HOUR;
	expect(workflow.stored.length).toBeLessThan(80_000 + 10 * inLateWindow);
	if (isFullSize) {
		const seconds = Math.round((Date.now() - begunAt) / 1_000);
		note(every, [due.length, polls, (requests / polls).toFixed(1), workflow.stored.length, seconds]);
	}
});
