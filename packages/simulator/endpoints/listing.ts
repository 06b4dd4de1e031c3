import { badRequest } from '../apiError';
import type { Context, Reply } from '../router';

/** The query parameters of every listing by number. */
export const PAGING = ['pageSize', 'pageNumber'];

interface PageLimits {
	/** A larger page is asked for: the server takes this one, unless `strict` refuses it. */
	pageSizeMax?: number;
	strict?: boolean;
}

/** The page that a listing by pageNumber and pageSize gives, with its links. */
export function page<T>(context: Context, all: T[], limits: PageLimits = {}): Reply {
	const { query, path, world } = context;
	const largest = limits.pageSizeMax ?? world.options.limits?.listingPageSizeMax ?? 100;
	const asked = positive(query, 'pageSize', 25);
	const pageNumber = positive(query, 'pageNumber', 1);
	if (limits.strict && asked > largest) throw outOfRange('pageSize', asked, largest);
	const pageSize = Math.min(asked, largest);
	const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
	const uri = (number: number) => {
		const parameters = new URLSearchParams(query);
		parameters.set('pageSize', String(pageSize));
		parameters.set('pageNumber', String(number));
		return `${path}?${parameters}`;
	};
	return {
		json: {
			entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
			pageSize,
			pageNumber,
			total: all.length,
			firstUri: uri(1),
			selfUri: uri(pageNumber),
			...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
			...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
			lastUri: uri(pageCount),
			pageCount,
		},
	};
}

/** Keeps the entities whose id is asked for, by repeated or comma-separated `id`; all without one. */
export function withIds<T extends { id: string }>({ query, world }: Context, all: T[]): T[] {
	const ids = new Set(query.getAll('id').flatMap((value) => value.split(',')));
	const most = world.options.limits?.maxIds ?? 100;
	if (ids.size > most) throw badRequest(`No more than ${most} ids may be given`, 'constraint.validation');
	return ids.size === 0 ? all : all.filter((entity) => ids.has(entity.id));
}

/** Keeps the entities of the divisions asked for. */
export function withDivisions<T extends { divisionId?: string }>({ query }: Context, all: T[]): T[] {
	const ids = query.getAll('divisionId');
	return ids.length === 0 ? all : all.filter((entity) => ids.includes(entity.divisionId ?? ''));
}

type NameRule = 'wildcard' | 'startsWith' | 'contains';

/** Keeps the entities whose name fits `name`, ignoring case; each catalogue has a rule of its own. */
export function withName<T extends { name: string }>({ query }: Context, all: T[], rule: NameRule): T[] {
	const asked = (query.get('name') ?? '').toLowerCase();
	if (asked === '') return all;
	const wanted = asked.replace(/^\*|\*$/g, '');
	return all.filter(({ name }) => {
		const given = name.toLowerCase();
		if (rule === 'startsWith') return given.startsWith(asked);
		if (rule === 'contains') return given.includes(wanted);
		if (asked.startsWith('*') && asked.endsWith('*')) return given.includes(wanted);
		if (asked.startsWith('*')) return given.endsWith(wanted);
		return asked.endsWith('*') ? given.startsWith(wanted) : given === wanted;
	});
}

const english = new Intl.Collator('en');

export function byName<T extends { name: string }>({ query }: Context, all: T[]): T[] {
	const sorted = [...all].sort((a, b) => english.compare(a.name, b.name));
	return /^desc/i.test(query.get('sortOrder') ?? '') ? sorted.reverse() : sorted;
}

export function positive(query: URLSearchParams, name: string, otherwise: number): number {
	const text = query.get(name);
	if (text === null) return otherwise;
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) {
		throw badRequest(`Value [${text}] is not valid for parameter [${name}].`, 'invalid.query.param.value');
	}
	return value;
}

const outOfRange = (name: string, value: number, most: number) =>
	badRequest(
		`Value [${value}] is not valid for parameter [${name}]. It may not exceed ${most}.`,
		'invalid.query.param.value',
	);
