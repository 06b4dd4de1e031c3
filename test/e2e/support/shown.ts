import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { until } from './processes';

/** What tells one look of a form from another: not the rows, which are others every time. */
const TELLING = [
	'label.n8n-input-label',
	'.parameter-item input',
	'[data-test-id="editCredential-modal"] input:not([type="password"])',
	'.el-tag',
	'.notice',
	'th',
	'[data-test-id="parameter-issues"]',
	'[data-test-id="node-creator-item-name"]',
	'[data-test-id="rlc-item"]',
	'[data-test-id="canvas-node"]',
];

/**
 * What is covered or scrolled away is left out, but for columns: how many have room depends on the rows. The first line alone:
 * what n8n shows only under the mouse comes behind it. Ports are others every time.
 */
const READ = `[...document.querySelectorAll(${JSON.stringify(TELLING.join())})]
	.filter((element) => {
		const { left, top, width, height } = element.getBoundingClientRect();
		const hit = document.elementFromPoint(left + width / 2, top + height / 2);
		const isSeen = hit !== null && (element.contains(hit) || hit.contains(element));
		return width > 0 && (isSeen || element.tagName === 'TH');
	})
	.map(({ dataset, value, placeholder, innerText }) => dataset.nodeName || value || placeholder || innerText)
	.map((text) => text.trim().split('\\n')[0].trim().replace(/:\\d+$/, ''))
	.filter(Boolean)
	.join('\\n')`;

/**
 * Holds what is on the screen against the text file beside a picture, which says what it shows: labels, values, columns, from
 * top to bottom.
 */
export async function expectShown(page: Page, picture: string, isNew: boolean): Promise<void> {
	const file = picture.replace(/png$/, 'txt');
	const read = async () => `${String(await page.evaluate(READ))}\n`;
	if (isNew) return writeFileSync(file, await read());
	const pictured = existsSync(file) ? readFileSync(file, 'utf8') : '';
	// The editor may still be loading the last of it.
	await until(
		async () => {
			const shown = await read();
			if (shown === pictured) return;
			throw new Error(
				`${picture} is out of date: take it again with UPDATE_PICTURES=1 npm run test:n8n -- editor examples\n\nIt shows:\n${pictured}\nn8n shows:\n${shown}`,
			);
		},
		{ patience: 10_000 },
	);
}
