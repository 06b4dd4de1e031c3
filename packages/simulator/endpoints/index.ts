// Written by `npm run generate`.
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
import { outboundRoutes } from './outbound';
import { realtimeRoutes } from './realtime';
import { recordingRoutes } from './recordings';
import { scheduleRoutes } from './schedules';
import { speechRoutes } from './speech';
import { surveyRoutes } from './surveys';
import { topicRoutes } from './topics';
import { usageRoutes } from './usage';
import { userDetailsRoutes } from './userDetails';
import { userRoutes } from './users';
import { workforceRoutes } from './workforce';

export const routes: Route[] = [
	...adherenceHistoryRoutes,
	...aggregateRoutes,
	...conversationRoutes,
	...detailsRoutes,
	...detailsJobRoutes,
	...directoryRoutes,
	...evaluationRoutes,
	...formRoutes,
	...identityRoutes,
	...lookupRoutes,
	...messageRoutes,
	...notificationRoutes,
	...outboundRoutes,
	...realtimeRoutes,
	...recordingRoutes,
	...scheduleRoutes,
	...speechRoutes,
	...surveyRoutes,
	...topicRoutes,
	...usageRoutes,
	...userDetailsRoutes,
	...userRoutes,
	...workforceRoutes,
];
