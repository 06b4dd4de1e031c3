import platformClient from 'purecloud-platform-client-v2';
import {
	createConversations,
	createOrganization,
	DEFAULT_CLIENT,
	startSimulator,
	type Simulator,
} from './index';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const FROM = '2026-11-17T00:00:00.000Z';
const TO = '2026-11-18T00:00:00.000Z';

/** Genesys's own client is an independent check that the simulator follows the contract. */
describe('the official SDK against the simulator', () => {
	let simulator: Simulator;
	const organization = createOrganization();
	const conversations = createConversations({
		count: 640,
		from: Date.parse('2026-11-16T00:00:00.000Z'),
		to: Date.parse('2026-11-20T00:00:00.000Z'),
		organization,
	});
	const started = [...conversations].filter(
		({ conversationStart = '' }) => conversationStart >= FROM && conversationStart < TO,
	);

	beforeAll(async () => {
		simulator = await startSimulator({ now: () => NOW, organization, conversations });
		const { port } = new URL(simulator.url);
		const client = platformClient.ApiClient.instance;
		client.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(port) });
		await client.loginClientCredentialsGrant(DEFAULT_CLIENT.id, DEFAULT_CLIENT.secret);
	});
	afterAll(() => simulator.close());

	it('gets its own identity', async () => {
		const token = await new platformClient.TokensApi().getTokensMe();
		expect(token.organization?.name).toBe(organization.name);
		expect(token.OAuthClient?.id).toBe(DEFAULT_CLIENT.id);
	});

	it('is refused with a wrong secret', async () => {
		const other = new platformClient.ApiClientClass();
		other.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(new URL(simulator.url).port) });
		await expect(other.loginClientCredentialsGrant(DEFAULT_CLIENT.id, 'wrong')).rejects.toMatchObject({
			status: 401,
		});
	});

	it('pages through the details query until conversations are absent', async () => {
		const api = new platformClient.ConversationsApi();
		const ids: string[] = [];
		for (let pageNumber = 1; ; pageNumber++) {
			const page = await api.postAnalyticsConversationsDetailsQuery({
				interval: `${FROM}/${TO}`,
				paging: { pageSize: 100, pageNumber },
			});
			if (!page.conversations) break;
			ids.push(...page.conversations.map((one) => one.conversationId!));
			expect(page.totalHits).toBe(started.length);
		}
		expect(ids).toEqual(started.map((one) => one.conversationId));
		expect(started.length).toBeGreaterThan(100);
	});

	it('runs a job to its last cursor and gets participant attributes', async () => {
		simulator.options.jobs = { pageSize: 50, raggedPages: true };
		const api = new platformClient.ConversationsApi();
		const { jobId } = await api.postAnalyticsConversationsDetailsJobs({
			interval: `${FROM}/${TO}`,
			startOfDayIntervalMatching: true,
		});
		const status = await api.getAnalyticsConversationsDetailsJob(jobId!);
		expect(status.state).toBe('FULFILLED');
		const ids: string[] = [];
		let withAttributes = 0;
		let cursor: string | undefined;
		do {
			const page = await api.getAnalyticsConversationsDetailsJobResults(jobId!, { cursor, pageSize: 40 });
			for (const one of page.conversations ?? []) {
				ids.push(one.conversationId!);
				if (one.participants?.some((participant) => participant.attributes)) withAttributes++;
			}
			cursor = page.cursor;
		} while (cursor);
		expect(ids).toEqual(started.map((one) => one.conversationId));
		expect(withAttributes).toBeGreaterThan(started.length * 0.9);
		await api.deleteAnalyticsConversationsDetailsJob(jobId!);
		expect(simulator.jobIds).toEqual([]);
	});

	it('gets aggregates by queue', async () => {
		const answer = await new platformClient.ConversationsApi().postAnalyticsConversationsAggregatesQuery({
			interval: `${FROM}/${TO}`,
			groupBy: ['queueId'],
			metrics: ['nOffered', 'tHandle'],
		});
		const queues = new Set(organization.queues.map((queue) => queue.id));
		const grouped = (answer.results ?? []).filter((result) => result.group?.queueId);
		expect(grouped.length).toBeGreaterThan(5);
		for (const { group } of grouped) expect(queues).toContain(group!.queueId);
	});

	it('tells the limits of a namespace', async () => {
		const { entities } = await new platformClient.OrganizationApi().getOrganizationsLimitsNamespace(
			'analytics',
		);
		expect(entities).toContainEqual({
			namespace: 'analytics',
			key: 'details.jobs.rate.per.second',
			value: 1,
		});
	});

	it('tells how long analytics data is kept, where that was set', async () => {
		const api = new platformClient.AnalyticsApi();
		expect(await api.getAnalyticsDataretentionSettings()).toEqual({});
		simulator.options.retentionDays = 400;
		expect(await api.getAnalyticsDataretentionSettings()).toMatchObject({ retentionDays: 400 });
	});

	it('counts the requests of a client, once the query is done', async () => {
		const api = new platformClient.UsageApi();
		const day = Math.floor(NOW / 86_400_000) * 86_400_000 - 1;
		const { id } = await api.postUsageClientClientIdAggregatesQueryJobs('client', {
			interval: `${new Date(day - 1_000).toISOString()}/${new Date(day).toISOString()}`,
			granularity: 'Day',
			groupBy: ['TemplateUri', 'HttpMethod'],
		});
		const page = await api.getUsageClientClientIdAggregatesQueryJob('client', id, { pageSize: 2 });
		expect(page).toMatchObject({ queryStatus: 'Succeeded', nextUri: expect.stringContaining('after=2') });
		expect(page.entities).toHaveLength(2);
		const rest = await api.getUsageClientClientIdAggregatesQueryJob('client', id, { after: '2' });
		expect(rest.nextUri).toBeUndefined();
		expect([...page.entities!, ...rest.entities!].map(({ requestCount }) => requestCount)).not.toContain(0);
	});

	it('has the texts of messages and e-mails', async () => {
		const api = new platformClient.ConversationsApi();
		const idOf = (mediaType: string) =>
			started.find(({ participants }) =>
				participants?.some((one) => one.sessions?.[0]?.mediaType === mediaType),
			)!.conversationId;
		const conversation = await api.getConversationsMessage(idOf('message'));
		const ids = conversation.participants!.flatMap(({ messages }) =>
			messages!.map(({ messageId }) => messageId!),
		);
		const { entities = [] } = await api.postConversationsMessageMessagesBulk(conversation.id!, {
			body: [...new Set(ids)],
		});
		expect(entities.map(({ normalizedMessage }) => normalizedMessage?.type)).toEqual(
			expect.arrayContaining(['Event', 'Text', 'Structured']),
		);
		const emails = await api.getConversationsEmailMessages(idOf('email'));
		const [first] = emails.entities!;
		const email = await api.getConversationsEmailMessage(idOf('email'), first!.id!);
		expect(email.textBody.startsWith(first!.textBodyPreview!)).toBe(true);
	});

	it('tells what goes on by queue and skill', async () => {
		const { results = [] } = await new platformClient.AnalyticsApi().postAnalyticsConversationsActivityQuery({
			metrics: [{ metric: 'oInteracting' }, { metric: 'oLongestWaiting' }],
			groupBy: ['queueId', 'requestedRoutingSkillId'],
		});
		for (const { group, data } of results) {
			expect(group).toHaveProperty('queueId');
			expect(data!.every(({ metric }) => metric !== undefined)).toBe(true);
		}
	});

	it('tells who adheres to the schedule, by unit, team and agent', async () => {
		const api = new platformClient.WorkforceManagementApi();
		const { entities: units = [] } = await api.getWorkforcemanagementManagementunits();
		expect(units.map(({ name }) => name)).toEqual(['Day Shift', 'Night Shift']);
		const { entities: ofUnit = [] } = await api.getWorkforcemanagementManagementunitAdherence(units[0]!.id!);
		expect(ofUnit.length).toBeGreaterThan(3);
		const [{ user, team }] = ofUnit as [{ user: { id: string }; team: { id: string } }];
		const { entities: ofTeam = [] } = await api.getWorkforcemanagementTeamAdherence(team.id);
		expect(ofTeam.map((each) => each.user?.id)).toContain(user.id);
		const [own] = await api.getWorkforcemanagementAdherence([user.id]);
		expect(own).toEqual(ofUnit[0]);
		const large = { forceDownloadService: true };
		const file = await api.getWorkforcemanagementManagementunitAdherence(units[0]!.id!, large);
		expect(file).toEqual({ downloadUrl: expect.stringMatching(/^http/) });
	});

	it('tells how agents adhered to the schedule, once the job is done', async () => {
		const api = new platformClient.WorkforceManagementApi();
		const { entities: [unit] = [] } = await api.getWorkforcemanagementManagementunits();
		const { entities: users = [] } = await api.getWorkforcemanagementManagementunitUsers(unit!.id!);
		const started = await api.postWorkforcemanagementAdherenceHistoricalBulk({
			items: [
				{
					managementUnitId: unit!.id!,
					startDate: new Date(NOW - 2 * 86_400_000).toISOString(),
					endDate: new Date(NOW).toISOString(),
					userIds: [users[0]!.id!],
					includeExceptions: true,
				},
			],
			timeZone: 'Europe/Berlin',
		});
		expect(started.job?.status).toBe('Processing');
		simulator.options.adherenceJobs = { queuedMs: 0 };
		expect(await api.getWorkforcemanagementAdherenceHistoricalBulkJob(started.job!.id!)).toMatchObject({
			job: { status: 'Complete' },
			downloadUrls: [expect.stringMatching(/^http/)],
		});
		const { entities: codes = [] } = await api.getWorkforcemanagementBusinessunitActivitycodes(
			unit!.businessUnit!.id!,
		);
		expect(codes.filter(({ active }) => !active).map(({ name }) => name)).toEqual(['Old Coaching']);
		const [team] = organization.teams;
		const members = await new platformClient.TeamsApi().getTeamMembers(team!.id, { pageSize: 2 });
		expect(members.entities).toHaveLength(2);
		expect(members.nextUri).toContain('after=');
	});

	it('tells what agents are scheduled to do', async () => {
		const api = new platformClient.WorkforceManagementApi();
		const { entities: [unit] = [] } = await api.getWorkforcemanagementManagementunits();
		const { entities: users = [] } = await api.getWorkforcemanagementManagementunitUsers(unit!.id!);
		const search = {
			startDate: new Date(NOW - 7 * 86_400_000).toISOString(),
			endDate: new Date(NOW).toISOString(),
			userIds: [users[0]!.id!],
		};
		const found = await api.postWorkforcemanagementManagementunitAgentschedulesSearch(unit!.id!, search);
		const [schedule] = found.result!.agentSchedules!;
		expect(schedule!.user!.id).toBe(users[0]!.id);
		const published = found.result!.publishedSchedules!.map(({ id }) => id);
		expect(published).toContain(schedule!.shifts![0]!.schedule!.id);
		const nobody = { ...search, userIds: [] };
		const none = await api.postWorkforcemanagementManagementunitAgentschedulesSearch(unit!.id!, nobody);
		expect(none.result!.agentSchedules).toEqual([]);
		const later = await api.postWorkforcemanagementManagementunitAgentschedulesSearch(unit!.id!, search, {
			forceAsync: true,
		});
		expect(later).toMatchObject({ status: 'Processing' });
		expect(later.result).toBeUndefined();
	});

	it('lists queues, users, wrap-up codes, campaigns and contact lists', async () => {
		const routing = new platformClient.RoutingApi();
		const queues = await routing.getRoutingQueues({ pageSize: 100 });
		expect(queues.entities).toHaveLength(organization.queues.length);
		const codes = await routing.getRoutingWrapupcodes({ pageSize: 100 });
		expect(codes.entities).toHaveLength(organization.wrapUpCodes.length);
		const outbound = new platformClient.OutboundApi();
		const [campaign] = organization.campaigns;
		const { entities: [named] = [] } = await outbound.getOutboundCampaignsAll({ id: [campaign!.id] });
		expect(named).toMatchObject({ id: campaign!.id, name: campaign!.name, mediaType: 'voice' });
		const lists = await outbound.getOutboundContactlists({ name: 'former', pageSize: 100 });
		expect(lists.entities?.map(({ name }) => name)).toEqual(['Former customers']);
		const users = await new platformClient.UsersApi().getUsers({ pageSize: 100 });
		expect(users.entities).toHaveLength(organization.users.filter((user) => user.state === 'active').length);
	});
});
