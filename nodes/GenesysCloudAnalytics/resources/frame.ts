import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { NameKind } from '../columns/column';
import type { Sheet } from '../columns/sheet';
import { readSettings, type Settings } from '../fields/field';
import { formOf } from '../fields/form';
import { csvFormat, type RowSettings } from '../fields/options';
import { columnNames, type RowsSetting } from '../fields/rows';
import type { Period } from '../fields/timeRange';
import { maskOf } from '../output/mask';
import { openSink } from '../output/openSink';
import type { Report } from '../output/report';
import type { Entry, Items, Sink } from '../output/sink';
import { inTurns } from '../transport/clock';
import { appsHostOf } from '../transport/regions';
import { sayWhetherKept } from './retention';
import { missUnknown, type Chosen } from './unknownIds';
import type { Details, Found, Operation, Work } from './operation';

/** As many as take some milliseconds to write. */
const RECORDS_AT_A_TIME = 200;

/** What all items of one execution share. */
export type Session = Pick<Work, 'context' | 'connection' | 'directory' | 'now'>;

/** What a form says about rows; a form that lacks a field has its default. */
interface RowFields {
	rows?: RowsSetting;
	options: RowSettings;
	period?: Period;
}

/**
 * One operation for one input item, in the order of steps that all of them share: what the form says; what can't be written
 * is refused; reading; names, rows or a file. The report is filled on the way.
 */
export async function runOperation(
	operation: Operation,
	session: Session,
	{ item, report, isTool }: { item: number; report: Report; isTool: boolean },
): Promise<Items> {
	const { context, connection } = session;
	const leftOut = (label: string) => report.leavesOut(label);
	const chosen: Chosen[] = [];
	const chose = (kind: NameKind, ids: readonly string[]) => void chosen.push({ kind, ids });
	const surroundings = { connection, timeZone: context.getTimezone(), isTool, leftOut, chose };
	const form = formOf(context, surroundings, item);
	const settings = await readSettings(operation.fields, form);
	const open = await opener(settings, session, report);

	const sheet = operation.sheetOf(settings);
	open(sheet, { fileName: '' });
	const { timeZone } = (settings as unknown as RowFields).options;
	const found = await operation.find(settings, { ...session, report, timeZone, open });
	const summary = () => {
		report.names(session.directory.notes());
		return report.forFlow(connection.usage);
	};
	return await write(found, sheet, { ...session, open, report, summary, chosen });
}

/** Makes sinks as the form wants rows to be. */
async function opener(
	settings: Settings<Operation['fields']>,
	{ context, connection, directory }: Session,
	report: Report,
): Promise<Work['open']> {
	const { rows = { columns: 'all', returnAs: 'rows' }, options, period } = settings as unknown as RowFields;
	const mask = options.maskPersonalData ? await maskOf(context) : undefined;
	return (sheet, { fileName, extra }) =>
		openSink(sheet, {
			format: {
				...options,
				mask,
				appsHost: appsHostOf(connection.apiHost),
				columns: columnsOf(sheet, rows.columns, period),
			},
			directory,
			report,
			extra,
			file: rows.returnAs === 'rows' ? undefined : fileOf(context, rows.returnAs, fileName, options),
		});
}

/** A sync needs what tells rows apart and how far the destination has got, whichever columns are chosen. */
function columnsOf(
	sheet: Sheet,
	chosen: RowsSetting['columns'],
	period: Period | undefined,
): readonly string[] | undefined {
	const names = columnNames(sheet, chosen);
	if (!names || !period?.isSync) return names;
	return [...new Set([...names, ...sheet.key, ...(sheet.mark === undefined ? [] : [sheet.mark])])];
}

function fileOf(context: IExecuteFunctions, type: 'csv' | 'jsonl', fileName: string, options: RowSettings) {
	return {
		type,
		csv: csvFormat(options),
		name: fileName.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
		field: options.binaryPropertyName,
		prepare: async (bytes: Buffer, name: string, mimeType: string) =>
			await context.helpers.prepareBinaryData(bytes, name, mimeType),
	};
}

async function write(
	found: Found,
	sheet: Sheet,
	{
		open,
		report,
		summary,
		chosen,
		connection,
		now,
	}: Pick<Work, 'open' | 'report' | 'connection' | 'now'> & {
		summary: () => IDataObject;
		chosen: readonly Chosen[];
	},
): Promise<Items> {
	if ('items' in found) {
		report.rows = found.items.length;
		return found.items;
	}
	const { sink, entries } = 'entries' in found ? found : await made(found, sheet, open);
	report.rows = entries.reduce((sum, { count }) => sum + count, 0);
	if (report.rows === 0) {
		await missUnknown(chosen, connection, report);
		await sayWhetherKept({ startMs: report.startMs ?? now, now }, connection, report);
	}
	return await sink.finish(entries, summary);
}

async function made(
	{ records, sheet, ...details }: Details & { records: readonly unknown[]; sheet?: Sheet },
	chosen: Sheet,
	open: Work['open'],
): Promise<{ sink: Sink; entries: Entry[] }> {
	const sink = open(sheet ?? chosen, details);
	const entries: Entry[] = [];
	for await (const some of inTurns(records, RECORDS_AT_A_TIME)) {
		for (const record of some) entries.push(sink.make(record));
		await sink.flush();
	}
	return { sink, entries };
}
