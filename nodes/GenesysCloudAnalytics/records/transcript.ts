import {
	conversationOf,
	entries,
	fields,
	number,
	text,
	type Conversation,
	type Session,
} from './conversation';

/** Why a conversation has no transcript. */
type NoTranscript = 'notFound' | 'notTranscribed' | 'notPermitted';

type Fields = Readonly<Record<string, unknown>>;

/** What one conversation's transcript consists of, as the API told it. */
export interface TranscriptParts {
	conversationId: string;
	/** The record of analytics; undefined where there is none. */
	record?: unknown;
	/** The transcript files, as they are. */
	files: readonly unknown[];
	/** Sentiment, empathy and talk shares. */
	metrics?: unknown;
	/** AI summaries. */
	summaries: readonly unknown[];
	reason: NoTranscript | null;
}

/** A conversation's transcript, read for the columns. */
export interface Transcript {
	conversationId: string;
	/** Null where analytics have no record. */
	conversation: Conversation | null;
	phrases: readonly Phrase[];
	metrics: Fields;
	talk: Fields;
	summaries: readonly Fields[];
	topics: readonly string[];
	language: string | null;
	reason: NoTranscript | null;
}

/** One phrase. Times in milliseconds. */
export interface Phrase {
	communicationId: string | null;
	/** A communication may have several, each numbering its phrases anew. */
	transcriptId: string | null;
	index: number | null;
	speaker: string;
	/** The agent who was speaking. */
	agentId: string | null;
	text: string;
	startMs: number | null;
	durationMs: number | null;
	confidence: number | null;
	/** −1, 0 or 1. */
	sentiment: number | null;
	topics: readonly string[];
	language: string | null;
}

/** The API's purposes in contact-center terms. */
const SPEAKERS: Readonly<Record<string, string>> = {
	internal: 'Agent',
	external: 'Customer',
	ivr: 'IVR',
	acd: 'ACD',
};
/** What replaces sensitive data, such as [CARD_NUMBER]. */
const REDACTION = /\[[A-Z]+(?:_[A-Z]+)*\]/;

/**
 * The sessions that a transcript may belong to: the customer's, then the agents', which may have what the customer doesn't
 * hear, such as consultations. The documentation doesn't say whose session carries what.
 */
export function transcribedSessions(record: unknown): string[] {
	const { sessions } = conversationOf(record);
	const ids = (of: readonly Session[]) => of.flatMap(({ record }) => text(record.sessionId) ?? []);
	return [
		...new Set([
			...ids(sessions.filter(({ role }) => role === 'customer')),
			...ids(sessions.filter(({ role, segments }) => role === 'agent' && segments.length > 0)),
		]),
	];
}

/** Reads what the API told of a conversation; whatever is missing or of a wrong type counts as absent. */
export function readTranscript(parts: TranscriptParts): Transcript {
	const phrases = phrasesOf(parts.files);
	const metrics = fields<Fields>(parts.metrics);
	return {
		conversationId: parts.conversationId,
		conversation: parts.record === undefined ? null : conversationOf(parts.record),
		phrases,
		metrics,
		talk: fields<Fields>(metrics.participantMetrics),
		summaries: entries<Fields>(parts.summaries),
		topics: topicsOf(parts.files),
		language: phrases.find(({ language }) => language !== null)?.language ?? null,
		reason: parts.reason,
	};
}

/** "Agent: …\nCustomer: …", phrases of one speaker in a row joined; null where nothing was said. */
export function textOf({ phrases }: Pick<Transcript, 'phrases'>): string | null {
	const lines: string[] = [];
	let last: string | undefined;
	for (const { speaker, text: said } of phrases) {
		if (speaker === last) lines[lines.length - 1] += ` ${said}`;
		else lines.push(`${speaker}: ${said}`);
		last = speaker;
	}
	return lines.length > 0 ? lines.join('\n') : null;
}

export function isRedacted(said: string | null): boolean | null {
	return said === null ? null : REDACTION.test(said);
}

/** Of all files, each once, in the order in which they were said. */
function phrasesOf(files: readonly unknown[]): Phrase[] {
	const found = new Map<string, Phrase>();
	for (const file of files.map((each) => fields<Fields>(each))) {
		const speakers = entries<Fields>(file.participants);
		for (const transcript of entries<Fields>(file.transcripts)) {
			const { sentiment, topics } = fields<Fields>(transcript.analytics);
			const sentiments = new Map(
				entries<Fields>(sentiment).map((each) => [each.phraseIndex, number(each.sentiment)]),
			);
			for (const phrase of entries<Fields>(transcript.phrases)) {
				const startMs = number(phrase.startTimeMs);
				const durationMs = number(fields<Fields>(phrase.duration).milliseconds);
				const purpose = text(phrase.participantPurpose) ?? '';
				const said = text(phrase.text) ?? '';
				// Where each agent's session has a transcript, the customer may be in several of them.
				const key = `${startMs} ${purpose} ${said}`;
				if (found.has(key)) continue;
				found.set(key, {
					communicationId: text(file.communicationId),
					transcriptId: text(transcript.transcriptId),
					index: number(phrase.phraseIndex),
					speaker: SPEAKERS[purpose] ?? 'Other',
					agentId: purpose === 'internal' ? agentAt(speakers, startMs) : null,
					text: said,
					startMs,
					durationMs,
					confidence: number(phrase.confidence),
					sentiment: sentiments.get(phrase.phraseIndex) ?? null,
					topics: topicsIn(entries<Fields>(topics), startMs, durationMs),
					language: text(transcript.language),
				});
			}
		}
	}
	return [...found.values()].sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
}

/** The agent whose time in the conversation holds the moment. */
function agentAt(speakers: readonly Fields[], ms: number | null): string | null {
	if (ms === null) return null;
	const holding = speakers.find(
		({ participantPurpose, startTimeMs, endTimeMs }) =>
			participantPurpose === 'internal' &&
			(number(startTimeMs) ?? Infinity) <= ms &&
			ms <= (number(endTimeMs) ?? Infinity),
	);
	return text(holding?.userId);
}

/** The topics that come up while a phrase is spoken. */
function topicsIn(topics: readonly Fields[], startMs: number | null, durationMs: number | null): string[] {
	if (startMs === null) return [];
	const within = topics.filter(({ startTimeMs }) => {
		const ms = number(startTimeMs);
		return ms !== null && startMs <= ms && (ms === startMs || ms < startMs + (durationMs ?? 0));
	});
	return namesOf(within);
}

/** All topics of the conversation, also those that come up in no phrase. */
function topicsOf(files: readonly unknown[]): string[] {
	const transcripts = files.flatMap((file) => entries<Fields>(fields<Fields>(file).transcripts));
	return namesOf(transcripts.flatMap(({ analytics }) => entries<Fields>(fields<Fields>(analytics).topics)));
}

function namesOf(topics: readonly Fields[]): string[] {
	return [...new Set(topics.flatMap(({ topicName }) => text(topicName) ?? []))];
}
