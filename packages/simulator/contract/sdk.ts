import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Genesys's own SDK, which is generated from the API's definition, says of an operation of the API. The simulator is
 * held against it.
 */
export interface SdkOperation {
	/** Names of the parameters after the `?`. */
	query: readonly string[];
	/** A type of the SDK's declarations: `Models.UserEntityListing`, `Array<Models.Recording>`, `object`, … */
	answer: string;
}

const SDK = join(__dirname, '../../../node_modules/purecloud-platform-client-v2');
const SOURCES = join(SDK, 'src/purecloud-platform-client-v2/api');

/** `GET /api/v2/users/{}`: parameters have other names in the SDK. */
export const routeKey = (method: string, path: string) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`;

/** By route. */
export function sdkOperations(): ReadonlyMap<string, SdkOperation> {
	const declarations = readFileSync(join(SDK, 'index.d.ts'), 'utf8');
	const answers = new Map<string, string>();
	for (const [, name, answer] of declarations.matchAll(/^\s+(\w+)\(.*\): Promise<(.+)>;/gm)) {
		answers.set(name!, answer!);
	}
	const operations = new Map<string, SdkOperation>();
	for (const file of readdirSync(SOURCES)) {
		const source = readFileSync(join(SOURCES, file), 'utf8');
		const calls =
			/^\t(\w+)\([^\n]*\) \{(?:(?!^\t\}).)*?callApi\(\s*'([^']+)',\s*'(\w+)',\s*\{[^\n]*\},\s*\{([^\n]*)\},/gms;
		for (const [, name, path, method, parameters] of source.matchAll(calls)) {
			const query = [...parameters!.matchAll(/'(\w+)': /g)].map(([, each]) => each!);
			operations.set(routeKey(method!, path!), { query, answer: answers.get(name!) ?? 'void' });
		}
	}
	return operations;
}

interface Field {
	name: string;
	isRequired: boolean;
	type: string;
}

/** Says where a value is not of a type, as ".participants[].color"; undefined where it is. */
type Check = (value: unknown) => string | undefined;

/** Checks values against the types of the SDK: fields that a model doesn't have, and values of another type. */
export class SdkTypes {
	private readonly models = new Map<string, string>();
	private readonly checks = new Map<string, Check>();

	constructor() {
		const declarations = readFileSync(join(SDK, 'index.d.ts'), 'utf8');
		for (const [, name, body] of declarations.matchAll(/^\texport interface (\w+) \{(.*?)^\t\}/gms)) {
			this.models.set(`Models.${name}`, body!);
		}
	}

	/** Nothing is of every type: all fields are optional. */
	of(type: string): Check {
		const known = this.checks.get(type);
		if (known) return known;
		// Models contain themselves.
		let own: Check = () => undefined;
		this.checks.set(type, (value) => own(value));
		const check = this.compiled(type);
		own = (value) => (value === null || value === undefined ? undefined : check(value));
		this.checks.set(type, own);
		return own;
	}

	private compiled(type: string): Check {
		const [, element] = /^Array<(.+)>$/.exec(type) ?? [];
		if (element) return listOf(this.of(element));
		const fields = this.fieldsOf(type);
		if (!fields) return (value) => (isA(type, value) ? undefined : ` is no ${type}`);
		return objectOf(new Map(fields.map((field) => [field.name, this.of(field.type)])));
	}

	/** The fields of a model; undefined where it is none. */
	fieldsOf(type: string): Field[] | undefined {
		const declared = this.models.get(type)?.matchAll(/^\t\t"([^"]+)"(\??): (.*);$/gm);
		return (
			declared &&
			[...declared].map(([, name, optional, of]) => ({
				name: name!,
				isRequired: optional === '',
				type: of!,
			}))
		);
	}
}

function listOf(check: Check): Check {
	return (value) => {
		if (!Array.isArray(value)) return ' is no list';
		for (const each of value) {
			const wrong = check(each);
			if (wrong !== undefined) return `[]${wrong}`;
		}
		return undefined;
	};
}

function objectOf(fields: ReadonlyMap<string, Check>): Check {
	return (value) => {
		if (typeof value !== 'object' || Array.isArray(value)) return ' is no object';
		for (const [field, each] of Object.entries(value as object)) {
			const check = fields.get(field);
			const wrong = check ? check(each) : ' is not in the model';
			if (wrong !== undefined) return `.${field}${wrong}`;
		}
		return undefined;
	};
}

/** Of objects, it isn't said what is in them. */
function isA(type: string, value: unknown): boolean {
	const isSimple = type === 'string' || type === 'number' || type === 'boolean';
	return typeof value === (isSimple ? type : 'object');
}
