import { connect } from './testClient';
import { createOrganization, startSimulator, type Simulator } from './index';

const organization = createOrganization({ queues: 260, users: 130 });
let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
	simulator = await startSimulator({ organization });
	client = await connect(simulator);
});
afterAll(() => simulator.close());

const namesOf = (answer: { json: { entities: { name: string }[] } }) =>
	answer.json.entities.map(({ name }) => name);

describe('listings', () => {
	it('page by number, with a default of 25, links and a total', async () => {
		const { json } = await client.get('/routing/queues?pageNumber=2');
		expect(json).toMatchObject({ pageSize: 25, pageNumber: 2, total: 260, pageCount: 11 });
		expect(json.entities).toHaveLength(25);
		expect(json.nextUri).toContain('pageNumber=3');
		expect((await client.get('/routing/queues?pageNumber=11')).json.nextUri).toBeUndefined();
		expect((await client.get('/routing/queues?pageNumber=12')).json.entities).toEqual([]);
	});

	it('give a smaller page than asked for, and say so', async () => {
		const { json } = await client.get('/routing/queues?pageSize=500');
		expect([json.pageSize, json.entities.length]).toEqual([100, 100]);
	});

	it.each([
		['/routing/queues?name=billing', ['Billing']],
		['/routing/queues?name=bill', []],
		['/routing/queues?name=*support&sortOrder=desc', ['Technischer Support']],
		['/routing/skills?name=c', ['Cards']],
		['/authorization/divisions?name=uro', ['Europe']],
		['/teams?name=north', ['North Stars']],
		['/flows?type=inboundchat', ['Web Chat Entry']],
		['/routing/languages?name=deu', ['Deutsch']],
	])('%s', async (path, expected) => {
		expect(namesOf(await client.get(path))).toEqual(expected);
	});

	it.each([
		['/routing/queues?pageSize=0', 'invalid.query.param.value'],
		['/users?state=gone', 'invalid.query.param.value'],
	])('refuse %s', async (path, code) => {
		const answer = await client.get(path);
		expect([answer.status, answer.json.code]).toEqual([400, code]);
	});

	it('find by several ids', async () => {
		const ids = organization.queues.slice(3, 6).map((queue) => queue.id);
		const answer = await client.get(`/routing/queues?${ids.map((id) => `id=${id}`).join('&')}`);
		expect(namesOf(answer).sort()).toEqual(
			organization.queues
				.slice(3, 6)
				.map(({ name }) => name)
				.sort(),
		);
	});

	it('teams page by cursor', async () => {
		const names: string[] = [];
		let path: string | undefined = '/teams?pageSize=3';
		while (path) {
			const answer: Awaited<ReturnType<typeof client.get>> = await client.get(path);
			names.push(...namesOf(answer));
			expect(answer.json.total).toBeUndefined();
			path = answer.json.nextUri?.replace('/api/v2', '');
		}
		expect(names.sort()).toEqual(organization.teams.map(({ name }) => name).sort());
	});
});

describe('users', () => {
	const of = (state: string) => organization.users.filter((user) => user.state === state);

	it.each([
		['', of('active').length],
		['?state=any', 130],
		['?state=deleted', of('deleted').length],
		[`?id=${of('deleted')[0]!.id}`, 0],
		[`?state=any&id=${of('deleted')[0]!.id}`, 1],
	])('/users%s lists %i', async (query, expected) => {
		expect((await client.get(`/users${query}`)).json.total).toBe(expected);
	});

	it('are found by a part of their name, active ones only', async () => {
		const { json } = await client.post('/users/search', {
			pageSize: 100,
			query: [{ fields: ['name'], value: 'müll', type: 'CONTAINS' }],
		});
		const expected = of('active').filter((user) => user.name.includes('Müll'));
		expect(json.results.map((one: { name: string }) => one.name).sort()).toEqual(
			expected.map(({ name }) => name).sort(),
		);
		expect(json.total).toBe(expected.length);
	});

	it('no result is no field', async () => {
		const { json } = await client.post('/users/search', {
			query: [{ fields: ['name'], value: 'nobody', type: 'EXACT' }],
		});
		expect(json).toMatchObject({ total: 0 });
		expect(json.results).toBeUndefined();
	});
});
