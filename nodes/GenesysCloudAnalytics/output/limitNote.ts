/**
 * For a result that the limit cuts.
 *
 * @param what the plural of what is listed
 */
export function limitNote(limit: number, what: string): string {
	return `These are the first ${limit} ${what}. Raise Limit or turn on Return All to get more.`;
}
