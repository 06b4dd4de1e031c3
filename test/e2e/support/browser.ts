import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { CHROMIUM } from '../install';
import { OWNER } from './n8nClient';
import { prepared } from './prepared';
import { until } from './processes';
import { expectShown } from './shown';

/** Set to `1`, the pictures of a run become those of the README; otherwise they go to a temporary folder. */
const WRITE_PICTURES = process.env.UPDATE_PICTURES === '1';
const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'pictures');

/** n8n's editor in Debian's Chromium, signed in as the owner. */
export class Editor {
	/** Clicks of the task that is being done; a test sets it back. */
	clicks = 0;

	private constructor(
		readonly page: Page,
		private readonly url: string,
		private readonly context: BrowserContext,
		private readonly profile: string,
		private readonly pictures: string,
	) {}

	static async open(url: string): Promise<Editor> {
		const { chromium, selectors } = createRequire(join(prepared().installation.folder, 'package.json'))(
			'playwright-core',
		) as typeof import('playwright-core');
		selectors.setTestIdAttribute('data-test-id');
		const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: CHROMIUM,
			headless: true,
			viewport: { width: 1600, height: 900 },
			// Without these it talks to the world: to its maker for updates, through the network's proxy.
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-proxy-server',
			],
		});
		const page = await context.newPage();
		// On two busy cores the editor takes its time, the first time above all.
		page.setDefaultTimeout(60_000);
		page.setDefaultNavigationTimeout(120_000);
		const pictures = WRITE_PICTURES ? PICTURES : mkdtempSync(join(tmpdir(), 'pictures-'));
		mkdirSync(pictures, { recursive: true });
		const editor = new Editor(page, url, context, profile, pictures);
		await editor.signIn();
		return editor;
	}

	private async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
		await this.page.locator('input[name="password"]').fill(OWNER.password);
		await this.page.locator('input[name="password"]').press('Enter');
		await this.page.waitForURL(/\/(home|workflow)/);
		await this.page.waitForLoadState('networkidle');
	}

	/** As the browser's own Back and Forward do, without loading the editor again: that takes seconds of both cores. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.evaluate(`history.pushState({}, '', '/workflow/${id}')`);
		await this.page.evaluate("dispatchEvent(new PopStateEvent('popstate', { state: {} }))");
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens a node's panel by its name on the canvas. */
	async openNode(workflowId: string, name: string): Promise<void> {
		await this.openWorkflow(workflowId);
		await this.openFromCanvas(name);
	}

	/** Takes an exported workflow from a file into a new one, as "Import from file" does. */
	async importFile(path: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').first().waitFor();
		await this.page.getByTestId('workflow-import-input').setInputFiles(path);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens a node's panel by its name on the canvas: counts as a click. */
	async openFromCanvas(name: string): Promise<void> {
		this.clicks++;
		await this.page.getByTestId('canvas-node').filter({ hasText: name }).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Types into a field where an ID, a name or something from a list may be given: one click. */
	async type(locator: string, text: string): Promise<void> {
		const input = this.page.getByTestId(`resource-locator-${locator}`).getByTestId('rlc-input').first();
		await this.click(input);
		await input.fill(text);
	}

	/** A click that counts. */
	async click(target: Locator): Promise<void> {
		this.clicks++;
		await target.click();
	}

	/** Chooses from the list of a field: two clicks. */
	async choose(parameter: string, option: RegExp): Promise<void> {
		await this.click(this.page.getByTestId(`parameter-input-${parameter}`).first());
		await this.click(
			this.page.locator('[data-test-id="parameter-input-item"]:visible').filter({ hasText: option }).first(),
		);
	}

	/** Chooses from a list that a click opens by typing a name into it, as people do who know it: one click. */
	async chooseByName(list: Locator, name: string): Promise<void> {
		await this.click(list);
		const search = list.locator('input').first();
		const entries = this.page.locator('.el-select-dropdown__item:visible');
		await entries.nth(1).waitFor();
		await search.fill(name);
		// Keys are sent once the list shows what was typed for, and marks it.
		await until(async () => {
			const left = await entries.allInnerTexts();
			if (left.length !== 1) throw new Error(`${name} leaves ${left.join(', ')}`);
		});
		const marked = this.page.locator('.el-select-dropdown__item:visible.hover');
		await until(async () => {
			if ((await marked.count()) === 1) return;
			await search.press('ArrowDown');
			throw new Error(`${name} is not marked`);
		});
		await search.press('Enter');
		await entries.first().waitFor({ state: 'hidden' });
	}

	/** Adds an entry to Filters (the first collection of the form) or Options: two clicks. */
	async add(entry: string, collection = 0): Promise<void> {
		await this.click(this.page.getByTestId('collection-parameter-add').nth(collection));
		const options = this.page.locator('[data-test-id="collection-parameter-option"]:visible');
		await this.click(options.filter({ hasText: new RegExp(`^${entry}$`) }).first());
	}

	/** The column names of a table of rows, from left to right. */
	async headerOf(table: Locator): Promise<string[]> {
		const texts = await table.locator('th').allInnerTexts();
		return texts.map((text) => text.trim()).filter(Boolean);
	}

	/** Shows the editor in this theme of n8n's. */
	async useTheme(theme: 'dark' | 'light'): Promise<void> {
		await this.page.evaluate(`localStorage.setItem('N8N_THEME', '${theme}')`);
		await this.page.goto(`${this.url}/home/workflows`);
		await this.page.waitForLoadState('networkidle');
	}

	/** Drags a node's form to the left, over its input: a table needs the room. */
	async widenOutput(): Promise<void> {
		await this.dragForm(260);
	}

	/** Drags it back to the middle. */
	async showInput(): Promise<void> {
		await this.dragForm(800);
	}

	/** Pastes a text, as Ctrl+V does after it was copied elsewhere. */
	async paste(text: string): Promise<void> {
		await this.context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
		await this.page.keyboard.press('Control+V');
	}

	private async dragForm(x: number): Promise<void> {
		await this.page.getByTestId('panel-drag-button').hover();
		await this.page.mouse.down();
		await this.page.mouse.move(x, 60);
		await this.page.mouse.up();
	}

	/** Closes the passing message of the last run; the click closes an open list, too. */
	async dismissMessage(): Promise<void> {
		const message = this.page.locator('.el-notification__closeBtn').first();
		// It may go by itself meanwhile.
		if (await message.isVisible()) await message.click({ timeout: 3_000 }).catch(() => {});
	}

	/**
	 * Saves what is on the screen, without tooltips and passing messages.
	 *
	 * @throws where the README's picture of that name shows something else
	 */
	async picture(name: string): Promise<void> {
		await this.page.mouse.move(0, 450);
		// Not dismissed: that would close an open list, too.
		const messages = "document.querySelectorAll('.el-notification')";
		await this.page.evaluate(`${messages}.forEach(({ style }) => (style.visibility = 'hidden'))`);
		// What n8n fades in or out takes half a second.
		await new Promise((resolve) => setTimeout(resolve, 600));
		await expectShown(this.page, join(PICTURES, `${name}.png`), WRITE_PICTURES);
		await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
		if (!WRITE_PICTURES) rmSync(this.pictures, { recursive: true, force: true });
	}
}
