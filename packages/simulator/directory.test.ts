import { connect } from './testClient';
import { connectSdk } from './testSdk';
import { createOrganization, startSimulator, type Simulator } from './index';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization({ users: 60 });
const queue = organization.queues[0]!;
const agent = organization.users.find((user) => user.skills.length > 1 && user.state === 'active')!;

let simulator: Simulator;
let client: Awaited<ReturnType<typeof connect>>;
let sdk: Awaited<ReturnType<typeof connectSdk>>;

beforeAll(async () => {
	simulator = await startSimulator({ now: () => NOW, organization });
	client = await connect(simulator);
	sdk = await connectSdk(simulator);
});
afterAll(() => simulator.close());
afterEach(() => {
	simulator.options.deniedPermissions = [];
	simulator.options.limits = {};
});

const idsOf = (entities: { id?: string }[] = []) => entities.map(({ id }) => id).sort();

describe('the SDK reads the directory', () => {
	it('users with what they can be expanded by', async () => {
		const { entities } = await new sdk.UsersApi().getUsers({
			pageSize: 100,
			state: 'any',
			expand: ['team', 'skills', 'languages', 'dateLastLogin', 'groups'],
		});
		expect(idsOf(entities)).toEqual(idsOf(organization.users));
		const one = entities!.find(({ id }) => id === agent.id)!;
		expect(one.skills!.map(({ id, proficiency }) => ({ id, proficiency }))).toEqual(agent.skills);
		expect(one.languages!.map(({ id, proficiency }) => ({ id, proficiency }))).toEqual(agent.languages);
		expect(one.department).toBe(agent.department);
		expect(Date.parse(one.dateLastLogin!)).toBeLessThanOrEqual(NOW);
		const led = entities!.find(({ manager }) => manager)!;
		expect(idsOf(organization.users)).toContain(led.manager!.id);
		const inTeam = organization.users.find(({ teamId }) => teamId)!;
		expect(entities!.find(({ id }) => id === inTeam.id)!.team!.name).toBe(
			organization.teams.find(({ id }) => id === inTeam.teamId)!.name,
		);
	});

	it('the skills and the queues of a user', async () => {
		const users = new sdk.UsersApi();
		const skills = await users.getUserRoutingskills(agent.id, { pageSize: 100 });
		expect(idsOf(skills.entities)).toEqual(idsOf(agent.skills));
		expect(idsOf((await users.getUserRoutinglanguages(agent.id)).entities)).toEqual(idsOf(agent.languages));
		const joined = await users.getUserQueues(agent.id, { pageSize: 100 });
		const left = await users.getUserQueues(agent.id, { pageSize: 100, joined: false });
		const mine = organization.queues.filter(({ memberIds }) => memberIds.includes(agent.id));
		expect(idsOf([...joined.entities!, ...left.entities!])).toEqual(idsOf(mine));
	});

	it('the members of a queue page by page, without a total', async () => {
		const routing = new sdk.RoutingApi();
		const members = [];
		for (let pageNumber = 1, more = true; more; pageNumber++) {
			const page = await routing.getRoutingQueueMembers(queue.id, { pageSize: 4, pageNumber });
			expect(page).not.toHaveProperty('total');
			members.push(...page.entities!);
			more = page.nextUri !== undefined;
		}
		expect(idsOf(members)).toEqual([...queue.memberIds].sort());
		const { entities } = await routing.getRoutingQueues({ id: [queue.id] });
		expect(members.filter(({ joined }) => joined)).toHaveLength(entities![0]!.joinedMemberCount!);
		const groups = await routing.getRoutingQueueMembers(queue.id, { memberBy: 'group' });
		expect(groups.entities).toEqual([]);
	});

	it('queues, codes, skills, languages, divisions, teams and presences', async () => {
		const routing = new sdk.RoutingApi();
		const first = (await routing.getRoutingQueues({ pageSize: 100 })).entities!.find(
			({ id }) => id === queue.id,
		)!;
		expect(first.mediaSettings!.call!.serviceLevel).toEqual({
			percentage: queue.serviceLevelTarget,
			durationMs: queue.serviceLevelSeconds * 1000,
		});
		expect(first.acwSettings).toMatchObject({ timeoutMs: 300_000 });
		const own = organization.wrapUpCodes.filter((_, index) => index % 3 === 0);
		expect(idsOf((await routing.getRoutingQueueWrapupcodes(queue.id)).entities)).toEqual(idsOf(own));
		expect((await routing.getRoutingWrapupcodes()).total).toBe(organization.wrapUpCodes.length);
		expect((await routing.getRoutingSkills()).total).toBe(organization.skills.length);
		expect((await routing.getRoutingLanguages()).total).toBe(organization.languages.length);
		const divisions = await new sdk.AuthorizationApi().getAuthorizationDivisions();
		expect(divisions.total).toBe(organization.divisions.length);
		const teams = await new sdk.TeamsApi().getTeams({ pageSize: 3 });
		expect(teams.entities).toHaveLength(3);
		expect(teams.nextUri).toContain('after=');
		const presences = await new sdk.PresenceApi().getPresenceDefinitions0();
		expect(idsOf(presences.entities)).toEqual(idsOf(organization.presences));
	});

	it('groups, flows, their outcomes and milestones', async () => {
		const groups = await new sdk.GroupsApi().getGroups();
		expect(groups.entities!.map(({ memberCount }) => memberCount)).toContain(organization.users.length);
		const architect = new sdk.ArchitectApi();
		expect((await architect.getFlows()).total).toBe(organization.flows.length);
		expect(idsOf((await architect.getFlowsOutcomes()).entities)).toEqual(idsOf(organization.flowOutcomes));
		expect(idsOf((await architect.getFlowsMilestones()).entities)).toEqual(
			idsOf(organization.flowMilestones),
		);
	});

	it('forms without questions, and one version with them', async () => {
		const quality = new sdk.QualityApi();
		const all = await quality.getQualityPublishedformsEvaluations();
		expect(idsOf(all.entities)).toEqual(idsOf(organization.evaluationForms));
		for (const form of all.entities!) expect(form).not.toHaveProperty('questionGroups');
		const latest = await quality.getQualityPublishedformsEvaluations({ onlyLatestPerContext: true });
		expect(new Set(latest.entities!.map(({ contextId }) => contextId)).size).toBe(latest.total);
		for (const form of [
			await quality.getQualityPublishedformsEvaluation(all.entities![0]!.id!),
			await quality.getQualityFormsEvaluation(all.entities![0]!.id!),
		]) {
			expect(form.questionGroups!.flatMap(({ questions }) => questions!).length).toBeGreaterThan(3);
		}
		const surveys = await quality.getQualityPublishedformsSurveys();
		expect(idsOf(surveys.entities)).toEqual(idsOf(organization.surveyForms));
		const survey = await quality.getQualityPublishedformsSurvey(surveys.entities![0]!.id!);
		expect(survey.questionGroups![0]!.questions!.map(({ type }) => type)).toContain('npsQuestion');
	});

	it('topics by token and by id, and categories', async () => {
		const api = new sdk.SpeechTextAnalyticsApi();
		const topics = [];
		for (let nextPage: string | undefined, more = true; more;) {
			const page = await api.getSpeechandtextanalyticsTopics({ pageSize: 30, nextPage });
			topics.push(...page.entities!);
			nextPage = new URLSearchParams(page.nextUri?.split('?')[1]).get('nextPage') ?? undefined;
			more = nextPage !== undefined;
		}
		expect(idsOf(topics)).toEqual(idsOf(organization.topics));
		const ids = organization.topics.slice(3, 5).map(({ id }) => id);
		expect(idsOf((await api.getSpeechandtextanalyticsTopics({ ids })).entities)).toEqual([...ids].sort());
		const categories = await api.getSpeechandtextanalyticsCategories({ pageSize: 25 });
		expect(idsOf(categories.entities)).toEqual(idsOf(organization.categories));
	});
});

