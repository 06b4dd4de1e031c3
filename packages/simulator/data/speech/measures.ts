import type { Communication, Phrase } from './speech';

/** The results of speech analytics for a conversation. Times in milliseconds. */
export interface Measures {
	/** −1…1; undefined where nothing said has a sentiment. */
	sentimentScore?: number;
	/** How much better the second half was than the first: −2…2. */
	sentimentTrend?: number;
	agent: number;
	customer: number;
	ivr: number;
	overtalk: number;
	overtalkCount: number;
	silence: number;
	total: number;
}

export function measuresOf(communications: Communication[]): Measures {
	const phrases = communications.flatMap((one) => one.phrases);
	const spoken = (purpose: Phrase['purpose']) =>
		phrases.filter((phrase) => phrase.purpose === purpose).reduce((sum, { duration }) => sum + duration, 0);
	const total = communications.reduce((sum, { start, end }) => sum + end - start, 0);
	const [agent, customer, ivr] = [spoken('internal'), spoken('external'), spoken('ivr')];
	const overtalkCount = Math.floor(phrases.length / 10);
	const felt = phrases.flatMap(({ sentiment }) => (sentiment === undefined ? [] : [sentiment as number]));
	const half = Math.ceil(felt.length / 2);
	return {
		...(felt.length === 0 ? {} : { sentimentScore: mean(felt) }),
		...(felt.length < 2 ? {} : { sentimentTrend: mean(felt.slice(half)) - mean(felt.slice(0, half)) }),
		agent,
		customer,
		ivr,
		overtalk: overtalkCount * 800,
		overtalkCount,
		silence: Math.max(0, total - agent - customer - ivr),
		total,
	};
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function trendClass(trend: number | undefined): string {
	if (trend === undefined) return 'NotCalculated';
	if (trend < -0.75) return 'Declining';
	if (trend < -0.25) return 'SlightlyDeclining';
	if (trend <= 0.25) return 'NoChange';
	return trend <= 0.75 ? 'SlightlyImproving' : 'Improving';
}
