import { CancelledError } from '../../nodes/GenesysCloudAnalytics/transport/errors';
import type { Exchange } from '../../nodes/GenesysCloudAnalytics/transport/exchange';
import type { Path } from '../../nodes/GenesysCloudAnalytics/transport/path';
import type { Outcome, Request } from '../../nodes/GenesysCloudAnalytics/transport/request';
import { TokenGate } from '../../nodes/GenesysCloudAnalytics/transport/tokenGate';

const ok: Outcome = { answer: { status: 200, headers: {}, body: {} } };
const unauthorized: Outcome = {
	failure: { kind: 'answer', status: 401, headers: {}, body: {} },
	headers: {},
};
const refused: Outcome = { failure: { kind: 'token', error: 'invalid_client', text: '' }, headers: {} };

/** A line on which each request stays until it is answered by hand. */
class Line {
	readonly sent: Array<{ path: string; renews: boolean; answer: (outcome: Outcome) => void }> = [];

	readonly gate = new TokenGate({
		send: async ({ path }: Request, { renews = false } = {}) =>
			await new Promise<Outcome>((answer) => this.sent.push({ path, renews, answer })),
	} as Exchange);

	send(path: string, signal?: AbortSignal): Promise<Outcome> {
		return this.gate.send({ method: 'GET', path: path as Path }, signal);
	}

	get paths(): string[] {
		return this.sent.map(({ path, renews }) => (renews ? `${path} renews` : path));
	}

	async answer(index: number, outcome: Outcome): Promise<void> {
		await new Promise(setImmediate);
		this.sent[index]!.answer(outcome);
		await new Promise(setImmediate);
	}
}

it('lets one request fetch the token while the others wait', async () => {
	const line = new Line();
	const all = ['a', 'b', 'c'].map((path) => line.send(path));
	expect(line.paths).toEqual(['a']);
	await line.answer(0, ok);
	expect(line.paths).toEqual(['a', 'b', 'c']);
	await line.answer(1, ok);
	await line.answer(2, ok);
	expect(await Promise.all(all)).toEqual([ok, ok, ok]);
});

it('sends none that waited for a token which was refused, and the next one tries again', async () => {
	const line = new Line();
	const both = [line.send('a'), line.send('b')];
	await line.answer(0, refused);
	expect(await Promise.all(both)).toEqual([refused, refused]);
	void line.send('c');
	expect(line.paths).toEqual(['a', 'c']);
});

it('has a dead token renewed once for all that met it', async () => {
	const line = new Line();
	void line.send('a');
	await line.answer(0, ok);
	const both = [line.send('b'), line.send('c')];
	await line.answer(1, unauthorized);
	await line.answer(2, unauthorized);
	expect(line.paths).toEqual(['a', 'b', 'c', 'b renews']);
	await line.answer(3, ok);
	expect(line.paths.at(-1)).toBe('c');
	await line.answer(4, ok);
	expect(await Promise.all(both)).toEqual([ok, ok]);
});

it('sends nothing that waited once the run is over', async () => {
	const line = new Line();
	const over = new AbortController();
	const first = line.send('a', over.signal);
	const second = line.send('b', over.signal);
	over.abort();
	const outcome = expect(second).rejects.toThrow(CancelledError);
	await line.answer(0, ok);
	await outcome;
	expect(await first).toEqual(ok);
	expect(line.paths).toEqual(['a']);
});
