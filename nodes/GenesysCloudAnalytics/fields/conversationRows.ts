import { choice } from './kinds';

/** What each row of conversations is. */
export const conversationOutput = choice({
	displayName: 'Output',
	byDefault: 'conversations',
	description: 'What each row represents',
	options: [
		['conversations', 'Conversations', 'One row per conversation: when, who, how long and with what outcome'],
		[
			'queueVisits',
			'Queue Visits',
			'One row per entry into a queue, whether or not an agent answered; the limit counts conversations',
		],
		[
			'agentSessions',
			'Agent Sessions',
			'One row per session of an agent in a conversation; the limit counts conversations',
		],
		[
			'segments',
			'Segments',
			'One row per segment, such as alert, talk, hold or wrap-up; the limit counts conversations',
		],
		['raw', 'Raw', "The API's own record, unchanged and nested"],
	],
});
