import { ApiError, badRequest } from '../apiError';
import { channelEntity } from '../channels';
import { QUEUE_OBSERVATION_METRICS } from '../contract/enums';
import { iso } from '../interval';
import { observeQueues } from '../observations/queues';
import type { Context, Reply, Route } from '../router';
import type { World } from '../world';

const BASE = '/api/v2/notifications/channels';
const SUBSCRIPTIONS = `${BASE}/{channelId}/subscriptions`;
const OBSERVATIONS = /^v2\.analytics\.queues\.([^.]+)\.observations$/;
const PERMISSION = 'analytics:queueObservation:view';

/** Channels need no permission; what is subscribed to does. */
export const notificationRoutes: Route[] = [
	{
		method: 'POST',
		path: BASE,
		query: [],
		handle: ({ world, client, host }) => ({ json: channelEntity(world.channels.create(client.id), host) }),
	},
	{
		method: 'GET',
		path: BASE,
		query: ['includechannels'],
		handle: ({ world, client, host }) => ({
			json: { entities: world.channels.of(client.id).map((channel) => channelEntity(channel, host)) },
		}),
	},
	{
		method: 'GET',
		path: SUBSCRIPTIONS,
		query: [],
		handle: ({ world, params, client }) => {
			const { topics } = world.channels.find(params.channelId, client.id);
			return { json: { entities: [...topics].map((id) => topicEntity(id)) } };
		},
	},
	{
		method: 'PUT',
		path: SUBSCRIPTIONS,
		query: ['ignoreErrors'],
		model: 'ChannelTopic[]',
		handle: (context) => subscribe(context, []),
	},
	{
		method: 'POST',
		path: SUBSCRIPTIONS,
		query: ['ignoreErrors'],
		model: 'ChannelTopic[]',
		handle: (context) => {
			const { world, params, client } = context;
			return subscribe(context, world.channels.find(params.channelId, client.id).topics);
		},
	},
	{
		method: 'DELETE',
		path: SUBSCRIPTIONS,
		query: [],
		handle: ({ world, params, client }) => {
			world.channels.subscribe(world.channels.find(params.channelId, client.id), []);
			return { status: 200 };
		},
	},
];

const topicEntity = (id: string, missing: string[] = []) => ({
	id,
	state: missing.length > 0 ? 'Rejected' : 'Permitted',
	...(missing.length > 0 ? { rejectionReason: 'PermissionDenied', missingPermissions: missing } : {}),
	selfUri: `/api/v2/notifications/topics/${id}`,
});

/** All or none, unless `ignoreErrors` leaves out what is not permitted. */
function subscribe({ world, body, params, query, client }: Context, known: Iterable<string>): Reply {
	const channel = world.channels.find(params.channelId, client.id);
	const ids = (body as unknown as { id: string }[]).map(({ id }) => id);
	const unknown = ids.find((id) => !OBSERVATIONS.test(id));
	if (unknown !== undefined) throw badRequest(`Topic [${unknown}] is not valid`, 'invalid.topic');
	const missing = world.options.deniedPermissions?.includes(PERMISSION) ? [PERMISSION] : [];
	if (missing.length > 0 && query.get('ignoreErrors') !== 'true') {
		throw new ApiError(
			403,
			'missing.permissions',
			`Unable to perform the requested action. You are missing the following permission(s): [${PERMISSION}]`,
		);
	}
	world.channels.subscribe(channel, missing.length > 0 ? known : [...known, ...ids]);
	return { json: { entities: ids.map((id) => topicEntity(id, missing)) } };
}

/** The events of a topic at a moment: one for each group of a queue. */
export function eventsOf(topic: string, world: World, now: number): object[] {
	const queueId = OBSERVATIONS.exec(topic)?.[1];
	if (queueId === undefined) return [];
	const filter = { type: 'or', predicates: [{ dimension: 'queueId', value: queueId }] };
	const { results } = observeQueues({ filter, metrics: [...QUEUE_OBSERVATION_METRICS] }, world, now) as {
		results: { group: object; data: object[] }[];
	};
	const start = Math.floor(now / 1_800_000) * 1_800_000;
	return results.map(({ group, data }) => ({
		group,
		data: [{ interval: `${iso(start)}/${iso(start + 1_800_000)}`, metrics: data }],
	}));
}
