import { transcribedSessions, type TranscriptParts } from '../records/transcript';
import type { Connection } from '../transport/connection';
import { GenesysError } from '../transport/errors';
import { ask } from '../api/ask';
import { API } from '../api/endpoints';
import { FETCHING_FILES, inParallel } from '../api/inParallel';
import { fetchPresigned } from '../api/presigned';
import { isRefusedAlone } from '../api/refusals';
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
		// Where a permission is missing, one request tells it.
		const found = await this.readOne(first, records.get(first));
		const read = async (id: string) => await this.readOne(id, records.get(id));
		return [found, ...(await inParallel(others, read, FETCHING_FILES))];
	}

	private async readOne(conversationId: string, record: unknown): Promise<TranscriptParts> {
		const nothing = { conversationId, record, files: [], summaries: [] };
		if (record === undefined) return { ...nothing, reason: 'notFound' };
		return await this.partsOf(conversationId, record).catch((error: unknown) => {
			if (!isRefusedAlone(error)) throw error;
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
		const sessions = transcribedSessions(record);
		return (await inParallel(sessions, async (id) => await this.filesOf(conversationId, id))).flat();
	}

	/** The transcripts of one session, one for each of its recordings; none where it has none. */
	private async filesOf(conversationId: string, sessionId: string): Promise<object[]> {
		const addresses = async () => {
			const question = { ids: [conversationId, sessionId] as [string, string] };
			return (await ask(this.connection, API.transcriptUrls, question))?.urls ?? [];
		};
		const files: object[] = [];
		for (const [index, { recording, url }] of (await addresses()).entries()) {
			let known = url;
			const addressOf = async () => {
				const address =
					known ??
					(await addresses()).find((each, i) =>
						recording?.id ? each.recording?.id === recording.id : i === index,
					)?.url;
				// Asked for again, it has expired.
				known = undefined;
				return address;
			};
			const file = await fetchPresigned(this.connection, addressOf, {
				as: 'json',
				fits: (body) => fits(TRANSCRIPT_FILE, body),
				maxBytes: MAX_TRANSCRIPT_BYTES,
				take: async (body) => body as object,
			});
			if (file) files.push(file);
		}
		return files;
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
