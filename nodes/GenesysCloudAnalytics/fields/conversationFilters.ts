import type { INodeProperties } from 'n8n-workflow';

import { parseAdvancedFilters } from '../records/advancedFilters';
import type { ConversationFilters } from '../records/filters';
import { collection, hiddenIf, withoutForm, type Field } from './field';
import { choice, json, numberIfAdded, text, toggle } from './kinds';
import { direction, mediaTypes } from './mediaTypes';
import { agent, division, queue, wrapUpCode } from './organization';
import { participantAttributes } from './participantAttributes';

const fields = {
	queue,
	agent,
	mediaTypes,
	direction,
	outcome: choice({
		displayName: 'Outcome',
		// Whoever adds this filter most often looks for lost conversations.
		byDefault: 'abandoned',
		unset: 'any',
		isFilter: true,
		description: 'How the conversation turned out',
		options: [
			['any', 'Any'],
			['answered', 'Answered', 'An agent answered'],
			['abandoned', 'Abandoned', 'The customer gave up waiting'],
		],
	}),
	wrapUpCode,
	minHandleSeconds: numberIfAdded({
		displayName: 'Min Handle Time (Seconds)',
		byDefault: 60,
		min: 0,
		isFilter: true,
		description: 'Only conversations that agents handled for at least this long',
	}),
	ani: text({
		displayName: 'ANI',
		isFilter: true,
		placeholder: 'e.g. +1 317 555 0100',
		description: 'The number the call came from',
	}),
	dnis: text({
		displayName: 'DNIS',
		isFilter: true,
		placeholder: 'e.g. +1 317 555 0199',
		description: 'The number that was called',
	}),
	division,
	participantAttributes,
	endedOnly: toggle({
		displayName: 'Ended Only',
		byDefault: true,
		unset: false,
		isFilter: true,
		description: 'Whether to leave out conversations that are still in progress',
	}),
	advancedFilters: json({
		displayName: 'Advanced Filters',
		isFilter: true,
		description:
			'More filters, in API syntax: conversationFilters, segmentFilters, evaluationFilters, surveyFilters, resolutionFilters. For example, { "segmentFilters": [{ "type": "or", "predicates": [{ "dimension": "purpose", "value": "ivr" }] }] }.',
	}),
};

function filtersOf(some: typeof fields): Field<ConversationFilters> {
	const filters = collection(
		{
			displayName: 'Filters',
			placeholder: 'Add Filter',
			description: 'Conversations must match all filters',
			isFilter: true,
			// Queue, which most people want, is there without being added.
			default: { queue: { mode: 'list', value: '' } } as INodeProperties['default'],
		},
		some,
	);
	return {
		...filters,
		read: async (form, name) => {
			const said = await filters.read(form, name);
			return {
				mediaTypes: [...said.mediaTypes],
				direction: said.direction,
				queueIds: said.queue,
				agentIds: said.agent,
				wrapUpCodes: said.wrapUpCode,
				divisionIds: said.division,
				outcome: said.outcome,
				endedOnly: said.endedOnly,
				ani: said.ani || undefined,
				dnis: said.dnis || undefined,
				minHandleSeconds: said.minHandleSeconds,
				attributes: said.participantAttributes,
				advanced: parseAdvancedFilters(said.advancedFilters),
			};
		},
	};
}

/** Filters of conversations, names resolved to ids. */
export const conversationFilters = filtersOf(fields);

/** Those of the trigger: participant attributes come hours later, and what has ended or was abandoned its events say themselves. */
export const eventFilters = filtersOf({
	...fields,
	participantAttributes: withoutForm(participantAttributes),
	endedOnly: withoutForm(fields.endedOnly),
	outcome: hiddenIf(fields.outcome, { '/event': ['conversationAbandoned'] }),
});
