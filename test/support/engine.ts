import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

import {
	createRunExecutionData,
	LoggerProxy,
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';

import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.ts';
import { DEFAULT_CLIENT, type Simulator } from '../../packages/simulator';
import { credentialStore, type StoredCredential } from './credentials';

const PACKAGE = 'n8n-nodes-genesys-cloud-analytics';
export const CREDENTIAL_TYPE = 'genesysCloudOAuth2Api';

/** A module as n8n-core itself sees it: each version brings its own. */
export function ofCore(name: string, core?: string): ReturnType<NodeJS.Require> {
	const { loadShared } = globalThis as { loadShared?: (name: string, core?: string) => unknown };
	if (loadShared) return loadShared(name, core);
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- found at run time
	return require(require.resolve(name, { paths: [dirname(require.resolve(core ?? 'n8n-core'))] }));
}

/** A node that passes on the items it is given, like a manual trigger or any node before ours. */
class Items implements INodeType {
	description = {
		displayName: 'Items',
		name: 'items',
		group: ['input'],
		version: 1,
		description: 'Hands on items',
		defaults: { name: 'Items' },
		inputs: [],
		outputs: ['main'],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: '[{}]' }],
	} as unknown as INodeType['description'];

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = JSON.parse(String(this.getNodeParameter('items', 0, '[{}]'))) as IDataObject[];
		return [items.map((json) => ({ json }))];
	}
}

export const nodeTypes: INodeTypes = (() => {
	const analytics = new GenesysCloudAnalytics();
	const items = new Items();
	const byName: Record<string, INodeType> = {
		[`${PACKAGE}.genesysCloudAnalytics`]: analytics,
		'n8n-nodes-base.manualTrigger': items,
	};
	const get = (name: string) => {
		const type = byName[name];
		if (!type) throw new Error(`Unknown node type ${name}`);
		return type;
	};
	return {
		getByName: get,
		getByNameAndVersion: get,
		getKnownTypes: () => ({}),
	} as INodeTypes;
})();

/** What n8n-core needs from its host. `logs` collects what is logged at any level. */
export interface Host {
	additionalData: IWorkflowExecuteAdditionalData;
	credentials: Map<string, StoredCredential>;
	logs: string[];
}

/** The fields that a user fills in for the simulator. */
export function simulatorCredential(simulator: Pick<Simulator, 'url'>): StoredCredential {
	return {
		clientId: DEFAULT_CLIENT.id,
		clientSecret: DEFAULT_CLIENT.secret,
		region: 'custom',
		loginBaseUrl: simulator.url,
		apiBaseUrl: simulator.url,
	};
}

/** A host with one credential, under an id of its own so that no budget is shared between tests. */
export function createHost(credential: StoredCredential, credentialId: string = randomUUID()): Host {
	const logs: string[] = [];
	const log = (message: string, meta?: unknown) =>
		logs.push(`${message} ${meta ? JSON.stringify(meta) : ''}`);
	const logger = { debug: log, info: log, warn: log, error: log, scoped: () => logger };
	LoggerProxy.init(logger as never);
	// The logger of a node's context comes from here.
	ofCore('@n8n/di').Container.set(ofCore('@n8n/backend-common').Logger, logger);
	const credentials = new Map([[credentialId, credential]]);
	return {
		credentials,
		logs,
		additionalData: {
			credentialsHelper: credentialStore(credentials, nodeTypes),
			currentNodeExecutionIndex: 0,
			restApiUrl: 'http://127.0.0.1',
			instanceBaseUrl: 'http://127.0.0.1',
			variables: {},
			executionId: randomUUID(),
			getRunExecutionData: async () => undefined,
			logAiEvent: () => {},
			formWaitingBaseUrl: 'http://127.0.0.1',
			webhookBaseUrl: 'http://127.0.0.1',
			webhookWaitingBaseUrl: 'http://127.0.0.1',
			webhookTestBaseUrl: 'http://127.0.0.1',
		} as unknown as IWorkflowExecuteAdditionalData,
	};
}

export interface RunOptions {
	/** Input items, one empty one by default. */
	items?: IDataObject[];
	/** `continueRegularOutput` is what the editor calls Continue On Fail. */
	onError?: INode['onError'];
	host?: Host;
	timezone?: string;
	/** Leaves Columns as the form has it at first; otherwise rows have the columns that most tables need, or all. */
	simplified?: boolean;
	/** Called with the run, to cancel it. */
	started?: (execution: { cancel(): void }) => void;
}

export interface RunResult {
	items: INodeExecutionData[];
	/** Items of the error output, with `onError: 'continueErrorOutput'`. */
	errorItems: INodeExecutionData[];
	error?: Error & { description?: string | null; httpCode?: string | null; context?: IDataObject };
	hints: NodeExecutionHint[];
	logs: string[];
	run: IRun;
}

/** Runs the node once in n8n's real engine: input items, then the node. */
export async function runNode(
	simulator: Pick<Simulator, 'url'>,
	parameters: INodeParameters,
	options: RunOptions = {},
): Promise<RunResult> {
	const host = options.host ?? createHost(simulatorCredential(simulator));
	const [credentialId] = host.credentials.keys();
	const nodes: INode[] = [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { items: JSON.stringify(options.items ?? [{}]) },
		},
		{
			id: 'node',
			name: 'Genesys',
			type: `${PACKAGE}.genesysCloudAnalytics`,
			typeVersion: 1,
			position: [200, 0],
			parameters: options.simplified ? parameters : { columns: columnsFor(parameters), ...parameters },
			onError: options.onError,
			credentials: { [CREDENTIAL_TYPE]: { id: String(credentialId), name: 'Genesys Cloud' } },
		},
	];
	return await runWorkflow({ nodes, timezone: options.timezone }, host, options);
}

/** Tests that say nothing of columns are about values: of conversations, those of most tables; of others, all. */
export function columnsFor({ resource = 'conversation', output = 'conversations' }: INodeParameters): string {
	return resource === 'conversation' && output === 'conversations' ? 'standard' : 'all';
}

/** Runs a workflow, as exported from n8n, in n8n's real engine. The result is that of the last Genesys node. */
export async function runWorkflow(
	{ nodes, timezone }: { nodes: INode[]; timezone?: string },
	host: Host,
	options: Pick<RunOptions, 'started'> = {},
): Promise<RunResult> {
	const connections = Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((node, index) => [
				node.name,
				{ main: [[{ node: nodes[index + 1]!.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	const workflow = new Workflow({
		id: randomUUID(),
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings: { timezone: timezone ?? 'UTC', executionOrder: 'v1' },
	});
	const mode: WorkflowExecuteMode = 'trigger';
	const additionalData = {
		...host.additionalData,
		hooks: new ExecutionLifecycleHooks(mode, 'execution', { id: workflow.id, nodes, connections } as never),
	};
	const execute = new WorkflowExecute(additionalData as never, mode, createRunExecutionData());
	// n8n-core 2.0 takes the workflow itself, later versions an object with it.
	const argument = execute.run.length > 1 ? workflow : { workflow };
	const execution = execute.run(argument as never);
	options.started?.(execution);
	const run = await execution;
	const last = nodes.at(-1)!.name;
	const task = run.data.resultData.runData[last]?.[0];
	return {
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		error: (run.data.resultData.error ?? task?.error) as RunResult['error'],
		hints: task?.hints ?? [],
		logs: host.logs,
		run,
	};
}
