import type { Route } from '../router';
import { aggregateRoutes } from './aggregates';
import { detailsRoutes } from './details';
import { detailsJobRoutes } from './detailsJobs';
import { identityRoutes } from './identity';
import { limitRoutes } from './limits';
import { lookupRoutes } from './lookups';
import { realtimeRoutes } from './realtime';
import { userRoutes } from './users';

export const routes: Route[] = [
	...identityRoutes,
	...limitRoutes,
	...lookupRoutes,
	...userRoutes,
	...detailsRoutes,
	...detailsJobRoutes,
	...aggregateRoutes,
	...realtimeRoutes,
];
