import { SUBJECTS } from '../../contract/subjects';
import { time } from '../../data/conversationStore';
import { hashOf } from '../../data/entities';
import type { SessionRecord } from '../../data/record';
import { subjectOf } from '../subject';
import { recordsIn } from './records';

const INTENTS = ['CheckBalance', 'BlockCard', 'TalkToAgent', 'Öffnungszeiten'];

/** Bots: the bot flows of messages. A bot that ends a conversation has served the customer. */
export const bots = subjectOf(SUBJECTS.bots.metrics, function* (range, world, now) {
	for (const record of recordsIn(range, world, now)) {
		for (const participant of record.participants ?? []) {
			if (participant?.purpose !== 'botflow') continue;
			for (const session of participant.sessions ?? []) {
				const duration = session?.metrics?.find(({ name }) => name === 'tFlow');
				if (!duration) continue;
				const at = time(duration.emitDate, NaN);
				for (const [name, value, more] of figuresOf(session, duration.value ?? 0)) {
					const dimensions = {
						conversationId: record.conversationId,
						...dimensionsOf(session),
						...more,
					};
					yield { name, value, at, conversation: record, dimensions };
				}
			}
		}
	}
});

const flowOf = (session: SessionRecord) => session.flow as Record<string, unknown> | undefined;
const isSelfServed = (session: SessionRecord) => flowOf(session)?.exitReason === 'DISCONNECT';
const intentOf = (session: SessionRecord) => INTENTS[hashOf(session.sessionId ?? '') % INTENTS.length]!;

function dimensionsOf(session: SessionRecord): Record<string, unknown> {
	const flow = flowOf(session);
	return {
		botId: flow?.flowId,
		botName: flow?.flowName,
		botVersion: flow?.flowVersion,
		botProvider: 'GENESYS',
		botProduct: 'GenesysBot',
		botFlowType: 'DIGITALBOT',
		botSessionId: session.sessionId,
		botFinalIntent: intentOf(session),
		botResult: isSelfServed(session) ? 'UserExit' : 'ExitRequestedByAgent',
		languageCode: 'en-us',
		mediaType: session.mediaType,
		messageType: session.messageType,
		selfServed: isSelfServed(session),
	};
}

function figuresOf(session: SessionRecord, duration: number): [string, number, object?][] {
	const hash = hashOf(session.sessionId ?? '');
	const turns = 2 + (hash % 6);
	const selfServed = isSelfServed(session);
	return [
		['nBotSessions', 1],
		['nBotSessionTurns', turns],
		['oBotSessionTurn', turns],
		['oBotSessionQuery', 1],
		...(selfServed ? [['oBotSessionQuerySelfServed', 1] as [string, number]] : []),
		['oBotIntent', 1, { botIntent: intentOf(session) }],
		...(hash % 2 === 0 ? [['oBotSlot', 1, { botSlot: 'account' }] as [string, number, object]] : []),
		['tBotSession', duration],
		[selfServed ? 'tBotDisconnect' : 'tBotExit', duration],
		...(hash % 7 === 0
			? [
					[
						'tBotRecognitionFailure',
						Math.floor(duration / 3),
						{ botRecognitionFailureReason: 'MAX_NO_MATCHES' },
					] as [string, number, object],
				]
			: []),
	];
}
