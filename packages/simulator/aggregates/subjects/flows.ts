import { SUBJECTS } from '../../contract/subjects';
import { hashOf } from '../../data/entities';
import type { Organization } from '../../data/organization';
import { dimensionValues, eventsIn, type MetricEvent } from '../events';
import type { Subject } from '../subject';

interface FlowEvent extends MetricEvent {
	/** Of an outcome or a milestone. */
	more?: Record<string, unknown>;
}

/** Flows: the metrics of flow sessions, and the outcomes and milestones that a flow reaches by the time it ends. */
export const flows: Subject<FlowEvent> = {
	metrics: SUBJECTS.flows.metrics,
	*events(range, world, now) {
		for (const event of eventsIn(range, world.visible, now)) {
			if (!event.session.flow || !SUBJECTS.flows.metrics.includes(event.name)) continue;
			yield event;
			if (event.name === 'tFlow') yield* reached(event, world.organization);
		}
	},
	values(event, dimension) {
		const value = event.more?.[dimension];
		if (value !== undefined) return [value];
		if (dimension === 'selfServed') return [flowOf(event).exitReason === 'DISCONNECT'];
		return dimensionValues(event, dimension);
	},
};

const flowOf = ({ session }: MetricEvent) => session.flow as Record<string, unknown>;

function* reached(event: FlowEvent, { flowOutcomes, flowMilestones }: Organization): Generator<FlowEvent> {
	const hash = hashOf(event.session.sessionId ?? '');
	const outcome = flowOutcomes[hash % flowOutcomes.length]!;
	const failed = (hash >>> 8) % 4 === 0;
	const more = {
		flowOutcomeId: outcome.id,
		flowOutcome: outcome.name,
		flowOutcomeValue: failed ? 'FAILURE' : 'SUCCESS',
	};
	yield { ...event, name: 'nFlowOutcome', value: 1, more };
	if (failed) yield { ...event, name: 'nFlowOutcomeFailed', value: 1, more };
	yield { ...event, name: 'tFlowOutcome', more };
	for (const milestone of flowMilestones.slice(0, (hash >>> 16) % (flowMilestones.length + 1))) {
		yield { ...event, name: 'nFlowMilestone', value: 1, more: { flowMilestoneId: milestone.id } };
	}
}
