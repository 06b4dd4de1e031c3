import { idOf } from '../records/conversation';
import type { Sentiment } from '../records/sentiment';
import { column, type Column } from './column';
import { isRaw, type Sheet } from './sheet';

interface WithSentiment {
	subject: unknown;
	sentiment: Sentiment | undefined;
}

const columns: ReadonlyArray<Column<WithSentiment>> = [
	column(
		'sentimentScore',
		'number',
		"The customer's sentiment, −100 to 100; null if speech analytics has none",
		'oSentimentScore',
		({ sentiment }) => sentiment?.score,
	),
	seconds('agentSpeechSeconds', 'How long agents spoke', 'tAgentSpeech', (s) => s.agentMs),
	seconds('customerSpeechSeconds', 'How long the customer spoke', 'tCustomerSpeech', (s) => s.customerMs),
	seconds('silenceSeconds', 'How long nobody spoke', 'tSilence', (s) => s.silenceMs),
	seconds('overtalkSeconds', 'How long both spoke', 'tOverTalkSpeech', (s) => s.overtalkMs),
];

/** A sheet of conversations whose rows also have sentiment and speaking times, at their end. */
export function withSentiment(sheet: Sheet, sentiments: ReadonlyMap<string, Sentiment>): Sheet {
	if (isRaw(sheet)) return sheet;
	const { subjects, attributes } = sheet;
	const extended: Sheet<WithSentiment> = {
		...sheet,
		continues: undefined,
		columns: [
			...sheet.columns.map((of): Column<WithSentiment> => ({
				...of,
				read: ({ subject }, zone) => of.read(subject, zone),
			})),
			...columns,
		],
		simplified: sheet.simplified && [...sheet.simplified, ...columns.map(({ name }) => name)],
		standard: sheet.standard && [...sheet.standard, ...columns.map(({ name }) => name)],
		always: columns.map(({ name }) => name),
		subjects: (record) => {
			const sentiment = sentiments.get(idOf(record) ?? '');
			return (subjects?.(record) ?? [record]).map((subject) => ({ subject, sentiment }));
		},
		attributes: attributes && (({ subject }, mask) => attributes(subject, mask)),
	};
	return extended as Sheet;
}

function seconds(
	name: string,
	meaning: string,
	metric: string,
	read: (sentiment: Sentiment) => number | null,
): Column<WithSentiment> {
	return column(name, 'seconds', meaning, metric, ({ sentiment }) => sentiment && read(sentiment));
}
