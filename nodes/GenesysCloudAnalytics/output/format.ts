import type { RowFormat, TabularOutput } from '../analytics/rows';
import { createMask } from '../analytics/rows';
import { UserFacingError } from '../userFacingError';

export type Output = TabularOutput | 'raw';

const OUTPUTS: readonly string[] = ['summary', 'detailed', 'interactions', 'segments', 'raw'];

/** How rows are to look: the Output field and what of the options concerns it. */
export interface OutputFormat {
	output: Output;
	row: RowFormat;
	resolveNames: boolean;
}

/**
 * @param secret keys the masking of personal data: tokens stay the same while it does
 * @throws UserFacingError for an output that isn't one
 */
export function readOutputFormat(
	output: unknown,
	options: Record<string, unknown>,
	timeZone: string,
	secret: string,
): OutputFormat {
	if (!OUTPUTS.includes(String(output))) {
		throw new UserFacingError(
			`The output "${String(output)}" is not known`,
			`Use one of ${OUTPUTS.join(', ')}.`,
		);
	}
	return {
		output: output as Output,
		resolveNames: options.resolveNames !== false,
		row: {
			timeZone,
			dateFormat: readDateFormat(options),
			includeAttributes: options.includeAttributes === true,
			mask: options.maskPersonalData === true ? createMask(secret) : undefined,
		},
	};
}

/** The Date Format option. */
export function readDateFormat(options: Record<string, unknown>): RowFormat['dateFormat'] {
	return options.dateFormat === 'spreadsheet' ? 'spreadsheet' : 'iso';
}