describe('the directory refuses', () => {
	it.each([
		['an unknown expand', '/users?expand=salary'],
		['an unknown state', '/users?state=gone'],
		['an unknown parameter of users', '/users?colour=red'],
		['an unknown parameter of queues', '/routing/queues?colour=red'],
		['an unknown parameter of members', `/routing/queues/${queue.id}/members?colour=red`],
		['a page of members that is too large', `/routing/queues/${queue.id}/members?pageSize=101`],
		['a page of topics that is too large', '/speechandtextanalytics/topics?pageSize=501'],
		['an invalid token of topics', '/speechandtextanalytics/topics?nextPage=x'],
		['more than 50 topics', `/speechandtextanalytics/topics?ids=${Array(51).fill('x').join('&ids=')}`],
		['a page of categories that is too large', '/speechandtextanalytics/categories?pageSize=26'],
		['a filter of groups by name', '/groups?name=All'],
		['an unknown parameter of forms', '/quality/publishedforms/evaluations?expand=questions'],
	])('%s', async (_, path) => {
		const answer = await client.get(path);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ status: 400, code: expect.any(String), message: expect.any(String) });
	});

	it.each([
		'/routing/queues/none/members',
		'/users/none/routingskills',
		'/users/none/queues',
		'/quality/publishedforms/evaluations/none',
	])('what does not exist: %s', async (path) => {
		expect((await client.get(path)).status).toBe(404);
	});

	it.each([
		['/users/x/queues', 'routing:queue:view'],
		['/routing/queues', 'routing:queue:view'],
		['/routing/wrapupcodes', 'routing:wrapupCode:view'],
		['/routing/skills', 'routing:skill:view'],
		['/teams', 'groups:team:view'],
		['/presence/definitions', 'presence:presenceDefinition:view'],
		['/flows', 'architect:flow:view'],
		['/flows/outcomes', 'architect:flowOutcome:view'],
		['/flows/milestones', 'architect:flowMilestone:view'],
		['/quality/publishedforms/evaluations', 'quality:evaluationForm:view'],
		['/quality/publishedforms/surveys', 'quality:surveyForm:view'],
		['/speechandtextanalytics/topics', 'speechAndTextAnalytics:topic:view'],
		['/speechandtextanalytics/categories', 'speechAndTextAnalytics:category:view'],
	])('%s without %s', async (path, permission) => {
		simulator.options.deniedPermissions = [permission];
		const answer = await client.get(path);
		expect(answer.status).toBe(403);
		expect(answer.json.code).toMatch(/^missing\.(any\.)?permissions$/);
		expect(answer.json.message).toContain(permission);
	});

	it('queue members only where all four permissions are missing', async () => {
		const four = ['view', 'edit', 'readonly'].map((action) => `routing:queue:${action}`);
		simulator.options.deniedPermissions = four;
		expect((await client.get(`/routing/queues/${queue.id}/members`)).status).toBe(200);
		simulator.options.deniedPermissions = [...four, 'routing:queueMember:manage'];
		expect((await client.get(`/routing/queues/${queue.id}/members`)).status).toBe(403);
	});
});
