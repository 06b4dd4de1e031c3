import { connect, type Connection } from '../../nodes/GenesysCloudAnalytics/transport/connection';
import { CancelledError } from '../../nodes/GenesysCloudAnalytics/transport/errors';
import type { GenesysContext } from '../../nodes/GenesysCloudAnalytics/transport/exchange';

let connection: Connection;
beforeEach(async () => {
	const context = {
		getCredentials: async () => ({ region: 'mypurecloud.ie' }),
		getNode: () => ({}),
		helpers: {},
		logger: {},
	} as unknown as GenesysContext;
	connection = await connect(context);
});

it('makes it once for all who ask meanwhile, and for all later ones', async () => {
	const make = jest.fn(async () => await new Promise((resolve) => setImmediate(() => resolve({}))));
	const [first, second] = await Promise.all([connection.once('a', make), connection.once('a', make)]);
	expect(await connection.within(new AbortController().signal).once('a', make)).toBe(first);
	expect(second).toBe(first);
	expect(make).toHaveBeenCalledTimes(1);
	await connection.once('b', make);
	expect(make).toHaveBeenCalledTimes(2);
});

it('forgets a failure, which all get who asked meanwhile', async () => {
	const make = jest.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue('yes');
	const both = [connection.once('a', make), connection.once('a', make)];
	for (const each of await Promise.allSettled(both)) expect(each.status).toBe('rejected');
	expect(make).toHaveBeenCalledTimes(1);
	expect(await connection.once('a', make)).toBe('yes');
});

it('makes it anew for whoever goes on, where the part of the work that began it is over', async () => {
	const over = new AbortController();
	let fail: (error: Error) => void = () => {};
	const first = connection
		.within(over.signal)
		.once('a', async () => await new Promise((_, reject) => (fail = reject)));
	const second = connection.once('a', async () => 'made');
	over.abort();
	fail(new CancelledError());
	await expect(first).rejects.toThrow(CancelledError);
	expect(await second).toBe('made');
});
