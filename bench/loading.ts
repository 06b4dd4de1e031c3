import { createRequire } from 'node:module';
import { join } from 'node:path';

import { answer, inFreshProcess } from './freshProcess';

const BUILT = join(__dirname, '../dist/nodes/GenesysCloudAnalytics');
const OWN = ['GenesysCloudAnalytics', 'GenesysCloudAnalyticsTrigger'];

/** What every start of n8n, and each of its workers, pays for a node. */
export interface Load {
	/** Processor time of loading and constructing it, milliseconds. */
	cpuMs: number;
	/** Of the description that every editor downloads, in bytes of JSON, one for each class. */
	bytes: number[];
}

interface Order {
	/** A package with n8n-workflow, which is loaded beforehand, as in n8n. */
	from: string;
	/** The files of the nodes; each exports a class of the file's name. */
	files: string[];
}

/** This package's node and trigger, as built. */
export async function loadOwn(): Promise<Load> {
	const files = OWN.map((name) => join(BUILT, `${name}.node.js`));
	return await inFreshProcess<Load>(__filename, { from: __filename, files } satisfies Order);
}

/** n8n's own Slack node, from an installation of n8n. */
export async function loadSlack(folder: string): Promise<Load> {
	const files = [join(folder, 'node_modules/n8n-nodes-base/dist/nodes/Slack/Slack.node.js')];
	return await inFreshProcess<Load>(__filename, {
		from: join(folder, 'node_modules/n8n-nodes-base/package.json'),
		files,
	} satisfies Order);
}

async function load({ from, files }: Order): Promise<Load> {
	const require = createRequire(from);
	require('n8n-workflow');
	const before = process.cpuUsage();
	const nodes = files.map((file) => {
		const [name] = file.split('/').at(-1)!.split('.') as [string];
		const { [name]: Node } = require(file) as Record<string, new () => NodeClass>;
		return new Node!();
	});
	const { user, system } = process.cpuUsage(before);
	const descriptions = nodes.flatMap(({ description, nodeVersions }) =>
		nodeVersions ? [Object.values(nodeVersions).map((version) => version.description)] : [description],
	);
	return {
		cpuMs: (user + system) / 1_000,
		bytes: descriptions.map((each) => JSON.stringify(each).length),
	};
}

interface NodeClass {
	description: object;
	/** Of a node with several versions, which the editor gets all of. */
	nodeVersions?: Record<string, { description: object }>;
}

if (require.main === module) answer(load);
