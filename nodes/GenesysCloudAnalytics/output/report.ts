import type { IDataObject } from 'n8n-workflow';

import { limitNote } from '../messages/limitNote';
import { isoTime } from '../records/json';
import type { TimeRange } from '../time/timeRange';
import { rangeInWords } from '../time/words';
import type { Usage } from '../transport/connection';

/** Something that a user should know. A warning is about what isn't there. */
export interface Hint {
	message: string;
	type: 'info' | 'warning';
}

/** Which part of the API records came from. */
export type Source = 'query' | 'job';

/**
 * What one run of an operation found out, collected while it reads. People see it as hints, flows as the item of the second
 * output or beside a file, an AI agent as a note before the rows.
 */
export class Report {
	/** Of a sync: whether a later run continues. */
	moreLeft: boolean | undefined;
	/** How many rows came of it. */
	rows = 0;
	/** About how many results there are, with those that a limit cut off. */
	total: number | undefined;

	private dataUntil: number | undefined;
	private range: TimeRange | undefined;
	private rangeSentence: string | undefined;
	private cutSentence: string | undefined;
	private countSentence: string | undefined;
	private readonly hints: Hint[] = [];
	private readonly lacking: string[] = [];
	private readonly nameless = new Set<string>();
	private readonly leftOut: string[] = [];
	private ofNames: readonly string[] = [];
	private readonly sources = new Set<Source>();

	/** What was read: `label` is its name in the form, if it has one. */
	covers(range: TimeRange, timeZone: string, label?: string): void {
		this.range = range;
		this.rangeSentence = `Time range: ${label ? `${label}, ` : ''}${rangeInWords(range, timeZone)}.`;
	}

	note(message: string, type: Hint['type'] = 'info'): void {
		if (!this.hints.some((hint) => hint.message === message)) this.hints.push({ message, type });
	}

	warn(message: string): void {
		this.note(message, 'warning');
	}

	/** What was asked for and is not there, as a sentence. */
	misses(sentence: string): void {
		if (!this.lacking.includes(sentence)) this.lacking.push(sentence);
	}

	/**
	 * A limit left something out.
	 *
	 * @param total about how many there are; `toCount`: the operation that counts them, for agents that meant to count
	 */
	cutAt(limit: number, plural: string, { total, toCount }: { total?: number; toCount?: string } = {}): void {
		this.total = total;
		this.cutSentence = limitNote(limit, plural, total);
		this.countSentence = toCount && `To count ${plural}, use ${toCount} instead.`;
	}

	/** A filter whose expression gave nothing was left out. */
	leavesOut(label: string): void {
		this.leftOut.push(label);
	}

	/** What the directory says of names that are missing; people read it once, at the end of all items. */
	names(sentences: readonly string[]): void {
		this.ofNames = sentences;
	}

	/** Ids in the rows whose names are not known. */
	hasNoNameFor(ids: Iterable<string>): void {
		for (const id of ids) this.nameless.add(id);
	}

	/**
	 * The newest moment of which the API should have everything, milliseconds: of several readings, the earliest. Queries and
	 * aggregates have what happened until they are asked, jobs only what their own watermark says.
	 */
	hasDataUntil(ms: number): void {
		this.dataUntil = Math.min(ms, this.dataUntil ?? ms);
	}

	cameFrom(...sources: Source[]): void {
		for (const source of sources) this.sources.add(source);
	}

	get isComplete(): boolean {
		return this.lacking.length === 0 && this.cutSentence === undefined;
	}

	/** The start of the range that was read, milliseconds; undefined where the operation has none. */
	get startMs(): number | undefined {
		return this.range?.startMs;
	}

	/** The range that was read; null where the operation has none. */
	get bounds(): { rangeStart: string | null; rangeEnd: string | null } {
		return { rangeStart: isoTime(this.range?.startMs), rangeEnd: isoTime(this.range?.endMs) };
	}

	/** For people, above the output. */
	forPeople(): Hint[] {
		const infos = this.hints.filter(({ type }) => type === 'info').map(({ message }) => message);
		const said = [this.rangeSentence, ...infos, this.cutSentence, this.leftOutSentence].filter(Boolean);
		const warnings = this.hints.filter(({ type }) => type === 'warning');
		return [
			...(said.length > 0 ? [{ message: said.join(' '), type: 'info' as const }] : []),
			...this.lacking.map((message) => ({ message, type: 'warning' as const })),
			...warnings,
		];
	}

	/** For an AI agent, which sees no hints: what it must not overlook, in a few sentences; undefined where that is nothing. */
	forAgent(): string | undefined {
		const warnings = this.hints.filter(({ type }) => type === 'warning').map(({ message }) => message);
		const said = [
			this.cutSentence,
			this.countSentence,
			...this.lacking,
			this.leftOutSentence,
			...warnings,
			...this.ofNames,
		];
		return said.filter(Boolean).join(' ') || undefined;
	}

	/** For a flow: one item that says the same, always with the same fields. */
	forFlow({ requests, waitedMs }: Usage): IDataObject {
		const notes = [
			...this.hints.map(({ message }) => message),
			this.cutSentence,
			this.leftOutSentence,
			...this.ofNames,
		];
		return {
			rows: this.rows,
			complete: this.isComplete,
			cut: this.cutSentence !== undefined,
			total: this.total ?? null,
			...this.bounds,
			dataUntil: isoTime(this.dataUntil),
			moreLeft: this.moreLeft ?? null,
			missing: this.lacking.length > 0 ? [...this.lacking] : null,
			namesMissing: this.nameless.size > 0 ? [...this.nameless] : null,
			notes: notes.filter((note): note is string => note !== undefined),
			source: this.sources.size > 0 ? [...this.sources].sort().reverse().join(', ') : null,
			requests,
			waitedSeconds: waitedMs / 1_000,
		};
	}

	private get leftOutSentence(): string | undefined {
		if (this.leftOut.length === 0) return undefined;
		const [only, another] = this.leftOut;
		return another === undefined
			? `Not filtered by ${only}, which had no value.`
			: `Not filtered by ${this.leftOut.join(', ')}, which had no values.`;
	}
}
