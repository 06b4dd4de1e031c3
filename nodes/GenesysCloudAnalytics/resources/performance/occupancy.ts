import type { INodeProperties } from 'n8n-workflow';

import { ROUTING_STATUS } from '../../records/agentStatus';
import { groupsOf, type GroupInInterval } from '../../kpis/aggregates';
import { bucketAt, edgesOf } from '../../time/buckets';
import { readUserAggregates } from '../../reading/userAggregates';
import { GenesysError, sentenceOf } from '../../transport/errors';
import type { Session } from '../operation';
import type { Asked } from './writeAggregates';

export const occupancyOption: INodeProperties = {
	displayName: 'Agent Occupancy',
	name: 'occupancy',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a column with the share of their time on queue that agents spent interacting. It takes one more request per 100 agents, and Agent must be the only choice in Group By.',
	displayOptions: { show: { '/groupBy': ['userId'] } },
};

/**
 * The rows of agents with their time in each routing status among the figures. Where that is not available, since the API
 * keeps it by agent alone, the rows stay as they are, and a hint says why.
 *
 * @throws GenesysError where user aggregates fail otherwise; CancelledError
 */
export async function withRoutingStatus(
	{ connection, hint }: Session,
	rows: GroupInInterval[],
	asked: Asked,
): Promise<GroupInInterval[]> {
	const obstacle = obstacleTo(asked);
	if (obstacle) {
		hint(`Occupancy is missing: ${obstacle}`, 'warning');
		return rows;
	}
	const edges = edgesOf(asked.range, asked.granularity, asked.timeZone);
	const ids = [...new Set(rows.flatMap(({ values: [id] }) => id ?? []))];
	const results = await readUserAggregates(connection, ids, [ROUTING_STATUS], asked).catch(
		(error: unknown) => {
			// Refused for the permission, or for a rule of its own about range and granularity: the KPIs stand without it.
			if (!(error instanceof GenesysError) || ![400, 403].includes(error.status ?? 0)) throw error;
			hint(`Occupancy is missing: ${sentenceOf(error)}.`, 'warning');
			return [];
		},
	);
	const agents = new Map(groupsOf(results, ['userId'], edges).map((group) => [group.values[0], group]));
	return rows.map((row) => {
		const status = agents.get(row.values[0] ?? null)?.byBucket.get(bucketAt(edges, row.startMs)) ?? [];
		return { ...row, figures: new Map([...row.figures, ...status]) };
	});
}

function obstacleTo({ groupBy, granularity, filteredBy }: Asked): string | undefined {
	if (groupBy.join() !== 'userId') {
		return 'it is only available by agent. Choose nothing but Agent in Group By.';
	}
	if (filteredBy.some((dimension) => dimension !== 'userId')) {
		return 'it covers everything that an agent did. Remove all filters except Agent.';
	}
	if (granularity === 'PT15M') {
		return 'Genesys Cloud does not report time in status in intervals of 15 minutes. Choose a granularity of 30 minutes or more.';
	}
	return undefined;
}
