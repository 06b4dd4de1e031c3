import { collection, type Settings } from '../../nodes/GenesysCloudAnalytics/fields/field';
import { choice, numberIfAdded, severalOf, toggle } from '../../nodes/GenesysCloudAnalytics/fields/kinds';
import { agent } from '../../nodes/GenesysCloudAnalytics/fields/organization';

const fields = {
	matchBy: choice({
		displayName: 'Match By',
		byDefault: 'started',
		description: 'Which date',
		options: [
			['started', 'Started'],
			['ended', 'Ended'],
		],
	}),
	filters: collection(
		{ displayName: 'Filters' },
		{
			agent,
			statuses: severalOf({
				displayName: 'Status',
				byDefault: [],
				description: 'Which',
				options: [
					['pending', 'Pending'],
					['finished', 'Finished'],
				],
			}),
			most: numberIfAdded({ displayName: 'Most', byDefault: 1, description: 'How many' }),
			endedOnly: toggle({ displayName: 'Ended Only', byDefault: true, description: 'Whether' }),
		},
	),
};

/** Compiled by `npm run typecheck`, where each expected error that isn't one fails. */
export function usesSettings({ matchBy, filters, ...others }: Settings<typeof fields>): unknown[] {
	const moment: 'started' | 'ended' = matchBy;
	const ids: string[] = filters.agent;
	const statuses: ReadonlyArray<'pending' | 'finished'> = filters.statuses;
	const most: number | undefined = filters.most;
	const isEnded: boolean = filters.endedOnly;
	// @ts-expect-error a setting that the form doesn't have
	void others.sortOrder;
	// @ts-expect-error a filter that the form doesn't have
	void filters.evaluator;
	// @ts-expect-error a value that the form doesn't offer
	if (matchBy === 'active') return [];
	return [moment, ids, statuses, most, isEnded];
}

it('settings are typed by their fields', () => {
	const settings = {
		matchBy: 'ended' as const,
		filters: { agent: ['a'], statuses: [], most: undefined, endedOnly: true },
	};
	expect(usesSettings(settings)).toEqual(['ended', ['a'], [], undefined, true]);
});
