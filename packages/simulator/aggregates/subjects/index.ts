import type { SubjectName } from '../../contract/subjects';
import type { AggregationQuery } from '../query';
import { aggregate } from '../query';
import type { CountedEvent, Subject } from '../subject';
import type { World } from '../../world';
import { bots } from './bots';
import { evaluations } from './evaluations';
import { flows } from './flows';
import { flowExecutions, journeys } from './hourly';
import { resolutions } from './resolutions';
import { summaries } from './summaries';
import { surveys } from './surveys';
import { transcripts } from './transcripts';

type Answer = (query: AggregationQuery, world: World, now: number) => object;

const about =
	<Event extends CountedEvent>(subject: Subject<Event>): Answer =>
	(query, world, now) =>
		aggregate(query, world, now, subject);

/** The answers to aggregates queries, by the subject's word in the path. */
export const ANSWERS: Record<SubjectName, Answer> = {
	flows: about(flows),
	bots: about(bots),
	surveys: about(surveys),
	evaluations: about(evaluations),
	transcripts: about(transcripts),
	summaries: about(summaries),
	journeys: about(journeys),
	resolutions: about(resolutions),
	flowexecutions: about(flowExecutions),
};
