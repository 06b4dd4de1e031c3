import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import type { Report } from '../output/report';
import { DAY_MS } from '../time/durations';
import type { Connection } from '../transport/connection';
import { CancelledError } from '../transport/errors';

/** The shortest that an organization can set, says Genesys's help on the retention of conversation details. */
const SHORTEST_DAYS = 90;
/** After which, says Genesys's help, the details of an interaction may be limited. */
const USUAL_DAYS = 558;

/**
 * Where nothing was found, says whether it may have been deleted since: how long an organization keeps data is its own
 * setting, which few clients may read.
 *
 * @param startMs the start of the range that was read, milliseconds
 */
export async function sayWhetherKept(
	{ startMs, now }: { startMs: number; now: number },
	connection: Connection,
	report: Pick<Report, 'warn'>,
): Promise<void> {
	const age = (now - startMs) / DAY_MS;
	if (!(age > SHORTEST_DAYS)) return;
	const days = await connection.once('retention', async () => await retentionDays(connection));
	if (days !== undefined && age > days) {
		report.warn(`This organization keeps analytics data for ${days} days: what is older may be gone.`);
	} else if (age > USUAL_DAYS) {
		report.warn(
			`Genesys Cloud keeps full details of conversations for about ${USUAL_DAYS} days: what is older may be gone.`,
		);
	}
}

/** Undefined where it was never set, or may not be read: a warning is not worth an error. */
async function retentionDays(connection: Connection): Promise<number | undefined> {
	const settings = await ask(connection, API.dataRetention, {}).catch((error: unknown) => {
		if (error instanceof CancelledError) throw error;
		return undefined;
	});
	return settings?.retentionDays;
}
