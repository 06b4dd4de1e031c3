import { FLOW_KPIS } from '../../kpis/subjectKpis';
import { kpiOperation } from './subjects';

export const getFlowKpis = kpiOperation(
	'flows',
	FLOW_KPIS,
	[
		['flowId', 'Flow'],
		['flowType', 'Flow Type'],
		['flowVersion', 'Flow Version'],
		['flowOutcomeId', 'Outcome'],
		['flowMilestoneId', 'Milestone'],
		['exitReason', 'Exit Reason'],
		['mediaType', 'Media Type'],
		['divisionId', 'Division'],
	],
	{
		value: 'getFlowKpis',
		name: 'Get Flow KPIs',
		action: 'Get flow KPIs',
		description:
			'Get how often and how long Architect flows (IVR menus, bots, in-queue flows) ran in a time range, with containment, outcomes and their success, and milestones, by flow, outcome, milestone and so on',
		rowPer: 'flow, outcome, milestone, … and interval: runs, containment, outcomes',
	},
);
