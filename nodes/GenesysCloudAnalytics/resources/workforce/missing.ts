import { counted } from '../../messages/count';
import type { Report } from '../../output/report';
import type { ChosenMembers, Unit } from '../../reading/managementUnits';

/** Says where the client sees no management unit: then there is nothing, and no error. */
export function missUnits(report: Report, unitsSeen: number | undefined): void {
	if (unitsSeen !== 0) return;
	report.misses(
		'The OAuth client sees no management unit: give one of its roles a permission of Workforce Management, for the divisions of the units.',
	);
}

/** Says which of the agents asked for are in no unit. */
export function missAgents(report: Report, ids: readonly string[]): void {
	if (ids.length === 0) return;
	report.misses(
		`${counted(ids.length, 'agents')} of those chosen ${ids.length === 1 ? 'is' : 'are'} in no management unit, or outside the divisions of the OAuth client: ${ids.join(', ')}.`,
	);
}

/** Says which units the client may not see. */
export function missRefused(report: Report, units: readonly Unit[]): void {
	for (const { id, name } of units) {
		report.misses(
			`The management unit ${name ?? id} is missing: it is outside the divisions of the OAuth client's roles.`,
		);
	}
}

/** Says what is missing of the agents asked for. */
export function missMembers(report: Report, { unitsSeen, outside, refused }: ChosenMembers): void {
	missUnits(report, unitsSeen);
	if (unitsSeen !== 0) missAgents(report, outside);
	missRefused(report, refused);
}
