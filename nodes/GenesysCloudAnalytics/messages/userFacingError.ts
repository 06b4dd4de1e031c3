/** A wrong setting, or a result that could not be retrieved, as a sentence for the user. `description` says what to do. */
export class UserFacingError extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}
