import { randomUUID } from 'node:crypto';

import { PollContext, PollTriggerExecutor } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IPollFunctions,
} from 'n8n-workflow';

import { clock } from '../../nodes/GenesysCloudAnalytics/transport/clock';
import { GenesysCloudAnalyticsTrigger } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node';
import type { Simulator } from '../../packages/simulator';
import { columnsFor, createHost, CREDENTIAL_TYPE, ofCore, simulatorCredential } from './engine';

const node = new GenesysCloudAnalyticsTrigger();
const nodeTypes = {
	getByName: () => node,
	getByNameAndVersion: () => node,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** A clock that stands still except for `at` and for waits. */
export class StandingClock {
	/** How far this machine's clock has been set forth, or back if negative, in milliseconds. */
	setBy = 0;

	constructor(public at: number) {
		Object.assign(clock, {
			now: () => this.at + this.setBy,
			elapsed: () => this.at,
			wait: async (ms: number) => {
				this.at += ms;
			},
		});
	}

	readonly now = () => this.at;
}

/**
 * A workflow that begins with the trigger, as n8n 2.41 runs it: n8n's own executor polls and hands over; the static data is
 * stored when items are handed over and when the workflow has been activated, and lost otherwise when n8n stops.
 */
export class PolledWorkflow {
	/** What n8n has stored, as JSON. */
	stored = '{}';
	/** Items as they were handed over, poll by poll. */
	readonly handedOver: INodeExecutionData[][] = [];
	/** The time budget that n8n gives a poll, in milliseconds; by default the one without durable scheduling. */
	budgetMs = 5 * 60_000;
	/** Durable scheduling: each poll has a context of its own and 36 seconds, and its state is always stored. */
	private isDurable = false;
	/** Failed polls. */
	readonly errors: Error[] = [];
	readonly host;

	private readonly id = randomUUID();
	private readonly node: INode;
	private running: { workflow: Workflow; poll: (isActivation?: boolean) => Promise<void> } | undefined;

	constructor(
		simulator: Pick<Simulator, 'url'>,
		parameters: INodeParameters,
		private readonly timezone = 'UTC',
		simplified = false,
	) {
		this.host = createHost(simulatorCredential(simulator));
		const [credentialId] = this.host.credentials.keys();
		this.node = {
			id: 'trigger',
			name: 'Genesys Trigger',
			type: 'n8n-nodes-genesys-cloud-analytics.genesysCloudAnalyticsTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: simplified ? parameters : { columns: columnsFor(parameters), ...parameters },
			credentials: { [CREDENTIAL_TYPE]: { id: String(credentialId), name: 'Genesys Cloud' } },
		};
	}

	scheduleDurably(): this {
		this.isDurable = true;
		this.budgetMs = 36_000;
		return this;
	}

	get items(): INodeExecutionData[] {
		return this.handedOver.flat();
	}

	/** Starts the workflow from what is stored; n8n polls once, and a failure is that of the activation. */
	async activate(): Promise<void> {
		const running = this.begin();
		await running.poll(true);
		this.store(running.workflow);
		this.running = running;
	}

	/** One poll of the running workflow. */
	async poll(): Promise<void> {
		if (this.isDurable) this.running = this.begin();
		await this.running!.poll(false);
		if (this.isDurable) this.store(this.running!.workflow);
	}

	/** The node's static data in the memory of the running workflow. */
	get staticData(): IDataObject {
		return this.running!.workflow.getStaticData('node', this.node);
	}

	/** n8n restarts: what is only in memory is lost. */
	async restart(): Promise<void> {
		await this.activate();
	}

	/** The user changes the node's parameters and saves: n8n activates the workflow again. */
	async changeTo(parameters: INodeParameters): Promise<void> {
		this.node.parameters = parameters;
		await this.activate();
	}

	/** From now on, Genesys Cloud is this simulator. */
	moveTo(simulator: Pick<Simulator, 'url'>): void {
		for (const id of this.host.credentials.keys())
			this.host.credentials.set(id, simulatorCredential(simulator));
	}

	/** The editor's Fetch Test Event. */
	async test(): Promise<INodeExecutionData[] | null> {
		const workflow = this.load();
		const context = new PollContext(workflow, this.node, this.host.additionalData, 'manual', 'manual');
		const before = JSON.stringify(workflow.staticData);
		const found = await node.poll.call(context as IPollFunctions);
		expect(JSON.stringify(workflow.staticData)).toBe(before);
		return found?.[0] ?? null;
	}

	private begin() {
		const workflow = this.load();
		const context = new PollContext(
			workflow,
			this.node,
			this.host.additionalData,
			'trigger',
			'activate',
			(data) => {
				this.handedOver.push(data[0] ?? []);
				this.store(workflow);
			},
			(error) => {
				this.errors.push(error);
			},
			undefined,
			undefined,
			undefined,
			() => this.budgetMs,
		);
		return { workflow, poll: this.executorOf(workflow, context) };
	}

	private executorOf(workflow: Workflow, context: PollContext): (isActivation?: boolean) => Promise<void> {
		const executor = PollTriggerExecutor as typeof PollTriggerExecutor | undefined;
		if (executor)
			return ofCore('@n8n/di')
				.Container.get(executor)
				.create(workflow, this.node, context, () => true);
		// n8n 2.0 has these lines in the middle of its activation.
		return async (isActivation) => {
			try {
				const found = await node.poll.call(context as IPollFunctions);
				if (found !== null) context.__emit(found);
			} catch (error) {
				if (isActivation) throw error;
				context.__emitError(error as Error);
			}
		};
	}

	private load(): Workflow {
		return new Workflow({
			id: this.id,
			name: 'Polled',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: JSON.parse(this.stored) as IDataObject,
			settings: { timezone: this.timezone },
		});
	}

	private store({ staticData }: Workflow): void {
		if (staticData.__dataChanged === true) this.stored = JSON.stringify(staticData);
		staticData.__dataChanged = false;
	}
}
