import type { NameKind } from '../columns';
import type { Connection } from '../transport/connection';
import { shown } from '../messages/shown';
import { UserFacingError } from '../messages/userFacingError';
import { CATALOGUES } from '../api/catalogues';
import { isId } from './directory';
import { searchAll } from '../api/lookUps';

const MAX_CANDIDATES = 10;

/**
 * The ids that a user's text means: ids as they are, names where exactly one thing has that name. An expression or an AI
 * agent often has names. System wrap-up codes are taken as they are.
 *
 * @param text one or several, separated by commas
 * @throws UserFacingError listing the candidates of a name that isn't unique or isn't there
 */
export async function resolveIds(connection: Connection, kind: NameKind, text: string): Promise<string[]> {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	const ids: string[] = [];
	for (const part of parts)
		ids.push(isId(part) || isSystemCode(kind, part) ? part : await idOfName(connection, kind, part));
	return [...new Set(ids)];
}

function isSystemCode(kind: NameKind, text: string): boolean {
	return kind === 'wrapUpCode' && /^[A-Z]+(-[A-Z]+)+$/.test(text);
}

async function idOfName(connection: Connection, kind: NameKind, name: string): Promise<string> {
	const { label, plural } = CATALOGUES[kind];
	const found = await connection.once(
		`${plural} named ${name}`,
		async () => await searchAll(connection, kind, name),
	);
	const exact = found.filter((entity) => entity.name.toLowerCase() === name.toLowerCase());
	const [only, another] = exact;
	if (only && !another) return only.id;
	const candidates = (only ? exact : found).slice(0, MAX_CANDIDATES);
	throw new UserFacingError(
		only
			? `"${shown(name)}" is the name of several ${plural}`
			: `There is no ${label} named "${shown(name)}"`,
		candidates.length > 0
			? `Enter one of these IDs: ${candidates.map((entity) => `${shown(entity.id)} (${shown(entity.name)})`).join(', ')}.`
			: `Check the name, choose the ${label} from the list, or enter its ID. The OAuth client only sees ${plural} in its divisions.`,
	);
}
