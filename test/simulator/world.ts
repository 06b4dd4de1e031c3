import type { SimulatorOptions } from './types';
import type { ConversationRecord } from './data/record';
import { storeOf, type ConversationStore } from './data/conversationStore';
import { createConversations } from './data/conversations';
import { createOrganization, type Organization } from './data/organization';
import { Selector } from './selection';
import { Visible } from './visible';

/** What the endpoints share: the options of the moment, the organization and its conversations. */
export class World {
	private source: { given: unknown; length: number; visible: Visible; selector: Selector } | undefined;
	private defaultOrganization: Organization | undefined;
	private defaultConversations: ConversationStore | undefined;

	constructor(readonly options: SimulatorOptions) {}

	now(): number {
		return (this.options.now ?? Date.now)();
	}

	get organization(): Organization {
		return this.options.organization ?? (this.defaultOrganization ??= createOrganization());
	}

	/** The conversations as queries see them. */
	get visible(): Visible {
		return this.current.visible;
	}

	get selector(): Selector {
		return this.current.selector;
	}

	/** Follows changes of the option, also a list that has grown. */
	private get current() {
		const given = this.options.conversations ?? this.believable();
		if (this.source?.given !== given || this.source.length !== given.length) {
			const store = Array.isArray(given) ? storeOf(given as ConversationRecord[]) : given;
			const visible = new Visible(store, this.options);
			this.source = { given, length: given.length, visible, selector: new Selector(visible) };
		}
		return this.source;
	}

	/** Two busy days behind and a few hours ahead, so that conversations go on. */
	private believable(): ConversationStore {
		const now = this.now();
		return (this.defaultConversations ??= createConversations({
			count: 2400,
			from: now - 48 * 3_600_000,
			to: now + 6 * 3_600_000,
			organization: this.organization,
		}));
	}
}
