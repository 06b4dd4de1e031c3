import type { Route } from '../router';
import { detailsRoutes } from './details';
import { identityRoutes } from './identity';

export const routes: Route[] = [...identityRoutes, ...detailsRoutes];
