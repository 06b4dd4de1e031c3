import type { IDataObject } from 'n8n-workflow';

import {
	createOrganization,
	fault502Html,
	faults429,
	type Organization,
	type Simulator,
} from '../../../packages/simulator';
import { hasJoined } from '../../../packages/simulator/endpoints/entities';
import { runNode, type RunOptions } from '../../support/engine';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T11:00:00.000Z');
const made = createOrganization({ users: 230, queues: 14, wrapUpCodes: 23 });
const RETIRED = {
	id: 'd0000000-0000-4000-8000-000000000001',
	name: 'Fire Drill',
	systemPresence: 'AWAY',
	deactivated: true,
};
const organization: Organization = { ...made, presences: [...made.presences, RETIRED] };

let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: [] });
});
afterEach(stopSimulating);

async function list(type: string, more: object = {}, options: RunOptions = {}) {
	const parameters = { resource: 'directory', operation: 'getAll', type, returnAll: true, ...more };
	const { items, error, hints } = await runNode(simulator, parameters, { simplified: true, ...options });
	return { rows: items.map(({ json }) => json), error, hints: hints.map(({ message }) => message) };
}

const sorted = (values: unknown[]) => values.map(String).sort();

/** The key of each type's rows, and what the organization has of it. */
const members = organization.queues.flatMap(({ id, memberIds }) =>
	memberIds.map((userId) => ({ id: `${id} ${userId}` })),
);
const TYPES: Array<[type: string, key: string, entities: Array<{ id: string }>]> = [
	['users', 'userId', organization.users],
	['queues', 'queueId', organization.queues],
	['wrapUpCodes', 'wrapUpCode', organization.wrapUpCodes],
	['skills', 'skillId', organization.skills],
	['languages', 'languageId', organization.languages],
	['divisions', 'divisionId', organization.divisions],
	['teams', 'teamId', organization.teams],
	['groups', 'groupId', organization.groups],
	['presenceDefinitions', 'presenceId', organization.presences],
	['flows', 'flowId', organization.flows],
	['flowOutcomes', 'flowOutcomeId', organization.flowOutcomes],
	['flowMilestones', 'flowMilestoneId', organization.flowMilestones],
	['evaluationForms', 'formId', organization.evaluationForms],
	['surveyForms', 'formId', organization.surveyForms],
	['topics', 'topicId', organization.topics],
	['queueMembers', '', members],
];

const keyIn = (row: IDataObject, key: string) =>
	key === '' ? `${String(row.queueId)} ${String(row.userId)}` : row[key];

it.each(TYPES)('lists all %s over many pages, through faults, each once and flat', async (type, key, all) => {
	simulator.options.limits = { listingPageSizeMax: 2 };
	const lists = /GET .*(?<!token)$/;
	simulator.faults.push(
		fault502Html({ on: lists, after: 1 }),
		faults429({ on: lists, after: 3, retryAfter: 2 }),
	);
	const { rows, error } = await list(type);
	expect(error).toBeUndefined();
	expect(sorted(rows.map((row) => keyIn(row, key)))).toEqual(sorted(all.map(({ id }) => id)));
	for (const row of rows) {
		expect(Object.keys(row)).toEqual(Object.keys(rows[0]!));
		expect(Object.values(row).filter((cell) => cell !== null && typeof cell === 'object')).toEqual([]);
	}
	// No column is empty in all rows: each is read from where the API has it.
	const empty = Object.keys(rows[0]!).filter((name) => rows.every((row) => row[name] === null));
	expect(empty).toEqual([]);
});

it('names users of any state with team, manager and division', async () => {
	const { rows } = await list('users');
	expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['active', 'inactive', 'deleted']));
	const names = new Map(organization.users.map(({ id, name }) => [id, name]));
	for (const row of rows) {
		const user = organization.users.find(({ id }) => id === row.userId)!;
		expect(row).toMatchObject({
			userName: user.name,
			email: user.email,
			divisionName: organization.divisions.find(({ id }) => id === user.divisionId)!.name,
			teamName: organization.teams.find(({ id }) => id === user.teamId)?.name ?? null,
			managerId: user.managerId ?? null,
			managerName: names.get(user.managerId ?? '') ?? null,
		});
		expect(row).not.toHaveProperty('skillNames');
	}
});

it.each(['active', 'deleted'] as const)('lists only %s users where these are wanted', async (state) => {
	const { rows } = await list('users', { filters: { state } });
	const wanted = organization.users.filter((user) => user.state === state);
	expect(sorted(rows.map(({ userId }) => userId))).toEqual(sorted(wanted.map(({ id }) => id)));
});

it('adds skills, languages and joined queues of each user', async () => {
	const { rows, error } = await list('users', { options: { include: ['queues', 'skills', 'languages'] } });
	expect(error).toBeUndefined();
	expect(rows).toHaveLength(organization.users.length);
	for (const row of rows) {
		const user = organization.users.find(({ id }) => id === row.userId)!;
		const queues = organization.queues.filter(
			(queue) => queue.memberIds.includes(user.id) && hasJoined(queue, user.id),
		);
		expect(row).toMatchObject({
			skillIds: user.skills.map(({ id }) => id).join(', ') || null,
			skillProficiencies: user.skills.map(({ proficiency }) => proficiency).join(', ') || null,
			languageIds: user.languages.map(({ id }) => id).join(', ') || null,
			queueIds: queues.map(({ id }) => id).join(', ') || null,
			queueNames: queues.map(({ name }) => name).join(', ') || null,
		});
	}
});

