import { createOrganization, startSimulator, type Fault, type SimulatorOptions } from '../packages/simulator';
import { ManyConversations } from './manyConversations';

/** What an organization of the bench is made of. */
export interface ServerOptions {
	conversations: {
		count: number;
		from: number;
		to: number;
		/** Only such as somebody has evaluated, once each. */
		evaluated?: boolean;
	};
	/** As many as an organization has by default if absent. */
	users?: number;
	simulator?: Pick<SimulatorOptions, 'latencyMs' | 'rateLimit' | 'jobs'>;
}

/** A request as the simulator's journal has it. */
export interface Seen {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	status: number;
}

export type Command = { journal: true } | { faults: Fault[] };

const UNLIMITED = { allowed: 1_000_000, windowSeconds: 60 };

/** The simulator as a process of its own: its options come as the argument, commands and answers go as messages. */
async function main(): Promise<void> {
	const { conversations, users, simulator: options } = JSON.parse(process.argv[2]!) as ServerOptions;
	const { count, from, to, evaluated } = conversations;
	const simulator = await startSimulator({
		conversations: new ManyConversations(count, from, to, evaluated),
		...(users === undefined ? {} : { organization: createOrganization({ users }) }),
		rateLimit: UNLIMITED,
		...options,
	});
	process.on('message', (command: Command) => {
		if ('faults' in command) simulator.faults.splice(0, Infinity, ...command.faults);
		const seen = simulator
			.requests()
			.map(({ method, path, query, status }): Seen => ({ method, path, query, status }));
		simulator.journal.length = 0;
		process.send!(seen);
	});
	process.on('disconnect', () => process.exit());
	process.send!(simulator.url);
}

void main();
