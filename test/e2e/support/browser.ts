import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { CHROMIUM } from '../install';
import { OWNER } from './n8nClient';
import { prepared } from './prepared';

/** Set to `1`, the pictures of a run become those of the README; otherwise they go to a temporary folder. */
const WRITE_PICTURES = process.env.UPDATE_PICTURES === '1';
const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'pictures');

/** n8n's editor in Debian's Chromium, signed in as the owner. */
export class Editor {
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
		page.setDefaultTimeout(30_000);
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
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens the panel of a node. */
	async openNode(workflowId: string, nodeId: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}/${nodeId}`);
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Drags a node's form to the left, over its input: a table needs the room. */
	async widenOutput(): Promise<void> {
		await this.page.getByTestId('panel-drag-button').hover();
		await this.page.mouse.down();
		await this.page.mouse.move(260, 60);
		await this.page.mouse.up();
	}

	/** Saves what is on the screen, without tooltips and passing messages. */
	async picture(name: string): Promise<void> {
		await this.page.mouse.move(0, 450);
		const toast = this.page.locator('.el-notification__closeBtn').first();
		if (await toast.isVisible()) await toast.click();
		// What n8n fades in or out takes half a second.
		await new Promise((resolve) => setTimeout(resolve, 600));
		await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
		if (!WRITE_PICTURES) rmSync(this.pictures, { recursive: true, force: true });
	}
}
