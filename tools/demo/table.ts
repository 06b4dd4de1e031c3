import type { IDataObject } from 'n8n-workflow';

const COLUMNS: Array<{ title: string; width: number; cell: (row: IDataObject) => unknown }> = [
	{
		title: 'Time (UTC)',
		width: 16,
		cell: ({ startTime }) => String(startTime).slice(0, 16).replace('T', ' '),
	},
	{ title: 'Media type', width: 10, cell: ({ mediaType }) => mediaType },
	{ title: 'Direction', width: 9, cell: ({ direction }) => direction },
	{ title: 'Queue', width: 18, cell: ({ queueName, queueId }) => queueName ?? queueId },
	{ title: 'Agent', width: 18, cell: ({ agentName, agentId }) => agentName ?? agentId },
	{ title: 'Handle', width: 9, cell: ({ handleSeconds }) => duration(handleSeconds) },
	{ title: 'Wrap-up', width: 18, cell: ({ wrapUpName, wrapUpCode }) => wrapUpName ?? wrapUpCode },
	{ title: 'Conversation ID', width: 36, cell: ({ conversationId }) => conversationId },
];

/** Rows as a table for the terminal. */
export function table(rows: IDataObject[]): string {
	const lines = [
		COLUMNS.map(({ title, width }) => fit(title, width)),
		COLUMNS.map(({ width }) => '─'.repeat(width)),
		...rows.map((row) => COLUMNS.map(({ cell, width }) => fit(String(cell(row) ?? ''), width))),
	];
	return lines.map((cells) => cells.join('  ').trimEnd()).join('\n');
}

/** Cut or padded to a number of terminal columns, of which East Asian characters take two each. */
function fit(text: string, width: number): string {
	const characters = [...text];
	const total = characters.reduce((sum, character) => sum + columnsOf(character), 0);
	if (total <= width) return text + ' '.repeat(width - total);
	let used = 0;
	const kept = characters.filter((character) => (used += columnsOf(character)) < width);
	const keptWidth = kept.reduce((sum, character) => sum + columnsOf(character), 0);
	return `${kept.join('')}…${' '.repeat(width - keptWidth - 1)}`;
}

function columnsOf(character: string): number {
	return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
		? 2
		: 1;
}

function duration(seconds: unknown): string {
	if (typeof seconds !== 'number') return '';
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
