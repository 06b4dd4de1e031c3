import { FLOW_KPIS } from '../../kpis/subjectKpis';
import { kpiOperation } from './subjects';

// A constant, because n8n's lint wants inline options in alphabetical order.
const groups = [
	{ name: 'Flow', value: 'flowId' },
	{ name: 'Flow Type', value: 'flowType' },
	{ name: 'Flow Version', value: 'flowVersion' },
	{ name: 'Outcome', value: 'flowOutcomeId' },
	{ name: 'Milestone', value: 'flowMilestoneId' },
	{ name: 'Exit Reason', value: 'exitReason' },
	{ name: 'Media Type', value: 'mediaType' },
	{ name: 'Division', value: 'divisionId' },
];

export const getFlowKpis = kpiOperation('flows', FLOW_KPIS, groups, {
	value: 'getFlowKpis',
	name: 'Get Flow KPIs',
	action: 'Get flow KPIs',
	description:
		'Get how often and how long Architect flows (IVR menus, bots, in-queue flows) ran in a time range, with containment, outcomes and their success, and milestones, by flow, outcome, milestone and so on',
});
