import type { ConversationStore } from './data/conversationStore';
import type { Organization } from './data/organization';
import type { ConversationRecord } from './data/record';
import type { RecordingOptions } from './data/recordings';
import type { SpeechOptions } from './data/speech/speech';
import type { UserDetailsOptions } from './userDetails';

export interface SimulatorClient {
	id: string;
	secret: string;
	name?: string;
	/** disabled: its tokens are void and it gets no new ones; inactive: it gets no new ones. */
	state?: 'active' | 'disabled' | 'inactive';
}

export interface SimulatorLimits {
	/** Deep paging ends here (100,000). */
	maxResults?: number;
	/** Days of a details query without a filter (7). */
	maxDaysUnfiltered?: number;
	/** Days of a details query with a filter (31). */
	maxDaysFiltered?: number;
	/** Largest page of the listings (100). */
	listingPageSizeMax?: number;
	/** Intervals of an aggregates query: its range divided by its granularity (20,000). */
	maxAggregateIntervals?: number;
	/** Days of an aggregates query (none by default: not documented). */
	maxAggregateDays?: number;
	/** Predicates of an observation query (200). */
	maxObservationPredicates?: number;
	/** Groups on a page of an activity query (1,000). */
	maxActivityPage?: number;
	/** Ids of one look-up or multi-get request (100). */
	maxIds?: number;
	/** Days of a query of historical adherence (31), and of one with exceptions (7). */
	maxAdherenceDays?: number;
	maxAdherenceExceptionDays?: number;
	/** Days of a search of schedules, and its agents (no limit: not documented). */
	maxScheduleDays?: number;
	maxScheduleAgents?: number;
	/** The last user of one state that GET /users pages to (10,000), whatever its total says. */
	maxListedUsers?: number;
}

export interface SimulatorJobs {
	/** How far the data lake lags behind now (24). */
	availabilityLagHours?: number;
	/** Largest page of results, also where none is asked (1,000). */
	pageSize?: number;
	/** How long a job is QUEUED and then PENDING, half and half (0: done at the first look). */
	queuedMs?: number;
	/** Jobs that may exist unfinished at the same time (no limit). */
	concurrent?: number;
	/** The status of the refusal beyond that (429); it is not documented. */
	limitStatus?: 400 | 429;
	/** Every other page is shorter than asked for: only the cursor tells the end. */
	raggedPages?: boolean;
	outcome?: 'FULFILLED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
}

export interface SimulatorOptions {
	/** 0 takes any free one. */
	port?: number;
	/** The simulator's clock in milliseconds, for token expiry, rate limit windows, job progress, and what is over. */
	now?: () => number;
	conversations?: ConversationStore | ConversationRecord[];
	organization?: Organization;
	/** Pages larger than this, of what the pattern finds in "METHOD /path", are not ready in time: a gateway answers 504. */
	slowPages?: { on: RegExp; largest: number };
	/** For how many days the organization keeps analytics data; by default that was never set. */
	retentionDays?: number;
	/** Queries of API usage: how long they run, how they end, the most entries of a page, and whether nothing was refused. */
	usage?: {
		isWithinLimit?: boolean;
		queuedMs?: number;
		outcome?: 'Succeeded' | 'Failed' | 'Cancelled';
		maxPageSize?: number;
	};
	/** Answers of Workforce Management with more entries than this are a file to download; 1,000 by default. */
	adherenceInline?: number;
	/** The client may see no management unit: the list is empty, and no error. */
	hiddenManagementUnits?: boolean;
	/** Units that are listed, but in a division that none of the client's roles has: `not.authorized`. */
	forbiddenManagementUnitIds?: readonly string[];
	/**
	 * Searches of schedules: of more agents times days than `atOnce` (no limit), the answer is `Processing`, without any way to
	 * ask for the result; how they end; whether schedules overlap, so that some activities come twice.
	 */
	schedules?: { atOnce?: number; outcome?: 'Error' | 'Canceled'; overlapping?: boolean };
	/** Jobs of historical adherence: how long they take (500, so that none is done at the first look), and how they end. */
	adherenceJobs?: { queuedMs?: number; outcome?: 'Complete' | 'Error' };
	/** Real milliseconds before each API answer. */
	latencyMs?: number;
	/** A fixed window per token, opened by its first request. */
	rateLimit?: { allowed: number; windowSeconds: number };
	tokenLifetimeSeconds?: number;
	clients?: SimulatorClient[];
	/** E.g. `routing:queue:view`: endpoints that need it respond with 403. */
	deniedPermissions?: string[];
	/**
	 * What the details query takes from the UTC days that its interval touches: those that also overlap the
	 * interval (`overlapOnDay`, default) or every one that started on them (`wholeDay`). The documentation allows both.
	 */
	detailsMatching?: 'overlapOnDay' | 'wholeDay';
	/** Hostile: records of the same second come in a different order in each response, by these random numbers from 0 to 1. */
	shuffleEqualTimes?: () => number;
	/** `totalHits` is approximate: what it says for a number of hits. */
	totalHitsError?: (hits: number) => number;
	/** Queue observations qualify oOnQueueUsers by routing status instead of giving one number; which is not documented. */
	onQueueByStatus?: boolean;
	/** What is transcribed, and how it is returned. */
	speech?: SpeechOptions;
	recordings?: RecordingOptions;
	/**
	 * Conversations in a division that none of the client's roles has: what is asked of a single one of them is answered
	 * `not.authorized`, though the permission is there.
	 */
	forbiddenConversationIds?: readonly string[];
	/** Surveys name their form without its questions; whether those are included is not documented. */
	briefSurveyForms?: boolean;
	/** Evaluations that are searched for name the newest or the oldest other version of their form (false). */
	otherFormVersions?: boolean;
	/** Variants of user details that the documentation allows. */
	userDetails?: UserDetailsOptions;
	/** Queues that observations leave out, like those of other divisions: no group, not even with zeros. */
	hiddenQueueIds?: string[];
	jobs?: SimulatorJobs;
	limits?: SimulatorLimits;
	/** How long queries lag behind a conversation, in milliseconds: they see it as it was that long ago. */
	appearsAfterMs?: (conversation: ConversationRecord, index: number) => number;
}

