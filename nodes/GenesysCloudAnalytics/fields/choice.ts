import type { INodePropertyOptions } from 'n8n-workflow';

/** An entry of a list: value, label, and what it means where the label doesn't say. */
export type Choice = readonly [value: string, name: string, description?: string];

export function choice([value, name, description]: Choice): INodePropertyOptions {
	return { name, value, ...(description === undefined ? {} : { description }) };
}
