import type { Organization, QueueEntity } from '../data/organization';
import type { CountedEvent } from './subject';

/** `StatisticalSummary`, as far as a metric has it. */
export type Stats = Record<string, number>;

/** What one group has collected in one interval. */
export class MetricTotals {
	private readonly metrics = new Map<string, { count: number; sum: number; min: number; max: number }>();
	private readonly conversations = new Set<string>();
	private readonly targets = new Set<number>();
	private readonly views = new Map<string, number>();
	private inTime = 0;
	private answeredOrAbandoned = 0;

	add(event: CountedEvent, queue: QueueEntity | undefined): void {
		const { name, value } = event;
		if (event.conversation) this.conversations.add(event.conversation.conversationId);
		const entry = this.metrics.get(name);
		if (!entry) this.metrics.set(name, { count: 1, sum: value, min: value, max: value });
		else {
			entry.count++;
			entry.sum += value;
			entry.min = Math.min(entry.min, value);
			entry.max = Math.max(entry.max, value);
		}
		if (queue && (name === 'tAnswered' || name === 'tAbandon')) {
			this.answeredOrAbandoned++;
			this.targets.add(queue.serviceLevelTarget);
			if (name === 'tAnswered' && value <= queue.serviceLevelSeconds * 1000) this.inTime++;
		}
	}

	countView(name: string): void {
		this.views.set(name, (this.views.get(name) ?? 0) + 1);
	}

	viewStats(name: string): Stats | undefined {
		const count = this.views.get(name);
		return count === undefined ? undefined : { count };
	}

	/** Undefined where there are no figures: the API leaves such a metric out. */
	stats(metric: string): Stats | undefined {
		if (metric === 'nConversations') return { count: this.conversations.size };
		if (metric === 'oServiceLevel') return this.serviceLevel();
		if (metric === 'oServiceTarget')
			return this.targets.size === 1 ? { current: [...this.targets][0]! } : undefined;
		const entry = this.metrics.get(metric);
		if (!entry) return undefined;
		// Counters are counted by their value; timers are milliseconds.
		if (metric.startsWith('n')) return { count: entry.sum };
		return { max: entry.max, min: entry.min, count: entry.count, sum: entry.sum };
	}

	/** Answered in time among answered and abandoned; with the target if the group has only one. */
	private serviceLevel(): Stats | undefined {
		if (this.answeredOrAbandoned === 0) return undefined;
		return {
			ratio: this.inTime / this.answeredOrAbandoned,
			numerator: this.inTime,
			denominator: this.answeredOrAbandoned,
			...(this.targets.size === 1 ? { target: [...this.targets][0]! } : {}),
		};
	}
}

export function queuesOf(organization: Organization): Map<string, QueueEntity> {
	return new Map(organization.queues.map((queue) => [queue.id, queue]));
}
