import type { NameKind } from '../columns/column';
import { CATALOGUES } from '../api/catalogues';
import { Directory } from '../directory/directory';
import type { Report } from '../output/report';
import type { Connection } from '../transport/connection';

/** Things that a form names. */
export interface Chosen {
	kind: NameKind;
	ids: readonly string[];
}

/** Where nothing was found, says which of the ids asked for nobody knows: probably they are mistyped, or of elsewhere. */
export async function missUnknown(
	chosen: readonly Chosen[],
	connection: Connection,
	report: Pick<Report, 'misses'>,
): Promise<void> {
	for (const { kind, ids } of chosen) {
		const unknown = await connection.once(`unknown ${kind} ${ids.join()}`, async () => {
			// A directory of its own: names that rows lack are told of elsewhere.
			const directory = new Directory(connection);
			await directory.load(kind, [...ids]);
			return directory.unknownAmong(kind, ids);
		});
		for (const id of unknown) {
			report.misses(
				`There is no ${CATALOGUES[kind].label} with the ID ${id}: it does not exist, or the OAuth client can't see it.`,
			);
		}
	}
}
