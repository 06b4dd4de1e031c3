import type { IExecuteFunctions, IHttpRequestOptions, INode, INodeTypes } from 'n8n-workflow';

import { CREDENTIAL_TYPE, createHost, ofCore } from '../support/engine';
import type { StoredCredential } from '../support/credentials';

/** The n8n that the node is built with, and the oldest one that it supports. */
export const VERSIONS = ['n8n-core', 'n8n-core-oldest'] as const;
export type Version = (typeof VERSIONS)[number];

/**
 * What n8n's own request helper throws, in the version asked for, at the request that a node would make: a node that
 * makes it runs in that version's engine. Undefined where nothing is thrown.
 */
export async function thrownBy(
	version: Version,
	credential: StoredCredential,
	options: IHttpRequestOptions,
): Promise<unknown> {
	const core: typeof import('n8n-core') = ofCore(version, version);
	const { Workflow, createEmptyRunExecutionData, createRunExecutionData } = ofCore('n8n-workflow', version);
	let thrown: unknown;
	const probe = {
		description: {
			displayName: 'Probe',
			name: 'probe',
			group: ['input'],
			version: 1,
			description: 'Makes one request',
			defaults: { name: 'Probe' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: CREDENTIAL_TYPE, required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			try {
				await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL_TYPE, options);
			} catch (error) {
				thrown = error;
			}
			return [[]];
		},
	};
	const nodeTypes = {
		getByName: () => probe,
		getByNameAndVersion: () => probe,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const host = createHost(credential, 'probe');
	const nodes: INode[] = [
		{
			id: 'probe',
			name: 'Probe',
			type: 'probe',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { [CREDENTIAL_TYPE]: { id: 'probe', name: 'Genesys Cloud' } },
		},
	];
	const workflow = new Workflow({ id: 'probe', nodes, connections: {}, active: false, nodeTypes });
	const hooks = new core.ExecutionLifecycleHooks('trigger', 'probe', { id: 'probe', nodes } as never);
	const data = (createRunExecutionData ?? createEmptyRunExecutionData)?.();
	const execute = new core.WorkflowExecute({ ...host.additionalData, hooks } as never, 'trigger', data);
	const run = await execute.run((execute.run.length > 1 ? workflow : { workflow }) as never);
	const error = run.data.resultData.error;
	if (error) throw new Error(`The probe did not run: ${error.message}`);
	return thrown;
}