it('treats a user who was deleted meanwhile as one without queues', async () => {
	const [first] = organization.users;
	const on = new RegExp(`users/${first!.id}/queues`);
	simulator.faults.push({ kind: 'status', status: 404, on, body: { message: 'Gone' } });
	const { rows, error } = await list('users', { options: { include: ['queues'] } });
	expect(error).toBeUndefined();
	expect(rows.find(({ userId }) => userId === first!.id)).toMatchObject({ queueIds: null });
	expect(rows.filter(({ queueIds }) => queueIds !== null).length).toBeGreaterThan(50);
});

it('lists the members of the queues that are chosen, by name or id, joined ones alone if wanted', async () => {
	const [one, two] = organization.queues;
	const queues = { __rl: true, mode: 'id', value: `${one!.name}, ${two!.id}` };
	const { rows } = await list('queueMembers', { queues, filters: { joined: 'joined' } });
	const joined = [one!, two!].flatMap((queue) =>
		queue.memberIds
			.filter((userId) => hasJoined(queue, userId))
			.map((userId) => `${queue.id} ${queue.name} ${userId}`),
	);
	const found = rows.map(({ queueId, queueName, userId }) => [queueId, queueName, userId].join(' '));
	expect(sorted(found)).toEqual(sorted(joined));
	expect(joined.length).toBeLessThan(one!.memberIds.length + two!.memberIds.length);
});

it('reports service levels in percent and seconds', async () => {
	const { rows } = await list('queues');
	for (const row of rows) {
		const queue = organization.queues.find(({ id }) => id === row.queueId)!;
		expect(row.callServiceLevelPercent).toBe(queue.serviceLevelTarget * 100);
		expect(row.callServiceLevelSeconds).toBe(queue.serviceLevelSeconds);
	}
});

it('knows which presences are no longer in use, and lists each once where the API always lists all', async () => {
	const { rows } = await list('presenceDefinitions');
	expect(rows.filter(({ deactivated }) => deactivated).map(({ presenceName }) => presenceName)).toEqual([
		RETIRED.name,
	]);
	for (const presence of organization.presences) delete (presence as { deactivated?: boolean }).deactivated;
	const again = await list('presenceDefinitions');
	RETIRED.deactivated = true;
	expect(again.rows).toHaveLength(organization.presences.length);
});

it.each([
	['queues', 'ill', /ill/i],
	['topics', 'an', /an/i],
	['skills', 'b', /^b/i],
	['evaluationForms', 'general', /general/i],
])('finds %s by the name %s', async (type, name, pattern) => {
	const { rows } = await list(type, { filters: { name } });
	const column = Object.keys(rows[0]!).find((each) => each.endsWith('Name'))!;
	const all = organization[type as 'queues'].filter((entity) => pattern.test(entity.name));
	expect(sorted(rows.map((row) => row[column]))).toEqual(sorted(all.map((entity) => entity.name)));
	expect(all.length).toBeLessThan(organization[type as 'queues'].length);
});

it('keeps to a division, and to the latest versions of forms', async () => {
	const [, division] = organization.divisions;
	const { rows } = await list('queues', {
		filters: { division: { __rl: true, mode: 'id', value: division!.name } },
	});
	expect(rows.length).toBeGreaterThan(1);
	expect(new Set(rows.map(({ divisionId }) => divisionId))).toEqual(new Set([division!.id]));
	const latest = await list('evaluationForms', { filters: { latestOnly: true } });
	expect(latest.rows).toHaveLength(organization.evaluationForms.filter(({ isLatest }) => isLatest).length);
});

it.each([
	['users', 5, 1],
	['users', 120, 2],
	['queueMembers', 20, 3],
	['topics', 3, 1],
])('stops asking for %s at the limit of %d, and says so', async (type, limit, requests) => {
	const { rows, hints } = await list(type, { returnAll: false, limit });
	expect(rows).toHaveLength(limit);
	expect(hints.join()).toContain(`These are the first ${limit} `);
	const asked = simulator.journal.filter(({ path }) => path.startsWith('/api/'));
	expect(asked.length).toBeLessThanOrEqual(requests + 1);
});

it('says nothing of a limit that does not cut', async () => {
	const { hints } = await list('teams', { returnAll: false, limit: organization.teams.length });
	expect(hints).toEqual([]);
});

it('ignores a filter that is left over from another type, and refuses an unknown type', async () => {
	const { rows } = await list('groups', { filters: { state: 'active', name: 'nobody' } });
	expect(rows).toHaveLength(organization.groups.length);
	expect((await list('={{ "people" }}')).error?.message).toBe('Type can\'t be "people"');
});

it('makes a file of them', async () => {
	const { rows } = await list('wrapUpCodes', { returnAs: 'csv' });
	expect(rows).toMatchObject([{ rows: organization.wrapUpCodes.length }]);
});
