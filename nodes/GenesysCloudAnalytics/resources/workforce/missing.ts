import { counted } from '../../messages/count';
import type { Report } from '../../output/report';
import type { ChosenMembers, Unit, WorkforceSearch } from '../../reading/managementUnits';

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

/** Says what the client may not see, by name or id. */
export function missRefused(
	report: Report,
	what: 'management unit' | 'team',
	names: readonly string[],
): void {
	for (const name of names) {
		report.misses(`The ${what} ${name} is missing: it is outside the divisions of the OAuth client's roles.`);
	}
}

const nameOfUnit = ({ id, name }: Unit) => name ?? id;

/** Says what is missing of the agents asked for. */
export function missMembers(
	report: Report,
	{ members, unitsSeen, outside, refused, deserted }: ChosenMembers,
	{ agentIds, teamIds }: WorkforceSearch,
): void {
	missUnits(report, unitsSeen);
	missRefused(report, 'management unit', refused.map(nameOfUnit));
	for (const unit of deserted) {
		report.note(`Genesys Cloud lists nobody in the management unit ${nameOfUnit(unit)}.`);
	}
	if (unitsSeen === 0) return;
	missAgents(report, outside);
	if (agentIds.length === 0 && teamIds.length > 0 && members.length === 0) {
		report.misses('Nobody of these teams is in a management unit that the OAuth client sees.');
	}
}

/** Says of which units a reading brought nothing. */
export function missResults(
	report: Report,
	{ refused, empty }: { refused: readonly Unit[]; empty: readonly Unit[] },
): void {
	missRefused(report, 'management unit', refused.map(nameOfUnit));
	for (const unit of empty) {
		report.misses(`Genesys Cloud gave no result for the management unit ${nameOfUnit(unit)}.`);
	}
}
