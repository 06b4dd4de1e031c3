import { ask } from '../api/ask';
import type { Endpoint } from '../api/endpoints';
import { inParallel } from '../api/inParallel';
import { GenesysError, sentenceOf } from '../transport/errors';
import type { Connection } from '../transport/connection';

/** Forms with their questions by id, each read once. Without them rows have no texts, which `warn` says. */
export async function readForms(
	connection: Connection,
	endpoint: Endpoint<[formId: string], undefined, object>,
	ids: Iterable<string>,
	warn: (sentence: string) => void,
): Promise<Map<string, object>> {
	const forms = new Map<string, object>();
	const failures: GenesysError[] = [];
	await inParallel([...new Set(ids)], async (id) => {
		// Who is not allowed to read one is not allowed to read any.
		if (failures.some(({ status }) => status === 403)) return;
		const read = async () => await ask(connection, endpoint, { ids: [id] });
		await connection.once(`${endpoint.path(id)}`, read).then(
			(form) => forms.set(id, form),
			(error: unknown) => {
				if (!(error instanceof GenesysError)) throw error;
				failures.push(error);
			},
		);
	});
	const [failure] = failures;
	if (failure) warn(`Question texts are missing: ${sentenceOf(failure)}.`);
	return forms;
}
