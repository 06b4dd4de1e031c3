import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { rowMaker } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { rich } from './rich';

const RECORDS = 10_000;

/** Mulberry32: the same records in every run. */
function random(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const WRONG: unknown[] = [
	null,
	'',
	'x',
	0,
	-1,
	1e308,
	true,
	[],
	{},
	[null],
	[[]],
	['x', 7],
	{ name: 'tTalk' },
	'2026-03-1T09:00',
	Array.from({ length: 3 }),
];

/** A copy of the value in which each part may be missing, doubled, moved or of another type. */
function mutilate(value: unknown, chance: number, next: () => number): unknown {
	if (next() < chance) return WRONG[Math.floor(next() * WRONG.length)];
	if (Array.isArray(value)) {
		const parts = value.map((part) => mutilate(part, chance, next)).filter(() => next() >= chance);
		if (parts.length > 0 && next() < chance) parts.push(parts[0]);
		return next() < chance ? parts.reverse() : parts;
	}
	if (typeof value === 'object' && value !== null) {
		const kept = Object.entries(value).filter(() => next() >= chance);
		return Object.fromEntries(kept.map(([key, part]) => [key, mutilate(part, chance, next)]));
	}
	return value;
}

const OUTPUTS = [
	conversationSheets.conversations,
	conversationSheets.agentSessions,
	conversationSheets.segments,
];

it(`${RECORDS} mutilated records make rows of every output: same keys, same order, only flat values`, () => {
	const next = random(20_260_310);
	const sheets = OUTPUTS.map((output) => ({
		columns: output.columns.map(({ name }) => name),
		make: rowMaker(output, { timeZone: 'Europe/Berlin', dateFormat: 'spreadsheet', includeAttributes: true }),
		rows: 0,
	}));
	const unsound: Row[] = [];
	for (let n = 0; n < RECORDS; n++) {
		const record = mutilate(rich, next() * 0.3, next);
		for (const sheet of sheets) {
			const rows = sheet.make(record);
			sheet.rows += rows.length;
			unsound.push(...rows.filter((row) => !isSound(row, sheet.columns)));
		}
	}
	expect(unsound).toEqual([]);
	expect(sheets.filter(({ rows }) => rows < RECORDS / 2)).toEqual([]);
});

function isSound(row: Row, columns: string[]): boolean {
	const keys = Object.keys(row).filter((key) => !key.startsWith('attribute_'));
	return keys.join() === columns.join() && Object.values(row).every(isFlat);
}

function isFlat(value: unknown): boolean {
	return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}
