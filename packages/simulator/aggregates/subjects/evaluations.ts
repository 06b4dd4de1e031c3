import { SUBJECTS } from '../../contract/subjects';
import { time } from '../../data/conversationStore';
import { evaluationsOf, type Evaluation } from '../../data/quality/evaluations';
import { subjectOf } from '../subject';
import { allRecords, mediaTypeOf } from './records';

export const evaluations = subjectOf(
	SUBJECTS.evaluations.metrics,
	function* (_range, world, now, { alternateTimeDimension = 'eventTime' }) {
		const teams = new Map(world.organization.users.map(({ id, teamId }) => [id, teamId]));
		for (const record of allRecords(world, now)) {
			for (const evaluation of evaluationsOf(record, world.organization)) {
				const { entry, form } = evaluation;
				const at = timeOf(evaluation, alternateTimeDimension);
				if (at === undefined) continue;
				const dimensions = {
					...entry,
					formId: form.id,
					contextId: form.contextId,
					released: entry.released ?? false,
					rescored: entry.rescored ?? false,
					systemSubmitted: entry.systemSubmitted ?? false,
					conversationId: record.conversationId,
					divisionId: record.divisionIds,
					mediaType: mediaTypeOf(record),
					teamId: teams.get(entry.userId ?? ''),
				};
				for (const [name, value] of figuresOf(evaluation)) {
					yield { name, value, at, conversation: record, dimensions };
				}
			}
		}
	},
);

function timeOf({ record, entry, created, released }: Evaluation, dimension: string): number | undefined {
	if (dimension === 'conversationStart') return time(record.conversationStart, 0);
	if (dimension === 'evaluationCreatedDate') return created;
	return dimension === 'evaluationReleaseDate' ? released : time(entry.eventTime, created);
}

function figuresOf({ entry, status }: Evaluation): [string, number][] {
	const figures: [string, number][] = [['nEvaluations', 1]];
	if (entry.deleted) figures.push(['nEvaluationsDeleted', 1]);
	if (entry.rescored) figures.push(['nEvaluationsRescored', 1]);
	if (status !== 'FINISHED') return figures;
	if (entry.oTotalScore !== undefined) figures.push(['oTotalScore', entry.oTotalScore]);
	if (entry.oTotalCriticalScore !== undefined) {
		figures.push(['oTotalCriticalScore', entry.oTotalCriticalScore]);
	}
	return figures;
}
