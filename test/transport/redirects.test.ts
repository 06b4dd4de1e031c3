import { startSimulator, type Simulator } from '../../packages/simulator';
import { runNode } from '../support/engine';
import { restoreClock, useFastClock } from '../support/fastClock';

let genesys: Simulator;
let elsewhere: Simulator;
beforeEach(async () => {
	const { now } = useFastClock();
	genesys = await startSimulator({ now, conversations: [] });
	elsewhere = await startSimulator({ now, conversations: [] });
});
afterEach(async () => {
	restoreClock();
	await Promise.all([genesys.close(), elsewhere.close()]);
});

describe.each([301, 302, 303, 307, 308])('a redirect by %d', (status) => {
	const redirect = (times = 1) => ({
		kind: 'status' as const,
		on: /details\/query/,
		status,
		times,
		headers: { location: `${elsewhere.url}/api/v2/secret?token=1` },
		body: '',
	});

	it('is an error that names where it points, and the token goes nowhere', async () => {
		genesys.faults.push(redirect());
		const { error, items } = await runNode(genesys, { returnAll: true });
		expect(items).toEqual([]);
		const { host } = new URL(elsewhere.url);
		expect(error?.message).toBe(
			`${new URL(genesys.url).host} responded with ${status} and redirected to ${host}`,
		);
		expect(error?.description).toContain('Redirects are not followed');
		expect(JSON.stringify(error)).not.toContain('token=1');
		expect(elsewhere.journal).toEqual([]);
		expect(genesys.requests('details/query')).toHaveLength(1);
	});

	it('is one also when the token is renewed on the way', async () => {
		genesys.faults.push({ kind: 'expireToken', on: /details\/query/ }, { ...redirect(), after: 1 });
		const { error } = await runNode(genesys, { returnAll: true });
		expect(error?.message).toContain(`responded with ${status} and redirected`);
		expect(elsewhere.journal).toEqual([]);
	});
});
