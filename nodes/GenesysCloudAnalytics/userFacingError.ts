/** A wrong setting or a result that can't be had, in words for the user. `description` says what to do. */
export class UserFacingError extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}
