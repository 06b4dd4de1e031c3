import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node';
import { createConversations, createOrganization, type Simulator } from '../../packages/simulator';
import { everyOperation } from '../support/form';
import { createHost, runNode, simulatorCredential } from '../support/engine';
import { simulateAt, stopSimulating } from '../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const conversations = createConversations({ count: 5, from: NOW - 3_600_000, to: NOW, organization });
const [conversation] = conversations;

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations });
});
afterEach(stopSimulating);

const { description } = new GenesysCloudAnalytics();
const type: INodeTypeDescription = description;
const nodeWith = (parameters: INodeParameters): INode => ({
	...{ id: '1', name: 'Genesys', type: type.name, typeVersion: 1, position: [0, 0] },
	parameters,
});

interface Choice {
	name: string;
	/** The parameters in which an expression makes it. */
	set: INodeParameters;
}

/** Choices and switches that n8n shows in the form. */
function choices(form: INodeParameters): Choice[] {
	const values = NodeHelpers.getNodeParameters(type.properties, form, true, false, nodeWith(form), type)!;
	const isShown = (field: INodeProperties) =>
		NodeHelpers.displayParameter(values, field, nodeWith(values), type, values);
	const isChoice = (field: INodeProperties) =>
		(field.type === 'options' || field.type === 'boolean') && field.noDataExpression !== true;
	const value = '={{ "nonsense" }}';
	return type.properties.filter(isShown).flatMap((field): Choice[] => {
		if (isChoice(field)) return [{ name: field.displayName, set: { [field.name]: value } }];
		if (field.type !== 'collection') return [];
		return (field.options as INodeProperties[])
			.filter((option) => isShown(option) && isChoice(option))
			.map((option) => ({ name: option.displayName, set: { [field.name]: { [option.name]: value } } }));
	});
}

it.each(everyOperation)(
	'$resource.$operation refuses what is not a choice by the name that the field has in the form',
	async (selected) => {
		const host = createHost(simulatorCredential(simulator));
		const form = {
			...selected,
			conversationId: conversation!.conversationId,
			timeRange: 'yesterday',
			returnAs: 'csv',
		};
		const found = choices(form);
		for (const { name, set } of found) {
			const { error } = await runNode(simulator, { ...form, ...set }, { host, simplified: true });
			expect([name, error?.message.toLowerCase()]).toEqual([
				name,
				expect.stringContaining(name.toLowerCase()),
			]);
			expect(error!.message).toContain('nonsense');
		}
		if (selected.resource !== 'account') expect(found.length).toBeGreaterThan(0);
	},
);
