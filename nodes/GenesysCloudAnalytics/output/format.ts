import type { RowFormat, TabularOutput } from '../analytics/rows';
import { createMask } from '../analytics/rows';
import { flag, oneOf } from '../choices';
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
	const isMasked = flag('Mask Personal Data', options.maskPersonalData);
	if (isMasked && output === 'raw') {
		throw new UserFacingError(
			'Raw records can not be masked: they are returned as Genesys Cloud has them',
			'Turn off the option Mask Personal Data, or choose another output.',
		);
	}
	return {
		output: output as Output,
		resolveNames: flag('Resolve Names', options.resolveNames, true),
		row: {
			timeZone,
			dateFormat: readDateFormat(options),
			includeAttributes: flag('Include Participant Attributes', options.includeAttributes),
			mask: isMasked ? createMask(secret) : undefined,
		},
	};
}

/** The Date Format option. */
export function readDateFormat(options: Record<string, unknown>): RowFormat['dateFormat'] {
	return oneOf('Date Format', options.dateFormat ?? 'iso', ['iso', 'spreadsheet']);
}
