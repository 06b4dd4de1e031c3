import { transcribedSessions, type TranscriptParts } from '../records/transcript';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { fetchPresigned } from '../api/presigned';
import { fits, TRANSCRIPT_FILE } from '../api/shapes';

/** The words of the longest conversations are a few megabytes. */
const MAX_TRANSCRIPT_BYTES = 100_000_000;

/** What was said in conversations: the transcript files, the figures of speech analytics, the AI summaries. */
export class TranscriptReader {
	/** The refusal of AI summaries, which need a permission of their own: they are not asked for again. */
	summariesRefused: GenesysError | undefined;

	/** @param withSummaries whether to ask for AI summaries */
	constructor(
		private readonly connection: Connection,
		private readonly withSummaries: boolean,
	) {}

	/**
	 * The transcripts of these conversations, in their order. One that isn't transcribed or may not be read has a reason instead.
	 *
	 * @param records what analytics know of them, by id
	 * @throws GenesysError where a permission is missing; CancelledError
	 */
	async read(ids: readonly string[], records: ReadonlyMap<string, unknown>): Promise<TranscriptParts[]> {
		const [first, ...others] = ids;
		if (first === undefined) return [];
		// Where the first one is refused, the permission is missing: all the others would be as well.
		const found = await this.readOne(first, records.get(first), true);
		const rest = await inParallel(others, async (id) => await this.readOne(id, records.get(id), false));
		return [found, ...rest];
	}

	private async readOne(conversationId: string, record: unknown, isFirst: boolean): Promise<TranscriptParts> {
		const nothing = { conversationId, record, files: [], summaries: [] };
		if (record === undefined) return { ...nothing, reason: 'notFound' };
		return await this.partsOf(conversationId, record).catch((error: unknown) => {
			const isRefused =
				error instanceof GenesysError && error.status === 403 && !error.circumstances.presigned;
			if (!isRefused || isFirst || /^missing\./.test(error.circumstances.code)) throw error;
			return { ...nothing, reason: 'notPermitted' as const };
		});
	}

	private async partsOf(conversationId: string, record: unknown): Promise<TranscriptParts> {
		const metrics = await ask(this.connection, API.speechMetrics, { ids: [conversationId] });
		const files = await this.files(conversationId, record);
		const found = { conversationId, record, files, metrics };
		if (files.length === 0) return { ...found, summaries: [], reason: 'notTranscribed' };
		return { ...found, summaries: await this.summaries(conversationId), reason: null };
	}

	private async files(conversationId: string, record: unknown): Promise<object[]> {
		const { customers, agents } = transcribedSessions(record);
		const filesOf = async (sessions: string[]) =>
			(await inParallel(sessions, async (id) => await this.file(conversationId, id))).flat();
		const found = await filesOf(customers);
		return found.length > 0 ? found : await filesOf(agents);
	}

	/** The transcript of one session, none where it has none. */
	private async file(conversationId: string, sessionId: string): Promise<object[]> {
		const addressOf = async () => {
			const question = { ids: [conversationId, sessionId] as [string, string] };
			return (await ask(this.connection, API.transcriptUrl, question))?.url;
		};
		const file = await fetchPresigned(this.connection, addressOf, {
			as: 'json',
			fits: (body) => fits(TRANSCRIPT_FILE, body),
			maxBytes: MAX_TRANSCRIPT_BYTES,
			take: async (body) => body as object,
		});
		return file ? [file] : [];
	}

	private async summaries(conversationId: string): Promise<readonly unknown[]> {
		if (!this.withSummaries || this.summariesRefused) return [];
		const asked = ask(this.connection, API.conversationSummaries, { ids: [conversationId] });
		return await asked.then(
			(answer) => answer?.entities ?? [],
			(error: unknown) => {
				if (!(error instanceof GenesysError) || error.status !== 403) throw error;
				this.summariesRefused = error;
				return [];
			},
		);
	}
}
