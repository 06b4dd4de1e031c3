import { storeOf, type ConversationRecord, type ConversationStore } from '../../packages/simulator';
import { conversation, DAY, HOUR, MINUTE } from './records';

const SECOND = 1_000;
const WRAP_UP = '33333333-0000-4000-8000-000000000001';

/** What happens to a conversation. */
interface Life {
	id: string;
	start: number;
	end: number;
	/** When its agent wraps it up: sometimes long after the end. */
	wrappedUp: number;
	/** If it is reopened after its end: when, and its second end. */
	reopened?: { at: number; end: number };
	/** How long after its end queries show it. */
	lagMs: number;
}

/** The columns that show whether a row is up to date with its conversation, in the order of `truth`. */
export const TRUTH_COLUMNS = [
	'conversationId',
	'endTime',
	'wrapUpCode',
	'talkSeconds',
	'handleSeconds',
] as const;

const iso = (ms: number) => new Date(ms).toISOString();

/**
 * A month of a contact centre, three weeks before it and all that makes a sync go wrong: late wrap-ups, conversations that
 * are reopened, that appear late, that stay open for weeks or cross midnight UTC, and three days without n8n.
 */
export class Month {
	readonly end: number;
	/** Nothing happened before this. */
	readonly history: number;
	readonly outage: { from: number; to: number };
	readonly lives: Life[];
	private readonly lags: Map<string, number>;
	private known: { reopened: number; conversations: ConversationStore } | undefined;

	constructor(
		readonly start: number,
		random: () => number,
	) {
		this.end = start + 30 * DAY;
		this.history = start - 22 * DAY;
		this.outage = { from: start + 14 * DAY, to: start + 17 * DAY };
		this.lives = lives(this, random);
		this.lags = new Map(this.lives.map(({ id, lagMs }) => [id, lagMs]));
	}

	/** As the server has them at a moment. */
	conversationsAt(now: number): ConversationStore {
		const isReopened = ({ reopened }: Life) => reopened !== undefined && reopened.at <= now;
		const reopened = this.lives.filter(isReopened).length;
		if (this.known?.reopened !== reopened) {
			const records = this.lives.map((life) => recordOf(life, isReopened(life)));
			this.known = { reopened, conversations: storeOf(records) };
		}
		return this.known.conversations;
	}

	/** For the simulator's option of that name. */
	readonly appearsAfterMs = ({ conversationId }: Pick<ConversationRecord, 'conversationId'>): number =>
		this.lags.get(conversationId) ?? 0;

	/** What a table must hold in the end, by id. */
	get truth(): Array<[string, string, string, number, number]> {
		return this.lives
			.map(({ id, start, end, reopened }): [string, string, string, number, number] => {
				const last = reopened?.end ?? end;
				return [id, iso(last), WRAP_UP, (end - start) / SECOND, (last - start) / SECOND];
			})
			.sort(([a], [b]) => (a < b ? -1 : 1));
	}
}

function lives({ start: from, end: until, history }: Month, random: () => number): Life[] {
	const made: Life[] = [];
	const add = (start: number, end: number) => {
		const life: Life = {
			id: `${made.length.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
			start: Math.floor(start),
			end: Math.floor(end),
			wrappedUp: Math.floor(end + (random() < 0.2 ? random() * 36 * HOUR : 30 * SECOND)),
			lagMs: random() < 0.1 ? Math.floor(random() * HOUR) : 0,
		};
		if (random() < 0.05) {
			const at = Math.floor(end + random() * 20 * HOUR);
			const again = Math.floor(at + MINUTE + random() * 30 * HOUR);
			life.reopened = { at, end: again };
			life.wrappedUp = Math.max(life.wrappedUp, again);
		}
		made.push(life);
	};
	// The last days are quiet, so that everything that changes late has changed by the end of the month.
	const quiet = until - 4 * DAY;
	const call = (at: number) => add(at, at + random() * 20 * MINUTE);
	for (let at = history + DAY; at < from; at += random() * 4 * HOUR) call(at);
	for (let at = from; at < quiet; at += random() * 80 * MINUTE) call(at);
	// Emails that stay open for days, and conversations across midnight UTC.
	for (let count = 0; count < 40; count++) {
		const end = from + random() * 25 * DAY;
		add(end - random() * 20 * DAY, end);
	}
	for (let midnight = Math.ceil(from / DAY) * DAY; midnight < quiet; midnight += DAY) {
		add(midnight - 5 * MINUTE, midnight + MINUTE);
	}
	return made;
}

/** The server's record of it at the end, or before it was reopened. */
function recordOf(life: Life, isReopened: boolean): ConversationRecord {
	const end = isReopened ? life.reopened!.end : life.end;
	const wrapUp = { segmentType: 'wrapup', wrapUpCode: WRAP_UP };
	return {
		...conversation(life.id, life.start, end),
		participants: [
			{
				participantId: `agent of ${life.id}`,
				purpose: 'agent',
				userId: '22222222-0000-4000-8000-000000000001',
				sessions: [
					{
						sessionId: `session of ${life.id}`,
						mediaType: 'voice',
						segments: [
							{ segmentType: 'interact', segmentStart: iso(life.start), segmentEnd: iso(life.end) },
							{ ...wrapUp, segmentStart: iso(life.wrappedUp), segmentEnd: iso(life.wrappedUp + SECOND) },
						],
						metrics: [
							{ name: 'tTalk', value: life.end - life.start, emitDate: iso(life.end) },
							{ name: 'tHandle', value: end - life.start, emitDate: iso(life.wrappedUp) },
						],
					},
				],
			},
		],
	};
}
