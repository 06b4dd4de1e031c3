import type { Models } from 'purecloud-platform-client-v2';

import { ask } from '../api/ask';
import { API, type Answered } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { listOr } from '../api/shapes';
import { reasonFor } from '../directory/missingNames';
import { counted } from '../messages/count';
import { UserFacingError } from '../messages/userFacingError';
import { entries, text } from '../records/json';
import type { Connection } from '../transport/connection';
import { CancelledError } from '../transport/errors';
import { fileOf } from './largeAnswer';
import type { Unit } from './managementUnits';

type Listed = Answered<Models.BusinessUnitActivityCodeListing>;
export type ActivityCode = Answered<Models.BusinessUnitActivityCode>;

const FILE = listOr('entities');

/** The activity codes of business units, deleted ones included: their ids are those of one business unit. */
export class ActivityCodes {
	private readonly codes = new Map<string, ReadonlyMap<string, ActivityCode>>();
	private readonly unknown = new Set<string>();
	private failure: unknown;

	/** What can't be read is left out, and said in `notes`. @throws CancelledError */
	static async of(connection: Connection, units: readonly Unit[]): Promise<ActivityCodes> {
		const all = new ActivityCodes();
		const ids = new Set(units.flatMap(({ businessUnitId }) => businessUnitId ?? []));
		await inParallel([...ids], async (id) => {
			await read(connection, id).then(
				(codes) => all.codes.set(id, codes),
				(error: unknown) => {
					if (error instanceof CancelledError) throw error;
					all.failure = error;
				},
			);
		});
		// Of a unit that the client isn't shown, it is not known which business unit it belongs to.
		if (units.some(({ businessUnitId }) => businessUnitId === null)) {
			all.failure ??= new UserFacingError('a management unit is not shown to the OAuth client', '');
		}
		return all;
	}

	/** Undefined where it isn't known. */
	find({ businessUnitId }: Pick<Unit, 'businessUnitId'>, id: string | null): ActivityCode | undefined {
		const codes = this.codes.get(businessUnitId ?? '');
		if (id === null || !codes) return undefined;
		const code = codes.get(id);
		if (!code) this.unknown.add(`${businessUnitId} ${id}`);
		return code;
	}

	/** Sentences on what is missing, which `what` names. */
	notes(what = 'Names of activities'): string[] {
		const { failure, unknown } = this;
		return [
			...(failure === undefined ? [] : [`${what} are missing: ${reasonFor(failure)}.`]),
			...(unknown.size === 0
				? []
				: [
						`${counted(unknown.size, 'activity codes')} ${unknown.size === 1 ? 'has' : 'have'} no name: Genesys Cloud does not list ${unknown.size === 1 ? 'it' : 'them'} any more.`,
					]),
		];
	}
}

/** The name; a default code that has none is called as its category. */
export function activityName(code: ActivityCode | undefined): string | null {
	return text(code?.name) ?? text(code?.category);
}

async function read(
	connection: Connection,
	businessUnitId: string,
): Promise<ReadonlyMap<string, ActivityCode>> {
	const answered = async () => await ask(connection, API.activityCodes, { ids: [businessUnitId] });
	const answer = await answered();
	const listed = answer.entities ?? (await fileOf<Listed>(connection, FILE, answer, answered))?.entities;
	return new Map(entries<ActivityCode>(listed).map((code) => [String(code.id), code]));
}
