import { API } from '../../api/endpoints';
import { conversationSheets } from '../../columns/conversationSheets';
import { conversationFilters } from '../../fields/conversationFilters';
import { conversationOutput } from '../../fields/conversationRows';
import { notice } from '../../fields/field';
import { choice, numberIfAdded, toggle } from '../../fields/kinds';
import { fileNotice, limit } from '../../fields/limit';
import { allowPartial, options, source } from '../../fields/options';
import { permissionNotice } from '../../fields/permissionNotice';
import { rows } from '../../fields/rows';
import { timeRange, unlessSince } from '../../fields/timeRange';

/** The form of Conversation > Get Many. */
export const fields = {
	period: timeRange('lastHour', {
		notice:
			'Returns all conversations that have ended, oldest first. Conversations can change after their end, so insert or update rows by their key.',
		mark: 'The latest end of a conversation in the destination, MAX("endTime") or, for agent sessions, MAX("conversationEndTime")',
		late: 'wrap-up codes, evaluations and records that appear late',
	}),
	filters: conversationFilters,
	output: conversationOutput,
	rows: rows(conversationSheets),
	fileNotice,
	limit: limit({ isSyncable: true }),
	matchBy: unlessSince(
		choice({
			displayName: 'Match By',
			byDefault: 'started',
			description: 'Which part of a conversation has to be in the time range',
			options: [
				['started', 'Started', 'Conversations that began in the time range, whenever they ended'],
				['ended', 'Ended', 'Conversations that ended in the time range, whenever they began'],
				['active', 'Active', 'Conversations that were in progress at any moment of the time range'],
			],
		}),
	),
	sortOrder: unlessSince(
		choice({
			displayName: 'Sort Order',
			byDefault: 'desc',
			description: 'By the start of the conversation, or by its end if Match By is Ended',
			options: [
				['desc', 'Newest First'],
				['asc', 'Oldest First'],
			],
		}),
	),
	options: options(Object.values(conversationSheets), {
		includeSentiment: toggle({
			displayName: 'Include Sentiment',
			byDefault: false,
			description:
				"Whether to add the customer's sentiment and how long agent and customer spoke, from speech and text analytics",
		}),
		liveAttributes: toggle({
			displayName: 'Live Attributes',
			byDefault: false,
			description:
				'Whether Include Participant Attributes also reads, from the conversations themselves, attributes that details jobs do not have yet: one request each, for up to 200 conversations',
		}),
		repeatWithinHours: numberIfAdded({
			displayName: 'Repeat Within (Hours)',
			byDefault: 24,
			above: 0,
			max: 744,
			description:
				'Adds columns that say whether the customer had been in touch within this many hours before: isRepeat, previousConversationId, hoursSincePrevious, contactsInWindow. All inbound conversations of that time are read as well.',
		}),
		rangeColumns: toggle({
			displayName: 'Range Columns',
			byDefault: false,
			description:
				'Whether to add the columns rangeStart and rangeEnd, which show the time range that was used',
		}),
		source,
		allowPartial,
	}),
	jobNotice: notice(
		'The data of details jobs is hours old, sometimes a day. Newer conversations are missing from the result, which is an error with Return All. Choose Auto to read them with the details query.',
		{ show: { '/options.source': ['job'] } },
	),
	attributesNotice: notice(
		'Participant attributes come from details jobs, whose data is hours old, sometimes a day. Newer conversations have none yet, unless you turn on Live Attributes.',
		{ show: { '/options.includeAttributes': [true] } },
	),
	sentimentNotice: permissionNotice(API.transcriptAggregates, { '/options.includeSentiment': [true] }),
	liveAttributesNotice: permissionNotice(API.liveConversation, { '/options.liveAttributes': [true] }),
};
