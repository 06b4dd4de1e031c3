const MAX_LENGTH = 100;

/** An id as part of a file's name: letters, digits, dots and dashes, whatever it consists of, so that it names no folder. */
export function fileNamePart(id: string): string {
	return id
		.replace(/[^A-Za-z0-9.-]+/g, '-')
		.replace(/\.{2,}/g, '.')
		.slice(0, MAX_LENGTH);
}
