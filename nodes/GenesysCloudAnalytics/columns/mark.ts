import { timeMs } from '../records/conversation';
import { valueAt } from './field';
import { isRaw, type Sheet } from './sheet';
import { zonedTime } from './zonedTime';

const utc = zonedTime('UTC', 'iso');

/**
 * The mark that a destination takes from the rows of these records, in milliseconds; -Infinity where no row has one.
 *
 * @throws Error for a sheet without a mark: nothing can continue from it
 */
export function latestMark<Source>(
	sheet: Pick<Sheet<unknown, Source>, 'name' | 'columns' | 'mark' | 'subjects'>,
	records: Iterable<Source>,
): number {
	const { name, columns, mark, subjects } = sheet;
	const column = columns.find((each) => each.name === mark);
	if (mark === undefined || (!column && !isRaw(sheet))) throw new Error(`The sheet ${name} has no mark.`);
	let latest = -Infinity;
	for (const record of records) {
		for (const subject of subjects?.(record) ?? [record]) {
			const time = column ? column.read(subject, utc) : valueAt(subject, mark);
			latest = Math.max(latest, timeMs(time) ?? -Infinity);
		}
	}
	return latest;
}
