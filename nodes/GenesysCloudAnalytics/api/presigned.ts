import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import type { PresignedFile } from '../transport/presigned';

/**
 * The file at an address that the API gives; undefined where it gives none. An address that expired while the request waited
 * is asked for again, once.
 *
 * @throws GenesysError, CancelledError
 */
export async function fetchPresigned<T>(
	connection: Connection,
	addressOf: () => Promise<string | undefined>,
	file: Omit<PresignedFile<T>, 'address'>,
): Promise<T | undefined> {
	const address = await addressOf();
	if (!address) return undefined;
	return await connection.download({ address, ...file }).catch(async (error: unknown) => {
		const isExpired = error instanceof GenesysError && error.status === 403 && error.circumstances.presigned;
		const fresh = isExpired ? await addressOf() : undefined;
		if (!fresh) throw error;
		return await connection.download({ address: fresh, ...file });
	});
}
