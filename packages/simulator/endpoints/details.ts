import { badRequest, notFound } from '../apiError';
import { hasFilters, type ConversationFilters } from '../conversationFilters';
import { DAY, parseInterval, type Range } from '../interval';
import { checkPaging, pageOf } from '../page';
import type { Context, Reply, Route } from '../router';
import { shuffleTies } from '../shuffle';

export const DETAIL_PERMISSIONS = [
	'analytics:conversationDetail:view',
	'analytics:agentConversationDetail:view',
];
const BASE = '/api/v2/analytics/conversations';

interface DetailsQuery extends ConversationFilters {
	interval: string;
	order?: string;
	orderBy?: string;
	paging?: { pageSize: number; pageNumber: number };
}

export const detailsRoutes: Route[] = [
	{
		method: 'POST',
		path: `${BASE}/details/query`,
		any: DETAIL_PERMISSIONS,
		model: 'ConversationQuery',
		handle: query,
	},
	{ method: 'GET', path: `${BASE}/details`, any: DETAIL_PERMISSIONS, handle: several },
	{ method: 'GET', path: `${BASE}/{conversationId}/details`, any: DETAIL_PERMISSIONS, handle: one },
];

function query({ world, body, now }: Context): Reply {
	const request = body as unknown as DetailsQuery;
	const { options, visible, selector } = world;
	const limits = options.limits ?? {};
	const range = parseInterval(request.interval);
	checkLength(range, hasFilters(request), limits);
	const paging = request.paging ?? { pageSize: 25, pageNumber: 1 };
	checkPaging(paging);
	const { pageSize, pageNumber } = paging;
	const deepest = limits.maxResults ?? 100_000;
	if (pageSize * pageNumber > deepest) {
		throw badRequest(`Pagination may not exceed ${deepest} results`);
	}
	const selection = {
		...request,
		range,
		matching: options.detailsMatching ?? 'overlapOnDay',
		order: request.order ?? 'asc',
		orderBy: request.orderBy ?? 'conversationStart',
	};
	const answer = selector.select(selection, now);
	const [first, next] = [(pageNumber - 1) * pageSize, pageNumber * pageSize];
	const shuffle = options.shuffleEqualTimes;
	const page = shuffle
		? shuffleTies(answer.slice(0, answer.length), selection.orderBy, visible, now, shuffle).subarray(
				first,
				next,
			)
		: answer.slice(first, next);
	const records = Array.from(page, (i) => visible.bytes(i, visible.momentOf(i, now)));
	const totalHits = options.totalHitsError?.(answer.length) ?? answer.length;
	return { bytes: pageOf(records, { totalHits }) };
}

/** "If no filter is supplied, you will be limited to an interval no longer than seven days", else 31. */
function checkLength(
	range: Range,
	filtered: boolean,
	limits: { maxDaysUnfiltered?: number; maxDaysFiltered?: number },
): void {
	const days = filtered ? (limits.maxDaysFiltered ?? 31) : (limits.maxDaysUnfiltered ?? 7);
	if (range.end - range.start > days * DAY) {
		throw badRequest(
			`The interval may not be longer than ${days} days for a query ${filtered ? 'with' : 'without'} filters`,
			'invalid.interval',
		);
	}
}

function several({ world, query: parameters, now }: Context): Reply {
	const ids = parameters.getAll('id');
	const most = world.options.limits?.maxIds ?? 100;
	if (ids.length === 0) throw badRequest('At least one id is required', 'constraint.validation');
	if (ids.length > most) throw badRequest(`No more than ${most} ids may be given`, 'constraint.validation');
	const found = [...new Set(ids)].map((id) => bytesOf(id, world, now)).filter((bytes) => bytes !== undefined);
	return { bytes: Buffer.from(`{"conversations":[${found.join(',')}]}`) };
}

function one({ world, params, now }: Context): Reply {
	const bytes = bytesOf(params.conversationId!, world, now);
	if (bytes === undefined) throw notFound();
	return { bytes };
}

function bytesOf(id: string, { visible }: Context['world'], now: number): Buffer | undefined {
	const index = visible.store.indexOf(id);
	const moment = visible.momentOf(index, now);
	return index < 0 || visible.store.starts[index]! > moment ? undefined : visible.bytes(index, moment);
}
