import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';

import { GenesysCloudAnalytics } from '../../nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.ts';
import { resources } from '../../nodes/GenesysCloudAnalytics/resources';

/** The node as n8n has it. */
export const { description } = new GenesysCloudAnalytics();

/** The parameters by which each operation is chosen. */
export const everyOperation = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => ({ resource, operation })),
);

export function nodeWith(parameters: INodeParameters): INode {
	return { id: '1', name: 'Genesys', type: description.name, typeVersion: 1, position: [0, 0], parameters };
}

/** Parameters as n8n fills them up, defaults included. */
export function filled(
	parameters: INodeParameters,
	type: INodeTypeDescription = description,
): INodeParameters {
	const node = nodeWith(parameters);
	return NodeHelpers.getNodeParameters(type.properties, parameters, true, false, node, type)!;
}

/** The fields that n8n shows. */
export function shown(
	parameters: INodeParameters,
	type: INodeTypeDescription = description,
): INodeProperties[] {
	const values = filled(parameters, type);
	return type.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, nodeWith(values), type),
	);
}

/** The line below the name on the canvas. */
export function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const node = { ...nodeWith(parameters), type: type.description.name };
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		workflow.nodes[node.name]!,
		type.description.subtitle,
		'internal',
		{},
	);
}
