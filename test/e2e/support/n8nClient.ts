import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import axios, { type AxiosError, type AxiosInstance } from 'axios';
import type { IDataObject, INode, IConnections, IPinData } from 'n8n-workflow';
import { until } from './processes';

export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Genesys-Cloud-1',
};

/** A workflow as an export of n8n holds it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
	pinData?: IPinData;
}

/** A workflow as n8n stores it. */
export interface SavedWorkflow extends WorkflowFile {
	id: string;
	versionId: string;
}

export interface CredentialReference {
	id: string;
	name: string;
}

export interface Execution {
	id: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';
	/** What happened, as n8n stores it; for the text of a failure. */
	data?: unknown;
}

interface Publication {
	status: string;
	triggers: unknown[];
}

/** A request that failed, in short. Axios's own error refers to itself, and what does can't leave a worker of jest's. */
class Refusal extends Error {
	/** Undefined where n8n did not answer at all. */
	readonly status?: number;

	constructor({ config, response, message }: AxiosError) {
		super([config?.method, config?.url, message, JSON.stringify(response?.data)].join(' '));
		this.status = response?.status;
	}
}

/** n8n's own REST API, the one its editor speaks. */
export class N8nClient {
	private constructor(private readonly http: AxiosInstance) {}

	/** Signs in as the owner, and makes one first where n8n is new. */
	static async signIn(url: string): Promise<N8nClient> {
		const http = axios.create({
			baseURL: url,
			// n8n binds a session to the browser that began it.
			headers: { 'browser-id': randomUUID() },
			timeout: 300_000,
			// n8n may close a connection that was kept open in the very moment in which it is used again.
			httpAgent: new Agent({ keepAlive: false }),
		});
		http.interceptors.response.use(undefined, (error: AxiosError) => {
			throw new Refusal(error);
		});
		// Older versions of n8n are ready before they have their routes.
		const setUp = async () => {
			const { data } = await http.get<{ data: { userManagement: { showSetupOnFirstLoad: boolean } } }>(
				'/rest/settings',
			);
			if (data.data.userManagement.showSetupOnFirstLoad) await http.post('/rest/owner/setup', OWNER);
		};
		await until(setUp, { patience: 120_000 });
		const login = await http.post('/rest/login', {
			emailOrLdapLoginId: OWNER.email,
			password: OWNER.password,
		});
		const cookies = (login.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
		http.defaults.headers.common.Cookie = cookies.join('; ');
		return new N8nClient(http);
	}

	/** The version that n8n says it is. */
	async version(): Promise<string> {
		const { versionCli } = await this.call<{ versionCli: string }>('get', '/rest/settings');
		return versionCli;
	}

	/** The names of all node types that the editor lists. */
	async nodeTypes(): Promise<string[]> {
		const { data } = await this.http.get<Array<{ name: string }>>('/types/nodes.json');
		return data.map(({ name }) => name);
	}

	async createCredential(name: string, type: string, data: IDataObject): Promise<CredentialReference> {
		const { id } = await this.call<{ id: string }>('post', '/rest/credentials', { name, type, data });
		return { id, name };
	}

	/** What the credential dialog's test button shows. */
	async testCredential(
		type: string,
		{ id, name }: CredentialReference,
	): Promise<{ status: string; message: string }> {
		const { data } = await this.call<{ data: IDataObject }>(
			'get',
			`/rest/credentials/${id}?includeData=true`,
		);
		return await this.call('post', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	async importWorkflow(workflow: WorkflowFile): Promise<SavedWorkflow> {
		// Older versions of n8n don't take a workflow that says nothing of being active.
		return await this.call('post', '/rest/workflows', { active: false, settings: {}, ...workflow });
	}

	/** Publishes a workflow and waits until its triggers listen: newer versions of n8n answer the request before. */
	async activate({ id, versionId }: SavedWorkflow): Promise<void> {
		const publish = async () => await this.call('post', `/rest/workflows/${id}/activate`, { versionId });
		await publish();
		await until(async () => {
			const { status } = await this.publicationOf(id);
			if (status === 'published') return;
			// A busy n8n may drop the request that it has answered.
			if (status === 'not_published') await publish();
			throw new Error(`workflow ${id} is ${status}`);
		});
	}

	/** Versions that don't know the question have published when they answer. */
	private async publicationOf(id: string): Promise<Publication> {
		try {
			return await this.call('get', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof Refusal && error.status === 404) return { status: 'published', triggers: [] };
			throw error;
		}
	}

	async deactivate({ id }: SavedWorkflow): Promise<void> {
		await this.call('post', `/rest/workflows/${id}/deactivate`);
	}

	/** Calls a production webhook and returns what the workflow answers. */
	async callWebhook<T>(
		path: string,
		body: IDataObject = {},
		headers: Record<string, string> = {},
	): Promise<{ status: number; body: T }> {
		const { status, data } = await this.http.post<T>(`/webhook/${path}`, body, {
			headers,
			validateStatus: () => true,
		});
		return { status, body: data };
	}

	/** Runs a workflow from its trigger as the editor's button does, and returns the execution when it is over. */
	async run(workflow: SavedWorkflow, triggerName: string): Promise<Execution> {
		return await this.finished(await this.start(workflow, triggerName));
	}

	/** Starts it, and returns the id of the execution. */
	async start(workflow: SavedWorkflow, triggerName: string): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'post',
			`/rest/workflows/${workflow.id}/run`,
			{
				workflowData: workflow,
				triggerToStartFrom: { name: triggerName },
			},
		);
		return executionId;
	}

	/** Waits for an execution's end. */
	async finished(executionId: string): Promise<Execution> {
		return await until(
			async () => {
				const execution = await this.call<Execution>('get', `/rest/executions/${executionId}`);
				if (['new', 'running'].includes(execution.status))
					throw new Error(`execution ${executionId} still runs`);
				return execution;
			},
			{ patience: 240_000 },
		);
	}

	private async call<T>(
		method: 'get' | 'post' | 'patch' | 'delete',
		path: string,
		data?: unknown,
	): Promise<T> {
		const response = await this.http.request<{ data: T }>({ method, url: path, data });
		return response.data.data;
	}
}
