import { cpus, totalmem } from 'node:os';

/** The results of a case: facts as a table, and whether the targets were met. */
export interface Section {
	title: string;
	/** How it was measured. */
	method: string;
	columns: string[];
	rows: string[][];
	targets: Target[];
}

export interface Target {
	/** The target. */
	text: string;
	/** The result. */
	reached: string;
	met: boolean;
}

export function atMost(text: string, value: number, bound: number, digits = 2): Target {
	return { text, reached: value.toFixed(digits), met: value <= bound };
}

export function atLeast(text: string, value: number, bound: number, digits = 2): Target {
	return { text, reached: value.toFixed(digits), met: value >= bound };
}

export function markdown({ title, method, columns, rows, targets }: Section): string {
	const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	const verdicts = targets.map(
		({ text, reached, met }) => `- ${met ? 'met' : '**not met**'}: ${text}: ${reached}`,
	);
	return [`## ${title}`, '', method, '', ...table, '', ...verdicts].join('\n');
}

/** The whole report, with machine and date; absolute times are only valid on this machine, ratios elsewhere, too. */
export function report(sections: Section[], command = 'npm run bench'): string {
	const introduction = [
		'# Benchmark',
		'',
		`Written by \`${command}\`. The node and the simulated organization share the machine; figures are medians, with minimum`,
		'and maximum in brackets.',
		'',
		`Machine: ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB memory, Node ${process.version}; ${new Date().toISOString().slice(0, 10)}.`,
	].join('\n');
	return `${[introduction, ...sections.map(markdown)].join('\n\n')}\n`;
}
