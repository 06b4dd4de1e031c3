import { withoutOutcome } from '../../nodes/GenesysCloudAnalytics/kpis/callbacks';
import { KPIS } from '../../nodes/GenesysCloudAnalytics/kpis/kpis';
import type { Stats } from '../../nodes/GenesysCloudAnalytics/kpis/aggregates';

function kpisOf(figures: Record<string, Stats>) {
	const row = withoutOutcome({ startMs: 0, endMs: 1, values: [], figures: new Map(Object.entries(figures)) });
	return Object.fromEntries(KPIS.map(({ name, read }) => [name, read(row.figures)]));
}

it('customer-first callbacks have no outcome, which is not none', () => {
	expect(kpisOf({ nOffered: { count: 143 }, tFlowOut: { count: 2 } })).toMatchObject({
		...{ offered: 143, answered: null, abandoned: null, abandonPercent: null, answerPercent: null },
		...{ shortAbandoned: null, overServiceLevel: null, flowedOut: 2 },
	});
});

it.each<[string, Record<string, Stats>, object]>([
	['some were answered', { nOffered: { count: 4 }, tAnswered: { count: 3 } }, { answered: 3, abandoned: 0 }],
	['all were abandoned', { nOffered: { count: 4 }, tAbandon: { count: 4 } }, { answered: 0, abandoned: 4 }],
	['none was offered', { tHandle: { count: 1, sum: 1 } }, { answered: 0, abandoned: 0 }],
])('callbacks have an outcome where %s', (_, figures, expected) => {
	expect(kpisOf(figures)).toMatchObject(expected);
});
