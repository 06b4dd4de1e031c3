import { idOf } from '../records/conversation';
import type { Repeat } from '../records/repeats';
import { column, type Column } from './column';
import type { Sheet } from './sheet';
import { withColumns } from './withColumns';

type MaybeRepeat = Repeat | undefined;

const columns: ReadonlyArray<Column<MaybeRepeat>> = [
	column(
		'isRepeat',
		'yes/no',
		"Whether the customer had been in touch within these hours; null for outbound conversations and customers who can't be told apart",
		'number, address or external contact of earlier inbound conversations',
		(repeat) => repeat && repeat.previousId !== null,
	),
	column(
		'previousConversationId',
		'id',
		'The latest of these earlier conversations',
		'conversationId',
		(repeat) => repeat?.previousId,
	),
	column(
		'hoursSincePrevious',
		'number',
		'From its start to the start of this one, in hours',
		'conversationStart',
		(repeat) => repeat?.hoursSincePrevious,
	),
	column(
		'contactsInWindow',
		'count',
		'How often the customer was in touch within these hours, this conversation included',
		'conversationStart',
		(repeat) => repeat?.contacts,
	),
];

/** A sheet of conversations whose rows also say whether the customer had been in touch before. */
export function withRepeats(sheet: Sheet, repeats: ReadonlyMap<string, Repeat>): Sheet {
	return withColumns(sheet, columns, (record) => repeats.get(idOf(record) ?? ''));
}
