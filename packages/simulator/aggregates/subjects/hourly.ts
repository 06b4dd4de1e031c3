import { SUBJECTS } from '../../contract/subjects';
import { entities, hashOf, randomOf } from '../../data/entities';
import type { Organization } from '../../data/organization';
import type { Random } from '../../data/random';
import { subjectOf, type SubjectEvent } from '../subject';

/** What happens apart from conversations: some events in each hour, always the same. */
const HOUR = 3_600_000;

function hourly(
	metrics: readonly string[],
	purpose: number,
	eventsOfOne: (random: Random, organization: Organization) => Iterable<Omit<SubjectEvent, 'at'>>,
) {
	return subjectOf(metrics, function* (range, { organization }, now) {
		for (let hour = Math.floor(range.start / HOUR) * HOUR; hour < Math.min(range.end, now); hour += HOUR) {
			const random = randomOf(`${organization.id} ${hour}`, purpose);
			const count = random.int(2, 8);
			for (let i = 0; i < count; i++) {
				const at = hour + random.int(0, HOUR - 1);
				for (const event of eventsOfOne(random, organization)) if (at <= now) yield { ...event, at };
			}
		}
	});
}

/** Executions of flows without a conversation. */
export const flowExecutions = hourly(SUBJECTS.flowexecutions.metrics, 50, function* (random, organization) {
	const flow = random.pick(organization.flows);
	yield {
		name: 'nFlowExecutions',
		value: 1,
		dimensions: {
			flowId: flow.id,
			flowObjectId: flow.id,
			flowVersion: `${random.int(1, 3)}.0`,
			divisionId: flow.divisionId,
		},
	};
});

const SEGMENTS = entities(3, hashOf('segments'), 1, String);
const OUTCOMES = entities(2, hashOf('outcomes'), 1, String);
const ACTION_MAPS = entities(2, hashOf('action maps'), 1, String);

/** Visits of the web site: a segment, perhaps an offer and what came of it, perhaps an outcome. */
export const journeys = hourly(SUBJECTS.journeys.metrics, 51, function* (random) {
	const dimensions: Record<string, unknown> = {
		journeySessionId: random.uuid(),
		journeySessionType: 'web',
		journeyDeviceType: random.pick(['Desktop', 'Mobile', 'Tablet']),
		journeyDeviceCategory: 'Personal',
	};
	const event = (name: string, more: object = {}, value = 1) => {
		return { name, value, dimensions: { ...dimensions, ...more } };
	};
	yield event('nJourneySessions');
	yield event('nDistinctJourneySessions');
	yield event('nJourneySegmentsAssigned', { journeySegmentId: random.pick(SEGMENTS).id });
	const offer = { journeyActionMapId: random.pick(ACTION_MAPS).id, journeyActionMediaType: 'webchat' };
	if (random.chance(0.6)) {
		yield event('nDistinctJourneyActions', offer);
		yield event('nWebActionsQualified', offer);
		yield event('nWebActionsOffered', offer);
		const reaction = random.pick(['Accepted', 'Rejected', 'Ignored', 'Timedout']);
		yield event(`nWebActions${reaction}`, offer);
		if (reaction === 'Accepted') yield event('nWebActionsEngaged', offer);
	}
	const outcome = { journeyOutcomeId: random.pick(OUTCOMES).id };
	if (random.chance(0.3)) {
		yield event('nJourneyOutcomesAchieved', outcome);
		yield event('oJourneyOutcomeValue', outcome, random.int(5, 200));
	}
});
