import { idOf } from '../records/conversation';
import type { Sentiment } from '../records/sentiment';
import { column, type Column } from './column';
import type { Sheet } from './sheet';
import { withColumns } from './withColumns';

type MaybeSentiment = Sentiment | undefined;

const columns: ReadonlyArray<Column<MaybeSentiment>> = [
	column(
		'sentimentScore',
		'number',
		"The customer's sentiment, −100 to 100; null if speech analytics has none",
		'oSentimentScore',
		(sentiment) => sentiment?.score,
	),
	seconds('agentSpeechSeconds', 'How long agents spoke', 'tAgentSpeech', (s) => s.agentMs),
	seconds('customerSpeechSeconds', 'How long the customer spoke', 'tCustomerSpeech', (s) => s.customerMs),
	seconds('silenceSeconds', 'How long nobody spoke', 'tSilence', (s) => s.silenceMs),
	seconds('overtalkSeconds', 'How long both spoke', 'tOverTalkSpeech', (s) => s.overtalkMs),
];

/** A sheet of conversations whose rows also have sentiment and speaking times, at their end. */
export function withSentiment(sheet: Sheet, sentiments: ReadonlyMap<string, Sentiment>): Sheet {
	return withColumns(sheet, columns, (record) => sentiments.get(idOf(record) ?? ''));
}

function seconds(
	name: string,
	meaning: string,
	metric: string,
	read: (sentiment: Sentiment) => number | null,
): Column<MaybeSentiment> {
	return column(name, 'seconds', meaning, metric, (sentiment) => sentiment && read(sentiment));
}
