import type { INodeProperties } from 'n8n-workflow';

/** Which operation a form belongs to. */
export interface Place {
	resource: string;
	operation: string;
}

/** A property, and the operations whose forms have it. */
interface Shared {
	key: string;
	property: INodeProperties;
	places: Place[];
	/** Of a collection: its fields, of which each operation may have others. */
	fields: Shared[];
}

/**
 * One list of properties for the forms of all operations: what is the same in several of them is there once, since every
 * editor downloads it. Each form keeps its order.
 */
export function sharedForm(
	forms: ReadonlyArray<Place & { properties: INodeProperties[] }>,
): INodeProperties[] {
	const shared: Shared[] = [];
	for (const { properties, ...place } of forms) add(shared, properties, place, forms);
	return shared.map((each) => rendered(each, each.places, ''));
}

/** After what comes before it in its own form, and as early as there is an equal one. */
function add(shared: Shared[], properties: INodeProperties[], place: Place, all: readonly Place[]): void {
	let at = -1;
	for (const property of properties) {
		const key = keyOf(property);
		const equal = shared.findIndex(
			(each, index) => index > at && each.key === key && isExact([...each.places, place], all),
		);
		if (equal >= 0) {
			at = equal;
			shared[at]!.places.push(place);
		} else {
			at++;
			shared.splice(at, 0, { key, property, places: [place], fields: [] });
		}
		if (property.type === 'collection') {
			add(shared[at]!.fields, property.options as INodeProperties[], place, all);
		}
	}
}

function keyOf(property: INodeProperties): string {
	return JSON.stringify(property.type === 'collection' ? { ...property, options: [] } : property);
}

/** n8n knows two lists of conditions, which together must not mean an operation that has no such field. */
function isExact(places: readonly Place[], all: readonly Place[]): boolean {
	const [resources, operations] = [valuesOf(places, 'resource'), valuesOf(places, 'operation')];
	const meant = all.filter(
		(each) => resources.includes(each.resource) && operations.includes(each.operation),
	);
	return meant.length === places.length;
}

function valuesOf(places: readonly Place[], name: keyof Place): string[] {
	return [...new Set(places.map((each) => each[name]))];
}

/**
 * The operations are the first conditions: n8n goes through them in their order and shows a field as soon as it comes to one
 * that an expression decides, whatever the conditions after it say.
 *
 * @param around the operations that have what this is a field of; `root` leads from a collection to the form
 */
function rendered(
	{ property, places, fields }: Shared,
	around: readonly Place[],
	root: '' | '/',
): INodeProperties {
	const { show, ...rest } = property.displayOptions ?? {};
	const isNarrower = root === '' || places.length < around.length;
	const own = isNarrower
		? {
				[`${root}resource`]: valuesOf(places, 'resource'),
				[`${root}operation`]: valuesOf(places, 'operation'),
			}
		: {};
	const conditions = { ...own, ...show };
	const displayOptions =
		Object.keys(conditions).length > 0 ? { ...rest, show: conditions } : property.displayOptions;
	return {
		...property,
		...(displayOptions ? { displayOptions } : {}),
		...(fields.length > 0 ? { options: fields.map((each) => rendered(each, places, '/')) } : {}),
	} as INodeProperties;
}
