/** `lastFullInterval` → `last full interval`, `last7Days` → `last 7 days`; as a part of an expression. */
const inWords = (value: string) =>
	`String(${value} ?? "").replace(/[A-Z]|\\d+/g, (part) => " " + part.toLowerCase())`;

const parameter = (name: string) => `$parameter["${name}"]`;

const amount = parameter('relativeAmount');
const unit = parameter('relativeUnit');
const relative = `(${amount} === 1 ? "last " + String(${unit}).replace(/s$/, "") : "last " + ${amount} + " " + ${unit})`;
const timeRange = parameter('timeRange');

const operation = `${inWords(`String(${parameter('operation')}).replace("getAll", "getMany")`)}.replace("kpis", "KPIs")`;
const queue = `${parameter('filters')}?.queue?.cachedResultName`;

/** What a node does, below its name on the canvas: "get many: conversation · last hour · Billing". */
export const operationSubtitle = subtitle(
	`${operation} + ": " + ${parameter('resource')}`,
	...['subject', 'type'].map((field) => inWords(parameter(field))),
	`${timeRange} === "relative" ? ${relative} : ${inWords(timeRange)}`,
	queue,
);

/** What starts a workflow: "conversation ended · Billing". */
export const eventSubtitle = subtitle(inWords(parameter('event')), queue);

function subtitle(...parts: string[]): string {
	return `={{ [${parts.join(', ')}].filter(Boolean).join(" · ") }}`;
}
