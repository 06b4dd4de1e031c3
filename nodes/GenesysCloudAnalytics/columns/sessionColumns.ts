import type { Conversation, Session } from '../records/conversation';
import { column, nameColumn, personal, type Column } from './column';

/** What belongs to one session of a conversation. */
export interface SessionSubject {
	conversation: Conversation;
	session: Session;
}

/**
 * The columns that every row of a session has, whatever else it shows.
 *
 * @param participant where the API's record has it
 */
export function sessionColumns<Subject extends SessionSubject>(participant: string) {
	const path = `${participant}.sessions[]`;
	const ofSession = (
		name: 'sessionId' | 'direction' | 'mediaType' | 'remote',
		unit: 'id' | 'text',
		meaning: string,
	): Column<Subject> => column(name, unit, meaning, `${path}.${name}`, ({ session }) => session.record[name]);
	return {
		conversationId: column<Subject>(
			'conversationId',
			'id',
			'The conversation',
			'conversationId',
			({ conversation }) => conversation.id,
		),
		sessionId: ofSession('sessionId', 'id', 'The session'),
		participantId: column<Subject>(
			'participantId',
			'id',
			'The participant',
			`${participant}.participantId`,
			({ session }) => session.participant.participantId,
		),
		direction: ofSession('direction', 'text', "The session's direction"),
		mediaType: ofSession('mediaType', 'text', '`voice`, `chat`, `email`, …'),
		remote: personal(ofSession('remote', 'text', 'Name, number or address of the other side')),
		queueName: nameColumn<Subject>('queueName', 'queueId', 'queue'),
		wrapUpName: nameColumn<Subject>('wrapUpName', 'wrapUpCode', 'wrapUpCode'),
		skillNames: nameColumn<Subject>('skillNames', 'skillIds', 'skill'),
		languageName: nameColumn<Subject>('languageName', 'languageId', 'language'),
	};
}
