import type { Session } from '../operation';

/** Says which conversations there aren't. */
export function hintUnknownConversations({ hint }: Session, ids: readonly string[]): void {
	if (ids.length > 0) hint(`Genesys Cloud has no conversation with the ID ${ids.join(', ')}.`, 'warning');
}
