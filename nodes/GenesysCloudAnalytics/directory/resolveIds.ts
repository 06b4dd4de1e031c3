import type { NameKind } from '../columns/column';
import type { Connection } from '../transport/connection';
import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';
import { CATALOGUES, type Entity } from '../api/catalogues';
import { isId } from './directory';
import { searchAll } from '../api/lookUps';

const MAX_CANDIDATES = 10;
/** With fewer letters, too much would be similar. */
const SHORTEST_START = 3;

/**
 * What stands before the id in addresses of Genesys Cloud's pages and of its API. The first id after it counts: later ones
 * may be those of tabs.
 */
const IN_ADDRESS =
	/\/(?:queues|interactions|conversations|peopleV\d|person|users|divisions|flows|wrapupcodes|surveys|evaluations)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/**
 * The ids that a user's text means: ids as they are, those in pasted addresses of Genesys Cloud, and names where exactly one
 * thing has that name. An expression or an AI agent often has names. System wrap-up codes are taken as they are.
 *
 * @param text one or several, separated by commas; a name may have a comma itself
 * @throws UserFacingError listing the candidates of a name that isn't unique or isn't there
 */
export async function resolveIds(connection: Connection, kind: NameKind, text: string): Promise<string[]> {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	const known = parts.map((part) => idIn(kind, part));
	if (known.every((id) => id !== undefined)) return [...new Set(known)];
	if (parts.length > 1) {
		// "Doe, Jane" is one person.
		const [only, another] = withName(await search(connection, kind, text.trim()), text.trim());
		if (only && !another) return [only.id];
	}
	const ids: string[] = [];
	for (const [index, part] of parts.entries()) {
		ids.push(known[index] ?? (await idOfName(connection, kind, part)));
	}
	return [...new Set(ids)];
}

/** Where the text needs no look-up. */
function idIn(kind: NameKind, text: string): string | undefined {
	if (isId(text) || isSystemCode(kind, text)) return text;
	return IN_ADDRESS.exec(text)?.[1];
}

function isSystemCode(kind: NameKind, text: string): boolean {
	return kind === 'wrapUpCode' && /^[A-Z]+(-[A-Z]+)+$/.test(text);
}

async function search(connection: Connection, kind: NameKind, text: string): Promise<Entity[]> {
	const key = `${CATALOGUES[kind].plural} named ${text}`;
	return await connection.once(key, async () => await searchAll(connection, kind, text));
}

function withName(entities: readonly Entity[], name: string): Entity[] {
	return entities.filter((entity) => entity.name.toLowerCase() === name.toLowerCase());
}

async function idOfName(connection: Connection, kind: NameKind, name: string): Promise<string> {
	const { label, plural } = CATALOGUES[kind];
	const found = await search(connection, kind, name);
	const exact = withName(found, name);
	const [only, another] = exact;
	if (only && !another) return only.id;
	if (only) {
		const candidates = exact.slice(0, MAX_CANDIDATES).map((entity) => `${entity.id} (${entity.name})`);
		throw new UserFacingError(
			`"${shown(name)}" is the name of several ${plural}`,
			`Enter one of these IDs: ${candidates.join(', ')}.`,
		);
	}
	const similar = found.length > 0 ? found : await similarTo(connection, kind, name);
	const names = [...new Set(similar.map((entity) => `"${entity.name}"`))].slice(0, MAX_CANDIDATES);
	throw new UserFacingError(
		`There is no ${label} named "${shown(name)}"`,
		[
			...(names.length > 0 ? [`Did you mean ${names.join(' or ')}?`] : []),
			`Check the name, choose the ${label} from the list, or enter its ID. The OAuth client only sees ${plural} in its divisions.`,
		].join(' '),
	);
}

/** Those that begin alike: most mistakes are in the end of a name. */
async function similarTo(connection: Connection, kind: NameKind, name: string): Promise<Entity[]> {
	const length = Math.ceil(name.length / 2);
	return length < SHORTEST_START ? [] : await search(connection, kind, name.slice(0, length));
}
