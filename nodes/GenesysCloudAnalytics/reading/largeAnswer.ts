import { fetchPresigned } from '../api/presigned';
import { fits, type Shape } from '../api/shapes';
import type { Connection } from '../transport/connection';

/** Of some thousand agents: a few megabytes. */
const MAX_BYTES = 100_000_000;

/** An answer of Workforce Management that is a file where it would be too large. */
interface MayBeFile {
	downloadUrl?: string;
}

/**
 * The JSON file of this shape that `downloadUrl` of an answer leads to; undefined where there is no address.
 *
 * @param first the answer, whose address is used first
 * @param again asks for a fresh one
 * @throws GenesysError, CancelledError
 */
export async function fileOf<File>(
	connection: Connection,
	shape: Shape,
	first: MayBeFile,
	again: () => Promise<MayBeFile>,
): Promise<File | undefined> {
	let answer: MayBeFile | undefined = first;
	const addressOf = async () => {
		const { downloadUrl } = answer ?? (await again());
		answer = undefined;
		return downloadUrl;
	};
	return await fetchPresigned(connection, addressOf, {
		as: 'json',
		maxBytes: MAX_BYTES,
		fits: (body) => fits(shape, body),
		take: async (body) => body as File,
	});
}
