import type { Route } from '../router';
import { adherenceHistoryRoutes } from './adherenceHistory';
import { aggregateRoutes } from './aggregates';
import { conversationRoutes } from './conversation';
import { detailsRoutes } from './details';
import { detailsJobRoutes } from './detailsJobs';
import { directoryRoutes } from './directory';
import { evaluationRoutes } from './evaluations';
import { formRoutes } from './forms';
import { identityRoutes } from './identity';
import { lookupRoutes } from './lookups';
import { messageRoutes } from './messages';
import { notificationRoutes } from './notifications';
import { realtimeRoutes } from './realtime';
import { outboundRoutes } from './outbound';
import { recordingRoutes } from './recordings';
import { scheduleRoutes } from './schedules';
import { speechRoutes } from './speech';
import { surveyRoutes } from './surveys';
import { topicRoutes } from './topics';
import { userDetailsRoutes } from './userDetails';
import { userRoutes } from './users';
import { usageRoutes } from './usage';
import { workforceRoutes } from './workforce';

export const routes: Route[] = [
	...identityRoutes,
	...lookupRoutes,
	...userRoutes,
	...directoryRoutes,
	...formRoutes,
	...evaluationRoutes,
	...surveyRoutes,
	...topicRoutes,
	...outboundRoutes,
	...speechRoutes,
	...conversationRoutes,
	...messageRoutes,
	...recordingRoutes,
	...detailsRoutes,
	...detailsJobRoutes,
	...aggregateRoutes,
	...realtimeRoutes,
	...userDetailsRoutes,
	...usageRoutes,
	...workforceRoutes,
	...adherenceHistoryRoutes,
	...scheduleRoutes,
	...notificationRoutes,
];
