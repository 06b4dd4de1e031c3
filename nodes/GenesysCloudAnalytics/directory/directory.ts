import { type NameKind, type Row } from '../columns';
import { CATALOGUES, type Entity } from '../api/catalogues';
import { entitiesOf, IDS_PER_REQUEST, searchAll } from '../api/lookUps';
import { inBatches } from '../api/refusals';
import type { Connection } from '../transport/connection';
import { GenesysError, sentenceOf } from '../transport/errors';

const LIST_SEPARATOR = ', ';
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
			...[...this.failed].map(([kind, error]) => {
				const { plural } = CATALOGUES[kind];
				const { permissions } = error.circumstances;
				if (error.status !== 403 || !permissions)
					return `Names of ${plural} are missing: ${sentenceOf(error)}.`;
				return `Names of ${plural} are missing: the OAuth client is not allowed to read them; add the permission ${permissions} to one of its roles.`;
			}),
			...[...nameless].map(
				([kind, count]) =>
					`${count} ${count === 1 ? `${CATALOGUES[kind].label} has` : `${CATALOGUES[kind].plural} have`} no name: deleted, or outside the divisions of the OAuth client.`,
			),
		];
	}

	private async ask(kind: NameKind, ids: string[]): Promise<void> {
		if (!this.failed.has(kind) && !this.listed.has(kind)) {
			await this.read(kind, ids).catch((error: unknown) => {
				if (!(error instanceof GenesysError)) throw error;
				this.failed.set(kind, error);
			});
		}
		for (const id of ids) {
			const key = `${kind} ${id}`;
			if (!this.names.has(key)) this.names.set(key, null);
		}
	}

	private async read(kind: NameKind, ids: string[]): Promise<void> {
		const { byIds } = CATALOGUES[kind];
		if (!byIds) {
			this.storeNames(kind, await searchAll(this.connection, kind, ''));
			this.listed.add(kind);
			return;
		}
		await inBatches(ids, IDS_PER_REQUEST, async (some) => {
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
