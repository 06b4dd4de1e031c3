import { findRegion, knownRegions } from '../../nodes/GenesysCloudAnalytics/transport/regions';
import type { StoredCredential } from '../../test/support/credentials';

const NAMES = ['GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET', 'GENESYS_REGION'] as const;

/**
 * The credential of a real organization, undefined where none of the three variables is set.
 *
 * @throws Error saying which one is missing, or which regions there are
 */
export function credentialFromEnvironment(
	environment: Record<string, string | undefined>,
): StoredCredential | undefined {
	const missing = NAMES.filter((name) => !environment[name]);
	if (missing.length === NAMES.length) return undefined;
	if (missing.length > 0) {
		throw new Error(
			`${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set; to use your own organization, set all of ${NAMES.join(', ')}`,
		);
	}
	const region = findRegion(String(environment.GENESYS_REGION));
	if (!region) {
		throw new Error(
			`GENESYS_REGION "${environment.GENESYS_REGION}" is unknown. Use one of ${knownRegions()}`,
		);
	}
	return {
		clientId: String(environment.GENESYS_CLIENT_ID),
		clientSecret: String(environment.GENESYS_CLIENT_SECRET),
		region: region.domain,
	};
}
