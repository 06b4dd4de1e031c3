import type { NameKind, Row } from '../analytics/rows';
import { GenesysError } from '../transport/errors';
import { wordsFor } from '../transport/hints';
import { asError } from '../transport/rethrow';
import type { Connection } from '../transport/send';
import { CATALOGUES, type Listing } from './catalogues';
import { inBatches } from './inBatches';
import { entitiesOf, searchAll } from './listing';

/** The number of ids that one request takes is not documented: so many are tried, fewer where the API refuses them. */
const IDS_PER_REQUEST = 100;
const LIST_SEPARATOR = ', ';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A row column that holds a name, and the column of ids that it stands beside. */
export interface NameColumn {
	column: string;
	idColumn: string;
	kind: NameKind;
}

/**
 * Names of ids. Each id is asked for once; what can't be read stays without a name and is said in `notes`, it never
 * fails a run.
 */
export class Directory {
	private readonly names = new Map<string, string | null>();
	/** Catalogues that could not be read, and why; they are not asked again. */
	private readonly failed = new Map<NameKind, GenesysError>();
	/** Catalogues that were read as a whole. */
	private readonly listed = new Set<NameKind>();

	constructor(private readonly connection: Connection) {}

	/** Fills the name columns of the rows in place. */
	async fill(rows: Row[], columns: readonly NameColumn[]): Promise<void> {
		const wanted = new Map<NameKind, Set<string>>();
		for (const { idColumn, kind } of columns) {
			const ids = wanted.get(kind) ?? new Set<string>();
			wanted.set(kind, ids);
			for (const row of rows) for (const id of idsIn(row[idColumn])) ids.add(id);
		}
		await Promise.all([...wanted].map(async ([kind, ids]) => await this.load(kind, [...ids])));
		for (const row of rows) {
			for (const { column, idColumn, kind } of columns) row[column] = this.joined(kind, idsIn(row[idColumn]));
		}
	}

	/** The name, null where it isn't known. Only after `load`. */
	nameOf(kind: NameKind, id: string): string | null {
		// System wrap-up codes are their own text.
		if (kind === 'wrapUpCode' && !UUID.test(id)) return id;
		return this.names.get(`${kind} ${id}`) ?? null;
	}

	/** Asks for the names that aren't known yet. */
	async load(kind: NameKind, ids: string[]): Promise<void> {
		const unknown = ids.filter((id) => UUID.test(id) && !this.names.has(`${kind} ${id}`));
		for (const id of unknown) this.names.set(`${kind} ${id}`, null);
		if (unknown.length === 0 || this.failed.has(kind) || this.listed.has(kind)) return;
		try {
			await this.ask(kind, unknown);
		} catch (error) {
			if (!(error instanceof GenesysError)) throw asError(error);
			this.failed.set(kind, error);
		}
	}

	/** One sentence for each kind of name that is missing. */
	notes(): string[] {
		const nameless = new Map<NameKind, number>();
		for (const [key, name] of this.names) {
			const kind = key.slice(0, key.indexOf(' ')) as NameKind;
			if (name === null && !this.failed.has(kind)) nameless.set(kind, (nameless.get(kind) ?? 0) + 1);
		}
		return [
			...[...this.failed].map(([kind, { status, circumstances }]) => {
				const { plural } = CATALOGUES[kind];
				const { permissions } = circumstances;
				if (status !== 403) return `Names of ${plural} are missing: ${wordsFor(circumstances).message}.`;
				return `Names of ${plural} are missing: the OAuth client is not allowed to read them${permissions ? `; add the permission ${permissions} to one of its roles` : ''}.`;
			}),
			...[...nameless].map(
				([kind, count]) =>
					`${count} ${count === 1 ? CATALOGUES[kind].label : CATALOGUES[kind].plural} without a name: deleted, or outside the divisions of the OAuth client.`,
			),
		];
	}

	private async ask(kind: NameKind, ids: string[]): Promise<void> {
		const { byIds } = CATALOGUES[kind];
		if (!byIds) {
			this.remember(kind, await searchAll(this.connection, kind, ''));
			this.listed.add(kind);
			return;
		}
		await inBatches(ids, IDS_PER_REQUEST, async (some) => {
			const found = entitiesOf(await this.connection.send<Listing>(byIds(some)));
			this.remember(kind, found);
			return found;
		});
	}

	private remember(kind: NameKind, entities: Array<{ id: string; name: string }>): void {
		for (const { id, name } of entities) this.names.set(`${kind} ${id}`, name);
	}

	private joined(kind: NameKind, ids: string[]): string | null {
		const names = ids.map((id) => this.nameOf(kind, id));
		if (names.every((name) => name === null)) return null;
		return names.map((name, index) => name ?? ids[index]).join(LIST_SEPARATOR);
	}
}

export function isId(text: string): boolean {
	return UUID.test(text);
}

function idsIn(cell: Row[string] | undefined): string[] {
	return typeof cell === 'string' && cell !== '' ? cell.split(LIST_SEPARATOR) : [];
}
