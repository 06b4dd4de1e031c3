import type { Work } from '../operation';

/** Says which conversations there aren't. */
export function missUnknownConversations({ report }: Pick<Work, 'report'>, ids: readonly string[]): void {
	if (ids.length > 0) report.misses(`Genesys Cloud has no conversation with the ID ${ids.join(', ')}.`);
}
