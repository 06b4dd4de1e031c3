import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import {
	conversationSheets,
	createMask,
	isRaw,
	SECONDS_FORMATS,
	type Output,
	type RowFormat,
	type Sheet,
} from '../columns';
import type { OutputFormat } from '../output/rowWriter';
import { CREDENTIAL_TYPE } from '../transport/connection';
import { UserFacingError } from '../messages/userFacingError';
import type { ReadParameter } from '../resources/operation';
import { flag, list, oneOf } from './choices';
import { readCollection, readTimeZone } from './parameters';

const OUTPUTS = Object.keys(conversationSheets) as Output[];

/**
 * The sheet that the Output field means.
 *
 * @throws UserFacingError for an output that isn't one
 */
export function readSheet(read: ReadParameter): Sheet {
	return conversationSheets[oneOf('Output', read('output', 'summary'), OUTPUTS)];
}

/**
 * How the rows of a sheet are to look: Columns, and what of the options concerns it.
 *
 * @throws UserFacingError for a choice that isn't one, or that this sheet can't follow
 */
export async function readOutputFormat(
	context: IExecuteFunctions | IPollFunctions,
	read: ReadParameter,
	sheet: Pick<Sheet, 'columns' | 'simplified' | 'always'>,
): Promise<OutputFormat> {
	const options = readCollection(read, 'options');
	const isMasked = flag('Mask Personal Data', options.maskPersonalData);
	if (isMasked && isRaw(sheet)) {
		throw new UserFacingError(
			"Personal data can't be masked in raw records",
			'Choose another output, or turn off the option Mask Personal Data.',
		);
	}
	return {
		timeZone: readTimeZone(options, context.getTimezone()),
		dateFormat: readDateFormat(options),
		seconds: oneOf('Seconds', options.seconds ?? 'exact', SECONDS_FORMATS),
		includeAttributes: flag('Include Participant Attributes', options.includeAttributes),
		resolveNames: flag('Resolve Names', options.resolveNames, true),
		mask: isMasked ? createMask(await maskSecret(context)) : undefined,
		columns: readColumnChoice(context.getNode().typeVersion, read, sheet),
	};
}

/** The Date Format option. */
function readDateFormat(options: Record<string, unknown>): RowFormat['dateFormat'] {
	return oneOf('Date Format', options.dateFormat ?? 'iso', ['iso', 'spreadsheet']);
}

/** The names of the columns chosen. Version 1 of the node had no choice and its rows stay. */
function readColumnChoice(
	typeVersion: number,
	read: ReadParameter,
	{ columns, simplified, always = [] }: Pick<Sheet, 'columns' | 'simplified' | 'always'>,
): readonly string[] | undefined {
	if (typeVersion < 2) return columns.filter(({ since }) => since === undefined).map(({ name }) => name);
	if (!simplified) return undefined;
	switch (oneOf('Columns', read('columns', 'simplified'), ['simplified', 'selected', 'all'])) {
		case 'all':
			return undefined;
		case 'simplified':
			return simplified;
		case 'selected': {
			const names = list(read('selectedColumns', []));
			if (names.length > 0) return [...names, ...always];
			throw new UserFacingError(
				'No column is selected',
				'Choose at least one in the field Selected Columns.',
			);
		}
	}
}

/**
 * What keys the masking of personal data: the client secret, which only the credential knows, so that tokens can't be
 * guessed by trying phone numbers, and are the same in all workflows of a credential.
 */
async function maskSecret(context: IExecuteFunctions | IPollFunctions): Promise<string> {
	const { clientId, clientSecret } = await context.getCredentials(CREDENTIAL_TYPE);
	return `${String(clientId)} ${String(clientSecret)}`;
}
