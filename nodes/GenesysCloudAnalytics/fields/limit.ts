import type { INodeProperties } from 'n8n-workflow';

import { hiddenIf, notice, shownIf, type Field } from './field';
import { number, toggle } from './kinds';
import { SINCE } from './timeRange';

/** What an AI agent gets by default: rows fill its context, and what a model doesn't read it can't tell. */
const ROWS_FOR_AGENTS = 10;
/** Figures and statuses are short, and few of them tell little. */
export const FIGURES_FOR_AGENTS = 50;

const AS_FILE = ['csv', 'jsonl'];

const returnAll = hiddenIf(
	toggle({
		displayName: 'Return All',
		byDefault: false,
		description: 'Whether to return all results or only up to a given limit',
	}),
	{ returnAs: AS_FILE },
);

const limitOf = (byDefault: number) =>
	number({
		displayName: 'Limit',
		byDefault,
		min: 1,
		isWhole: true,
		description: 'Max number of results to return',
	});

/** Which form it is for comes first: the conditions after an expression in Return All don't count any more. */
const limitFor = (isTool: boolean, byDefault: number) =>
	hiddenIf(shownIf(limitOf(byDefault), { '@tool': [isTool], returnAll: [false] }), { returnAs: AS_FILE });

/** Infinity for a file and a sync, where n8n shows neither Limit nor Return All. */
const isUnlimited = (form: Parameters<Field<number>['read']>[0]) =>
	form.given('timeRange').value === SINCE || AS_FILE.includes(String(form.given('returnAs').value));

/** Return All and Limit: how many results there may be, Infinity for all. */
export function limit({ ofTool = ROWS_FOR_AGENTS, isSyncable = false } = {}): Field<number> {
	const properties = (name: string): INodeProperties[] => [
		...returnAll.properties('returnAll'),
		...limitFor(false, 50).properties(name),
		...limitFor(true, ofTool).properties(name),
	];
	const field: Field<number> = {
		properties,
		read: async (form, name) => {
			if (isUnlimited(form) || (await returnAll.read(form, 'returnAll'))) return Infinity;
			return await limitOf(form.isTool ? ofTool : 50).read(form, name);
		},
	};
	return isSyncable ? hiddenIf(field, { timeRange: [SINCE] }) : field;
}

/** For operations that return everything to people: a limit for AI agents alone. */
export function limitForAgents({ ofTool = FIGURES_FOR_AGENTS, isSyncable = false } = {}): Field<number> {
	const shown = shownIf(limitOf(ofTool), { '@tool': [true] });
	const field = isSyncable ? hiddenIf(shown, { timeRange: [SINCE] }) : shown;
	return {
		...field,
		read: async (form, name) =>
			form.isTool && !isUnlimited(form) ? await limitOf(ofTool).read(form, name) : Infinity,
	};
}

/** For forms with Limit, which a file does without. */
export const fileNotice = notice('A file contains all results; there is no limit', {
	show: { returnAs: AS_FILE },
});
