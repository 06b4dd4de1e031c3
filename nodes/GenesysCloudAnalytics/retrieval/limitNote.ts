/**
 * Said where a limit cuts.
 *
 * @param what what there is more of, in the plural
 */
export function limitNote(limit: number, what: string): string {
	return `These are the first ${limit} ${what}. Raise Limit or turn on Return All to get more.`;
}
