import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeCredentials } from 'n8n-workflow';
import type { CredentialReference, WorkflowFile } from './n8nClient';

const EXAMPLES = join(__dirname, '..', '..', '..', 'examples');

export const CREDENTIAL_TYPE = 'genesysCloudOAuth2Api';
const PACKAGE = 'n8n-nodes-genesys-cloud-analytics';

/** A node as the editor would save it, without its place. */
export type NodeDraft = Omit<INode, 'id' | 'position'>;

export function analytics(
	credential: CredentialReference,
	parameters: IDataObject,
	more: Partial<NodeDraft> = {},
): NodeDraft {
	return genesysNode('genesysCloudAnalytics', 'Genesys Cloud Analytics', credential, parameters, more);
}

/**
 * The polling trigger, six times a minute unless the parameters say otherwise: n8n refuses a single schedule that is faster
 * than a minute, not several of them.
 */
export function trigger(
	credential: CredentialReference,
	parameters: IDataObject,
	more: Partial<NodeDraft> = {},
): NodeDraft {
	const item = [0, 10, 20, 30, 40, 50].map((second) => ({
		mode: 'custom',
		cronExpression: `${second} * * * * *`,
	}));
	const polling = { pollTimes: { item }, ...parameters };
	const name = 'Genesys Cloud Analytics Trigger';
	return genesysNode('genesysCloudAnalyticsTrigger', name, credential, polling, more);
}

function genesysNode(
	type: string,
	name: string,
	credential: CredentialReference,
	parameters: IDataObject,
	more: Partial<NodeDraft> = {},
): NodeDraft {
	return {
		name,
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		parameters: parameters as INode['parameters'],
		credentials: { [CREDENTIAL_TYPE]: credential },
		...more,
	};
}

export function fileOfExample(name: string): string {
	return join(EXAMPLES, `${name}.json`);
}

/** The names of all examples. */
export function examples(): string[] {
	return readdirSync(EXAMPLES).flatMap((file) => (file.endsWith('.json') ? file.slice(0, -5) : []));
}

/**
 * An example as the editor imports it: as it is, but for the credentials of these types, and for where a first load
 * starts, in milliseconds, if that is told.
 */
export function exampleOf(name: string, credentials: INodeCredentials, firstLoad?: number): WorkflowFile {
	const workflow = JSON.parse(readFileSync(fileOfExample(name), 'utf8')) as WorkflowFile;
	for (const { credentials: own = {}, parameters } of workflow.nodes) {
		for (const type of Object.keys(own)) own[type] = credentials[type] ?? own[type]!;
		if (firstLoad !== undefined && parameters.timeRange === 'since') {
			parameters.firstLoadStart = new Date(firstLoad).toISOString();
		}
	}
	return workflow;
}

/** A webhook that answers with every item of the workflow's last node. */
export function webhook(path: string): NodeDraft {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' },
		webhookId: randomUUID(),
	};
}

export function everySeconds(seconds: number): NodeDraft {
	return {
		name: 'Schedule Trigger',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: seconds }] } },
	};
}

/** Posts all items that reach it in one request: `{ items: [...] }`. */
export function postTo(url: string): NodeDraft {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		executeOnce: true,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ { items: $input.all().map((item) => item.json) } }}',
		},
	};
}

/** The nodes one after the other. */
export function chain(name: string, ...drafts: NodeDraft[]): WorkflowFile {
	const nodes = drafts.map((draft, index): INode => ({
		...draft,
		id: randomUUID(),
		position: [index * 220, 0],
	}));
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((node, index) => [
				nodes[index]!.name,
				{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return { name, nodes, connections };
}
