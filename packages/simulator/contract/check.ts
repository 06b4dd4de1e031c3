import { Duration } from 'luxon';
import { ApiError, badRequest, withParams } from '../apiError';
import { parseInterval } from '../interval';
import { MODELS, type FieldType, type Model } from './models';

/** Returns a body that fits the published model, or a list of it (`Name[]`, `string[]`); throws the API's 400 for any other. */
export function checkBody(modelName: string, body: unknown): Record<string, unknown> {
	if (modelName === 'string[]') return checkStrings(body);
	const model = MODELS[modelName.replace('[]', '')];
	if (!model) throw new Error(`The simulator has no model ${modelName}`);
	if (!modelName.endsWith('[]')) return checkObject(model, body, model.name);
	if (!Array.isArray(body)) {
		throw badRequest('The request could not be understood by the server due to malformed syntax.');
	}
	body.forEach((one) => checkObject(model, one, model.name));
	return body as unknown as Record<string, unknown>;
}

function checkStrings(body: unknown): Record<string, unknown> {
	if (!Array.isArray(body) || !body.every((one) => typeof one === 'string')) {
		throw badRequest('The request could not be understood by the server due to malformed syntax.');
	}
	return body as unknown as Record<string, unknown>;
}

function checkObject(model: Model, value: unknown, path: string): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw badRequest('The request could not be understood by the server due to malformed syntax.');
	}
	const given = value as Record<string, unknown>;
	for (const name of Object.keys(given)) {
		if (!(name in model.fields) && !(`${name}!` in model.fields)) {
			throw withParams(
				400,
				'invalid.property',
				'Value [%value] is not a valid property for object [%object]',
				{
					value: name,
					object: model.name,
				},
			);
		}
	}
	for (const [key, type] of Object.entries(model.fields)) {
		const name = key.replace('!', '');
		const content = given[name];
		if (content === undefined || content === null) {
			if (key.endsWith('!')) throw violation(`${path}.${name} may not be null`);
		} else checkValue(type, content, name, `${path}.${name}`);
	}
	return given;
}

function checkValue(type: FieldType, value: unknown, name: string, path: string): void {
	if (typeof type === 'string') return checkScalar(type, value, name);
	if ('fields' in type) {
		checkObject(type, value, path);
	} else if ('of' in type) {
		if (!Array.isArray(value)) throw mismatch(value, name, 'a list');
		if (type.nonEmpty && value.length === 0) throw violation(`${path} may not be empty`);
		value.forEach((element) => checkValue(type.of, element, name, path));
	} else if (typeof value !== 'string' || !type.includes(value)) {
		throw mismatch(value, name, type.join(', '));
	}
}

function checkScalar(type: Extract<FieldType, string>, value: unknown, name: string): void {
	switch (type) {
		case 'any':
			return;
		case 'integer':
			if (!Number.isInteger(value)) throw mismatch(value, name, 'integers');
			return;
		case 'interval':
			if (typeof value !== 'string') throw mismatch(value, name, 'ISO-8601 intervals');
			parseInterval(value);
			return;
		case 'period':
			if (typeof value !== 'string' || !Duration.fromISO(value).isValid) {
				throw mismatch(value, name, 'ISO-8601 periods');
			}
			return;
		default:
			if (typeof value !== type) throw mismatch(value, name, `${type}s`);
	}
}

function mismatch(value: unknown, field: string, allowed: string): ApiError {
	return withParams(
		400,
		'invalid.value',
		'Value [%value] is not valid for field type [%field]. Allowable values are: [%allowed]',
		{ value: typeof value === 'string' ? value : JSON.stringify(value), field, allowed },
	);
}

const violation = (message: string) => badRequest(message, 'constraint.validation');