export interface JournalEntry {
	/** Milliseconds on the simulator's clock. */
	at: number;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	/** The parsed JSON body; never a token request's. */
	body?: unknown;
	/** 0 where no status was sent: dropped or left hanging. */
	status: number;
	clientId?: string;
	correlationId: string;
	fault?: Fault['kind'];
}

export interface Fault {
	/** On "METHOD /path"; without it any API request (the token endpoint for `tokenRateLimit`). */
	on?: RegExp;
	/** How many matching requests pass first (0). */
	after?: number;
	/** How many times it strikes (1). */
	times?: number;
	/**
	 * `status` answers in the API's place; `drop` closes the connection before the request is acted on, `dropAnswer`
	 * after it, `dropMidBody` in the middle of the answer; `hang` never answers; `tokenRateLimit` is the token
	 * endpoint's own limit; `expireToken` voids the token that the request carries. Of broken servers and proxies: `drip`
	 * sends a byte now and then and never ends, `endless` much at a time, `switchProtocols` is a 101, `noHttp` is not HTTP,
	 * `badEncoding` is not compressed though it says so, `echo` refuses with the request's Authorization in its words,
	 * `body` acts on the request and then answers with the status of the API, but with another body.
	 */
	kind:
		| 'status'
		| 'drop'
		| 'dropAnswer'
		| 'dropMidBody'
		| 'hang'
		| 'tokenRateLimit'
		| 'expireToken'
		| 'drip'
		| 'endless'
		| 'switchProtocols'
		| 'noHttp'
		| 'badEncoding'
		| 'echo'
		| 'body';
	/** `body`: what is sent instead, of what the API would have sent; as JSON. */
	rewrite?: (answer: unknown) => unknown;
	status?: number;
	headers?: Record<string, string>;
	body?: string | object;
}

export interface Simulator {
	/** Base URL of both login and API. */
	url: string;
	/** May be changed while it runs. */
	options: SimulatorOptions;
	/** Every request, token requests included; holds no secret and no token. */
	journal: JournalEntry[];
	/** Every request to the presigned addresses, which lead to another host than the API. */
	mediaJournal: JournalEntry[];
	/** Scripted faults; those that have struck as often as they should leave the list. */
	faults: Fault[];
	/** Every token issued so far answers 401. */
	expireTokens(): void;
	/** Sends the channels that are connected what they are subscribed to, or a heartbeat: nothing is sent by itself. */
	publish(): void;
	readonly tokensIssued: number;
	/** API requests (no token requests) whose path contains the part, or all. */
	requests(pathPart?: string): JournalEntry[];
	/** Ids of the jobs that have not been deleted. */
	readonly jobIds: string[];
	close(): Promise<void>;
}
