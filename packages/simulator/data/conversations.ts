import { keepNewest } from '../boundedCache';
import type { ConversationStore } from './conversationStore';
import { createOrganization, type Organization } from './organization';
import { mix, Random, unmix, uuidOf } from './random';
import { planOf, type Plan } from './plan';
import { recordOf } from './build';
import { addFurtherShapes } from './build/furtherShapes';
import type { ConversationRecord } from './record';
import { arrivalTimes } from './arrivals';

export interface ConversationsOptions {
	count: number;
	/** Milliseconds since 1970; conversations start in from ≤ t < to. */
	from: number;
	to: number;
	/** An instant at which the organization is at its busiest, so that a demonstration by night isn't empty. */
	busiestAt?: number;
	seed?: number;
	organization?: Organization;
	/** Share of records with missing or malformed parts (0.004). */
	damagedShare?: number;
	/** Rarer shapes as well, such as consultations with a queue and retracted evaluations; the rest stays as it is. */
	furtherShapes?: boolean;
}

/** Records that are kept of those that were asked for. */
const KEPT = 3_000;

/**
 * A believable contact centre: the same options give the same conversations. Only times are kept in memory (24 bytes
 * each); a record is built, from its seed, when it is asked for. Who gets one may not change it: others get the same.
 */
export function createConversations(options: ConversationsOptions): ConversationStore {
	return new GeneratedStore(options);
}

class GeneratedStore implements ConversationStore {
	readonly length: number;
	readonly starts: Float64Array;
	readonly ends: Float64Array;
	readonly settled: Float64Array;
	private readonly seed: number;
	private readonly organization: Organization;
	private readonly damagedShare: number;
	private readonly hasFurtherShapes: boolean;
	private readonly kept = new Map<number, ConversationRecord>();

	constructor({
		seed = 1,
		organization = createOrganization(),
		damagedShare = 0.004,
		furtherShapes = false,
		...arrivals
	}: ConversationsOptions) {
		const { count } = arrivals;
		this.length = count;
		this.seed = seed;
		this.organization = organization;
		this.damagedShare = damagedShare;
		this.hasFurtherShapes = furtherShapes;
		this.starts = arrivalTimes(arrivals, seed);
		this.ends = new Float64Array(count);
		this.settled = new Float64Array(count);
		for (let i = 0; i < count; i++) {
			const plan = this.plan(i);
			this.ends[i] = plan.end;
			this.settled[i] = plan.settled;
		}
	}

	get(index: number): ConversationRecord {
		const record = this.kept.get(index) ?? this.build(index);
		keepNewest(this.kept, index, record, KEPT);
		return record;
	}

	byId(conversationId: string): ConversationRecord | undefined {
		const index = this.indexOf(conversationId);
		return index < 0 ? undefined : this.get(index);
	}

	/** The first word of an id is its index in disguise: ids of a million conversations need no table. */
	indexOf(conversationId: string): number {
		const index = (unmix(parseInt(conversationId.slice(0, 8), 16)) ^ mix(this.seed)) >>> 0;
		return index < this.length && this.idAt(index) === conversationId ? index : -1;
	}

	idAt(index: number): string {
		const random = new Random(this.seed, index, 1);
		return uuidOf(mix(index ^ mix(this.seed)), random.uint32(), random.uint32(), random.uint32());
	}

	*[Symbol.iterator](): Iterator<ConversationRecord> {
		for (let i = 0; i < this.length; i++) yield this.get(i);
	}

	private build(index: number): ConversationRecord {
		const random = new Random(this.seed, index, 2);
		const record = recordOf(this.plan(index), this.idAt(index), this.organization, random);
		if (this.hasFurtherShapes) addFurtherShapes(record, this.organization, new Random(this.seed, index, 9));
		return record;
	}

	private plan(index: number): Plan {
		return planOf(this.starts[index]!, this.organization, new Random(this.seed, index, 0), this.damagedShare);
	}
}
