import { badRequest, invalidDate } from '../apiError';
import { allRecords } from '../aggregates/subjects/records';
import { communicationsOf } from '../data/speech/speech';
import { iso } from '../interval';
import type { Context, Reply } from '../router';

interface Criterion {
	type?: string;
	fields?: string[];
	value?: string;
	values?: string[];
	startValue?: string;
	endValue?: string;
	operator?: string;
}

interface SearchRequest {
	types: string[];
	query?: Criterion[];
	returnFields?: string[];
	pageSize?: number;
	pageNumber?: number;
	sortBy?: string;
	sortOrder?: string;
}

type Hit = Record<string, unknown>;

/** One hit for each transcript; the criteria are ANDed. */
export function searchTranscripts({ world, body, now }: Context): Reply {
	const request = body as unknown as SearchRequest;
	const { pageSize = 25, pageNumber = 1, sortBy = 'conversationStartTime' } = request;
	if (request.types.join() !== 'transcripts') {
		throw badRequest(`The type [${request.types.join()}] is not valid`, 'invalid.search');
	}
	if (pageSize < 1 || pageSize > 100 || pageNumber < 1) {
		throw badRequest('Page size must be between 1 and 100', 'invalid.page.size');
	}
	const tests = (request.query ?? []).map(testOf);
	const hits: Hit[] = [];
	for (const record of allRecords(world, now)) {
		for (const communication of communicationsOf(record, world.organization, world.options.speech)) {
			const speakers = communication.speakers;
			hits.push({
				conversationId: record.conversationId,
				communicationId: communication.id,
				mediaType: communication.mediaType,
				conversationStartTime: record.conversationStart,
				startTime: iso(communication.start),
				agentIds: speakers.flatMap(({ userId }) => userId ?? []),
				queueIds: speakers.flatMap(({ queueId }) => queueId ?? []),
				divisionIds: record.divisionIds ?? [],
				transcript: communication.phrases.map(({ text }) => text).join(' '),
			});
		}
	}
	const sign = request.sortOrder === 'DESC' ? -1 : 1;
	const found = hits
		.filter((hit) => tests.every((test) => test(hit)))
		.sort((a, b) => sign * String(a[sortBy]).localeCompare(String(b[sortBy])));
	const wanted = request.returnFields ?? Object.keys(hits[0] ?? {}).filter((name) => name !== 'transcript');
	return {
		json: {
			total: found.length,
			pageCount: Math.ceil(found.length / pageSize),
			pageSize,
			pageNumber,
			types: request.types,
			results: found
				.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
				.map((hit) => Object.fromEntries(wanted.map((name) => [name, hit[name]]))),
		},
	};
}

function testOf({ type, fields = [], value, values, startValue, endValue, operator }: Criterion) {
	const given = (hit: Hit) => fields.flatMap((field) => hit[field] ?? []).map(String);
	const sign = operator === 'NOT';
	const wanted = values ?? (value === undefined ? [] : [value]);
	switch (type) {
		case 'DATE_RANGE': {
			const [from, to] = [dateOf(startValue), dateOf(endValue)];
			return (hit: Hit) =>
				given(hit).some((date) => from <= Date.parse(date) && Date.parse(date) < to) !== sign;
		}
		case 'EXACT':
		case 'TERM':
		case 'TERMS':
			return (hit: Hit) => given(hit).some((text) => wanted.includes(text)) !== sign;
		case 'CONTAINS':
			return (hit: Hit) => given(hit).some((text) => wanted.some((one) => text.includes(one))) !== sign;
		default:
			throw badRequest(`The search type ${type} is not supported by this organization`, 'invalid.search');
	}
}

/** UTC where no offset is given. */
function dateOf(text = ''): number {
	const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
	if (Number.isNaN(time)) throw invalidDate();
	return time;
}
