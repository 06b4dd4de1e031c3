import type { NameKind, Row } from '../columns/column';
import { CATALOGUES, type Entity } from '../api/catalogues';
import { entitiesOf, IDS_PER_REQUEST, searchAll } from '../api/lookUps';
import { inBatches } from '../api/refusals';
import { inTurns } from '../transport/clock';
import type { Connection } from '../transport/connection';
import { CancelledError } from '../transport/errors';
import { reasonFor } from './missingNames';

const LIST_SEPARATOR = ', ';
const ROWS_AT_A_TIME = 2_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A row column that holds a name, and the column of ids that it stands beside. */
export interface NameColumn {
	column: string;
	idColumn: string;
	kind: NameKind;
}

/**
 * Names of ids. Each id is asked for once. What can't be read stays without a name and is mentioned in `notes`; it never
 * fails a run.
 */
export class Directory {
	/** By kind and id; null: asked for, and there is none. */
	private readonly names = new Map<string, string | null>();
	/** What is being asked for now, by kind and id: whoever needs it as well waits for the same answer. */
	private readonly asking = new Map<string, Promise<void>>();
	/** Catalogues that could not be read, and why; they are not asked again. */
	private readonly failed = new Map<NameKind, unknown>();
	/** Catalogues that were read as a whole. */
	private readonly listed = new Set<NameKind>();

	constructor(private readonly connection: Connection) {}

	/** The same directory for a part of the work: what it asks is over with that part. */
	through(connection: Connection): Directory {
		return Object.assign(Object.create(this) as Directory, { connection });
	}

	/**
	 * Fills the name columns of the rows in place.
	 *
	 * @returns the ids that have no name
	 */
	async fill(rows: Row[], columns: readonly NameColumn[]): Promise<string[]> {
		const wanted = new Map<NameKind, Set<string>>();
		for (const { kind } of columns) wanted.set(kind, new Set());
		for await (const some of inTurns(rows, ROWS_AT_A_TIME)) {
			for (const { idColumn, kind } of columns) {
				const ids = wanted.get(kind)!;
				for (const row of some) for (const id of idsIn(row[idColumn])) ids.add(id);
			}
		}
		await Promise.all([...wanted].map(async ([kind, ids]) => await this.load(kind, [...ids])));
		for await (const some of inTurns(rows, ROWS_AT_A_TIME)) {
			for (const row of some) {
				for (const { column, idColumn, kind } of columns)
					row[column] = this.joined(kind, idsIn(row[idColumn]));
			}
		}
		return [...wanted].flatMap(([kind, ids]) => [...ids].filter((id) => this.nameOf(kind, id) === null));
	}

	/** The name, null where it isn't known. Only after `load`. */
	nameOf(kind: NameKind, id: string): string | null {
		// System wrap-up codes are their own text.
		if (kind === 'wrapUpCode' && !UUID.test(id)) return id;
		return this.names.get(`${kind} ${id}`) ?? null;
	}

	/** Of these ids, those that the catalogue was asked for and doesn't have; none where it can't be read. Only after `load`. */
	unknownAmong(kind: NameKind, ids: readonly string[]): string[] {
		return this.failed.has(kind) ? [] : ids.filter((id) => this.names.get(`${kind} ${id}`) === null);
	}

	/** Takes a name that came with something else: it is not asked for any more. What has no name is still looked up. */
	learn(kind: NameKind, id: unknown, name: unknown): void {
		if (typeof id === 'string' && typeof name === 'string' && name) this.names.set(`${kind} ${id}`, name);
	}

	/** What `read` gives, undefined where the catalogue can't be read, which becomes a note as for any other name. */
	async attempt<T>(kind: NameKind, read: () => Promise<T>): Promise<T | undefined> {
		if (this.failed.has(kind)) return undefined;
		return await read().catch((error: unknown) => {
			if (error instanceof CancelledError) throw error;
			this.failed.set(kind, error);
			return undefined;
		});
	}

	/** Resolves when all names that can be read are known. */
	async load(kind: NameKind, ids: string[]): Promise<void> {
		const keyOf = (id: string) => `${kind} ${id}`;
		const unknown = ids.filter((id) => UUID.test(id) && !this.names.has(keyOf(id)));
		const fresh = unknown.filter((id) => !this.asking.has(keyOf(id)));
		const asked = fresh.length > 0 ? this.ask(kind, fresh) : undefined;
		if (asked) for (const id of fresh) this.asking.set(keyOf(id), asked);
		try {
			await Promise.all(new Set(unknown.map((id) => this.asking.get(keyOf(id)))));
		} finally {
			for (const id of fresh) this.asking.delete(keyOf(id));
		}
	}

	/** Catalogues that could not be read are asked again from now on. */
	retryFailed(): void {
		for (const kind of this.failed.keys()) {
			for (const [key, name] of this.names) {
				if (name === null && key.startsWith(`${kind} `)) this.names.delete(key);
			}
		}
		this.failed.clear();
	}

	/** One sentence for each kind of name that is missing. */
	notes(): string[] {
		const nameless = new Map<NameKind, number>();
		for (const [key, name] of this.names) {
			const kind = key.slice(0, key.indexOf(' ')) as NameKind;
			if (name === null && !this.failed.has(kind)) nameless.set(kind, (nameless.get(kind) ?? 0) + 1);
		}
		return [
			...[...this.failed].map(
				([kind, error]) => `Names of ${CATALOGUES[kind].plural} are missing: ${reasonFor(error)}.`,
			),
			...[...nameless].map(
				([kind, count]) =>
					`${count} ${count === 1 ? `${CATALOGUES[kind].label} has` : `${CATALOGUES[kind].plural} have`} no name: deleted, or outside the divisions of the OAuth client.`,
			),
		];
	}

	private async ask(kind: NameKind, ids: string[]): Promise<void> {
		if (!this.listed.has(kind)) await this.attempt(kind, async () => await this.read(kind, ids));
		for (const id of ids) {
			const key = `${kind} ${id}`;
			if (!this.names.has(key)) this.names.set(key, null);
		}
	}

	private async read(kind: NameKind, ids: string[]): Promise<void> {
		const { byIds, all } = CATALOGUES[kind];
		if (!byIds) {
			// What is missing stays without a name, which the notes count.
			const found = all
				? entitiesOf(await all(this.connection))
				: await searchAll(this.connection, kind, '', () => {});
			this.storeNames(kind, found);
			this.listed.add(kind);
			return;
		}
		await inBatches(this.connection, ids, IDS_PER_REQUEST, async (some) => {
			const found = entitiesOf(await byIds(this.connection, some));
			this.storeNames(kind, found);
			return found;
		});
	}

	private storeNames(kind: NameKind, entities: Entity[]): void {
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
