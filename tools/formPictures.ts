import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { GenesysCloudAnalytics } from '../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.ts';
import { GenesysCloudAnalyticsTrigger } from '../nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node.ts';
import { Editor } from '../test/e2e/support/browser';
import { cleanUp, prepare } from '../test/e2e/support/prepared';
import { type Stack, startStack } from '../test/e2e/support/stack';
import { analytics, chain, trigger, type NodeDraft } from '../test/e2e/support/workflows';
import { everyOperation, filled, nodeWith, shown } from '../test/support/form';

const EVERY_MINUTE = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

/**
 * `npm run form-pictures -- <folder> [part of names]`: a picture of every form in n8n, as it opens and with all filters and
 * options, in both themes; or of those forms alone whose names have the part in them, such as `trigger-`.
 */
async function main(folder: string | undefined, part = ''): Promise<void> {
	if (!folder) throw new Error('Say where to: npm run form-pictures -- <folder> [part of names]');
	mkdirSync(folder, { recursive: true });
	prepare();
	try {
		const stack = await startStack();
		try {
			await photograph(stack, folder, part);
		} finally {
			await stack.stop();
		}
	} finally {
		cleanUp();
	}
}

async function photograph({ n8n, client, credential }: Stack, folder: string, part: string): Promise<void> {
	const forms = formsOf(credential).filter(({ name }) => name.includes(part));
	const ids = await Promise.all(
		forms.map(async (form) => (await client.importWorkflow(chain(form.name, form))).id),
	);
	const editor = await Editor.open(n8n.url);
	try {
		// High enough for the longest form.
		await editor.page.setViewportSize({ width: 1280, height: 3_200 });
		for (const theme of ['light', 'dark'] as const) {
			await editor.useTheme(theme);
			for (const [index, { name }] of forms.entries()) {
				await editor.openNode(ids[index]!, name);
				const parameters = editor.page.getByTestId('node-parameters').first();
				await parameters.waitFor();
				// What n8n fades in takes half a second.
				await new Promise((resolve) => setTimeout(resolve, 600));
				await parameters.screenshot({ path: join(folder, `${name}.${theme}.png`) });
			}
		}
	} finally {
		await editor.close();
	}
}

/** A node for each operation and event: as it is added, and with all that can be added to it. */
function formsOf(credential: Stack['credential']): NodeDraft[] {
	const { description } = new GenesysCloudAnalytics();
	const { description: ofTrigger } = new GenesysCloudAnalyticsTrigger();
	const events = ofTrigger.properties.find(({ name }) => name === 'event')!.options as INodePropertyOptions[];
	return [
		...everyOperation.flatMap((own) => [
			analytics(credential, own, { name: `${own.resource}-${own.operation}` }),
			analytics(credential, withAll(description, own), { name: `${own.resource}-${own.operation}-all` }),
		]),
		...events.flatMap(({ value }) => [
			trigger(credential, { ...EVERY_MINUTE, event: value }, { name: `trigger-${value}` }),
			trigger(
				credential,
				{ ...EVERY_MINUTE, ...withAll(ofTrigger, { event: value }) },
				{ name: `trigger-${value}-all` },
			),
		]),
	];
}

/** The parameters, with all filters and options of the form added. */
function withAll(type: INodeTypeDescription, own: INodeParameters): INodeParameters {
	const values = filled(own, type);
	const collections = shown(own, type).filter((property) => property.type === 'collection');
	const added = collections.map(({ name, options }): [string, INodeParameters] => {
		const fields = (options as INodeProperties[]).filter((field) =>
			NodeHelpers.displayParameter({}, field, nodeWith(own), type, values),
		);
		return [name, Object.fromEntries(fields.map((field) => [field.name, field.default]))];
	});
	return { ...own, ...Object.fromEntries(added) };
}

main(...(process.argv.slice(2) as [string?, string?])).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
