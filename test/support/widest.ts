import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { propertiesOf } from '../../nodes/GenesysCloudAnalytics/fields/field';
import type { Operation } from '../../nodes/GenesysCloudAnalytics/resources/operation';
import type { Organization } from '../../packages/simulator';

/** What operations ask for to get all that they can, by the names of their fields. */
export const ALL: Readonly<Record<string, unknown>> = {
	timeRange: 'yesterday',
	returnAll: true,
	columns: 'all',
};

/** Of these values, those of fields that the operation's form has; of a choice, if it is offered. */
export function widest({ fields }: Operation, values: Readonly<Record<string, unknown>>): object {
	const properties = propertiesOf(fields);
	const offered = ([name, value]: [string, unknown]) =>
		properties.some(
			(property) =>
				property.name === name && (property.type !== 'options' || choices(property).includes(value)),
		);
	return Object.fromEntries(Object.entries(values).filter(offered));
}

const choices = ({ options = [] }: INodeProperties): unknown[] =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

/**
 * The parameters by which an operation needs an endpoint, where the words for that are the form's own: "Teams",
 * "Include Sentiment", "Type: Queues".
 */
export function formFor({ fields }: Operation, what: string, organization: Organization): object | undefined {
	const [label, choice] = what.split(': ') as [string, string | undefined];
	const within = (properties: INodeProperties[]): object | undefined => {
		for (const property of properties) {
			const { name, type, displayName } = property;
			if (type === 'collection') {
				const inner = within(property.options as INodeProperties[]);
				if (inner) return { [name]: inner };
			}
			if (displayName !== label) continue;
			const value = choice === undefined ? valueOf(property, organization) : named(property, choice);
			if (value !== undefined) return { [name]: value };
		}
		return undefined;
	};
	return within(propertiesOf(fields));
}

function valueOf({ name, type }: INodeProperties, { users, teams, queues }: Organization): unknown {
	if (type === 'boolean') return true;
	const [first] = { agents: users, teams, queues }[name] ?? [];
	return first?.id;
}

function named({ options = [] }: INodeProperties, choice: string): unknown {
	return (options as INodePropertyOptions[]).find(({ name }) => name === choice)?.value;
}
