import { ROUTING_STATUS } from '../../records/agentStatus';
import { groupsOf, type GroupInInterval } from '../../kpis/aggregates';
import { bucketAt, edgesOf } from '../../time/buckets';
import { readUserAggregates } from '../../reading/userAggregates';
import { GenesysError, sentenceOf } from '../../transport/errors';
import { shownIf } from '../../fields/field';
import { toggle } from '../../fields/kinds';
import type { TimeRange } from '../../time/timeRange';
import type { Work } from '../operation';
import type { Figures } from './findAggregates';

/** Option of KPIs by agent. */
export const occupancy = shownIf(
	toggle({
		displayName: 'Agent Occupancy',
		byDefault: false,
		description:
			'Whether to add a column with the share of their time on queue that agents spent interacting. It takes one more request per 100 agents, and Agent must be the only choice in Group By.',
	}),
	{ '/groupBy': ['userId'] },
);

/** What the KPIs are of. */
type Asked = Pick<Figures, 'groupBy' | 'filters' | 'granularity'> & { range: TimeRange };

/**
 * The rows of agents with their time in each routing status among the figures. Where that is not available, since the API
 * keeps it by agent alone, the rows stay as they are, and the report says why.
 *
 * @throws GenesysError where user aggregates fail otherwise; CancelledError
 */
export async function withRoutingStatus(
	{ connection, report, timeZone }: Work,
	rows: GroupInInterval[],
	asked: Asked,
): Promise<GroupInInterval[]> {
	const obstacle = obstacleTo(asked);
	if (obstacle) {
		report.warn(`Occupancy is missing: ${obstacle}`);
		return rows;
	}
	const edges = edgesOf(asked.range, asked.granularity, timeZone);
	const ids = [...new Set(rows.flatMap(({ values: [id] }) => id ?? []))];
	const results = await readUserAggregates(connection, ids, [ROUTING_STATUS], { ...asked, timeZone }).catch(
		(error: unknown) => {
			// Refused for the permission, or for a rule of its own about range and granularity: the KPIs stand without it.
			if (!(error instanceof GenesysError) || ![400, 403].includes(error.status ?? 0)) throw error;
			report.warn(`Occupancy is missing: ${sentenceOf(error)}.`);
			return [];
		},
	);
	const agents = new Map(groupsOf(results, ['userId'], edges).map((group) => [group.values[0], group]));
	return rows.map((row) => {
		const status = agents.get(row.values[0] ?? null)?.byBucket.get(bucketAt(edges, row.startMs)) ?? [];
		return { ...row, figures: new Map([...row.figures, ...status]) };
	});
}

function obstacleTo({ groupBy, granularity, filters }: Asked): string | undefined {
	if (groupBy.join() !== 'userId') {
		return 'it is only available by agent. Choose nothing but Agent in Group By.';
	}
	if (filters.some(([dimension]) => dimension !== 'userId')) {
		return 'it covers everything that an agent did. Remove all filters except Agent.';
	}
	if (granularity === 'PT15M') {
		return 'Genesys Cloud does not report time in status in intervals of 15 minutes. Choose a granularity of 30 minutes or more.';
	}
	return undefined;
}
