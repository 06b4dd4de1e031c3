import { singular } from './count';

/**
 * For a result that the limit cuts.
 *
 * @param plural of what is listed
 * @param total about how many there are, where that is known
 */
export function limitNote(limit: number, plural: string, total?: number): string {
	const of = total === undefined ? '' : ` of about ${total}`;
	const these =
		limit === 1 ? `This is the first ${singular(plural)}` : `These are the first ${limit} ${plural}`;
	return `${these}${of}. Raise Limit or turn on Return All to get more.`;
}
