import type { ActivityDimension, QueueActivity } from '../records/queueActivity';
import { column, nameColumn, type Column, type NameKind } from './column';
import type { Sheet } from './sheet';

type Output = 'skills' | 'languages' | 'mediaTypes';

/** By output: what the API groups by, the column of it, and the catalogue of its names. */
const BY: Record<Output, { dimension: ActivityDimension; name: string; what: string; kind?: NameKind }> = {
	skills: { dimension: 'requestedRoutingSkillId', name: 'skill', what: 'skill asked for', kind: 'skill' },
	languages: {
		dimension: 'requestedLanguageId',
		name: 'language',
		what: 'language asked for',
		kind: 'language',
	},
	mediaTypes: { dimension: 'mediaType', name: 'mediaType', what: 'media type' },
};

export function activityDimension(output: Output): ActivityDimension {
	return BY[output].dimension;
}

/** Queues now, by skill, language or media type. */
export const queueActivitySheets: Readonly<Record<Output, Sheet<QueueActivity, QueueActivity>>> = {
	skills: sheetOf('skills'),
	languages: sheetOf('languages'),
	mediaTypes: sheetOf('mediaTypes'),
};

function sheetOf(output: Output): Sheet<QueueActivity, QueueActivity> {
	const { dimension, name, what, kind } = BY[output];
	const idColumn = kind ? `${name}Id` : name;
	const own: Array<Column<QueueActivity>> = [
		column(
			idColumn,
			kind ? 'id' : 'text',
			`The ${what}; null for conversations without one`,
			`group.${dimension}`,
			({ value }) => value,
		),
		...(kind ? [nameColumn<QueueActivity>(`${name}Name`, idColumn, kind)] : []),
	];
	return {
		name: `queue${output[0]!.toUpperCase()}${output.slice(1)}`,
		about: `One row per queue and ${what}, of conversations that wait, ring or go on now; nothing else has a row.`,
		columns: [
			column('queueId', 'id', 'The queue', 'group.queueId', ({ queueId }) => queueId),
			nameColumn('queueName', 'queueId', 'queue'),
			...own,
			count('waiting', 'Conversations waiting for an agent', 'oWaiting'),
			column(
				'longestWaitingSeconds',
				'seconds',
				'How long the longest of them has waited',
				'oLongestWaiting',
				({ longestWaitingMs }) => longestWaitingMs,
			),
			count('interacting', 'Conversations that agents are working on', 'oInteracting'),
			column(
				'longestInteractingSeconds',
				'seconds',
				'How long the longest of them has lasted',
				'oLongestInteracting',
				({ longestInteractingMs }) => longestInteractingMs,
			),
			count('alerting', 'Conversations ringing for an agent', 'oAlerting'),
		],
		key: ['queueId', idColumn],
		nullable: [idColumn],
	};
}

function count(name: 'waiting' | 'interacting' | 'alerting', meaning: string, metric: string) {
	return column<QueueActivity>(name, 'count', meaning, metric, (activity) => activity[name]);
}
