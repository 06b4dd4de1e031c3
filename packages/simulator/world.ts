import type { SimulatorOptions } from './types';
import type { ConversationRecord } from './data/record';
import { storeOf, type ConversationStore } from './data/conversationStore';
import { Channels } from './channels';
import { createConversations } from './data/conversations';
import { createOrganization, type Organization } from './data/organization';
import { Jobs } from './jobs';
import type { MediaStore } from './media';
import { Selector } from './selection';
import type { UserDetailsFilters } from './userDetails';
import { VisibleConversations } from './visibleConversations';

interface View {
	visible: VisibleConversations;
	selector: Selector;
}

/** What a job of users' details is asked for. */
export interface UserJobQuery extends UserDetailsFilters {
	interval: string;
	order?: string;
}

/** What the endpoints share: the current options, the organization, its conversations and jobs. */
export class World {
	readonly jobs = new Jobs();
	/** Those of users' details. */
	readonly userJobs = new Jobs<UserJobQuery>();
	/** Of notifications. */
	readonly channels: Channels = new Channels(() => this.now());
	private source: { given: unknown; length: number; lag: unknown; now: View; lake: View } | undefined;
	private defaultOrganization: Organization | undefined;
	private defaultConversations: ConversationStore | undefined;

	constructor(
		readonly options: SimulatorOptions,
		readonly media: MediaStore,
	) {}

	now(): number {
		return (this.options.now ?? Date.now)();
	}

	get organization(): Organization {
		return this.options.organization ?? (this.defaultOrganization ??= createOrganization());
	}

	/** The conversations as queries see them, each with its delay. */
	get visible(): VisibleConversations {
		return this.current.now.visible;
	}

	get selector(): Selector {
		return this.current.now.selector;
	}

	/** The conversations as jobs see them: complete up to the watermark. */
	get lake(): View {
		return this.current.lake;
	}

	/** A conversation as it is known now, without the delay of queries; undefined where it is unknown or to come. */
	conversation(id: string | undefined): ConversationRecord | undefined {
		const { visible } = this;
		const index = visible.store.indexOf(id ?? '');
		const now = this.now();
		return index < 0 || visible.store.starts[index]! > now ? undefined : visible.record(index, now);
	}

	/** Follows changes of the options, including a list that has grown. */
	private get current() {
		const given = this.options.conversations ?? this.defaultStore();
		const lag = this.options.appearsAfterMs;
		const { source } = this;
		if (source?.given !== given || source.length !== given.length || source.lag !== lag) {
			const store = Array.isArray(given) ? storeOf(given as ConversationRecord[]) : given;
			this.source = {
				given,
				length: given.length,
				lag,
				now: viewOf(new VisibleConversations(store, lag)),
				lake: viewOf(new VisibleConversations(store)),
			};
		}
		return this.source!;
	}

	/** Two busy days in the past and a few hours ahead, so that some conversations are in progress. */
	private defaultStore(): ConversationStore {
		const now = this.now();
		return (this.defaultConversations ??= createConversations({
			count: 2400,
			from: now - 48 * 3_600_000,
			to: now + 6 * 3_600_000,
			busiestAt: now,
			organization: this.organization,
		}));
	}
}

const viewOf = (visible: VisibleConversations): View => ({ visible, selector: new Selector(visible) });

/** What one file of endpoints remembers of each world, such as its jobs. */
export function ofEachWorld<T>(make: () => T): (world: World) => T {
	const all = new WeakMap<World, T>();
	return (world) => {
		const known = all.get(world) ?? make();
		all.set(world, known);
		return known;
	};
}
