import type { IPollFunctions } from 'n8n-workflow';

import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { clock } from '../transport/clock';
import type { Connection } from '../transport/connection';
import type { Request } from '../transport/request';
import type { TriggerSettings } from './fields';
import type { LookUpMemory } from './lookUpMemory';

/** For versions before 2.40, which don't tell it. Later ones say the same, or 36 seconds if they schedule polls durably. */
const DEFAULT_BUDGET_MS = 5 * 60_000;
/** The rest is for the request in progress, and for names. */
const SHARE_FOR_READING = 0.6;

/** Whether n8n schedules polls durably: each has a context of its own and little time, and its state is always stored. */
export function isDurable(budgetMs: number): boolean {
	return budgetMs < DEFAULT_BUDGET_MS;
}

/** Milliseconds until n8n gives up the poll. */
export function pollBudgetMs(context: IPollFunctions): number {
	return (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
}

/** What one poll may use of the connection: nothing is sent any more when its time is up or when it is over. */
export class PollTime {
	readonly connection: Connection;
	private readonly over = new AbortController();
	private readonly endsAt: number;

	constructor(
		readonly budgetMs: number,
		connection: Connection,
	) {
		this.endsAt = clock.elapsed() + budgetMs * SHARE_FOR_READING;
		const within = connection.within(this.over.signal);
		const send = async <T>(request: Request): Promise<T> => {
			if (this.leftMs <= 0) this.end();
			return await within.send<T>(request);
		};
		this.connection = Object.assign(Object.create(within) as Connection, { send });
	}

	/** For reading. */
	get leftMs(): number {
		return this.endsAt - clock.elapsed();
	}

	end(): void {
		this.over.abort();
	}
}

/** What a poll works with. */
export interface Poll {
	context: IPollFunctions;
	/** What the form says. */
	said: TriggerSettings;
	/** Identifies the node among all nodes in this process. */
	node: string;
	time: PollTime;
	memory: LookUpMemory;
	/** Hears of ids that rows have no name for. */
	hasNoNameFor: (ids: readonly string[]) => void;
}

/** Genesys's clock decides what is over: this machine's may be ahead of it. */
export async function nowAtServer(connection: Connection): Promise<number> {
	if (connection.serverNow() === undefined) await ask(connection, API.token, {});
	return connection.serverNow() ?? clock.now();
}
