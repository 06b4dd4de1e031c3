/** What the suite uses of playwright-core, which is installed beside n8n and not in the project. */
declare module 'playwright-core' {
	interface LocatorOptions {
		name?: string | RegExp;
		exact?: boolean;
		hasText?: string | RegExp;
	}

	interface Timeout {
		timeout?: number;
	}

	interface Locator {
		click(options?: Timeout & { force?: boolean }): Promise<void>;
		fill(text: string): Promise<void>;
		setInputFiles(path: string): Promise<void>;
		dblclick(): Promise<void>;
		hover(): Promise<void>;
		dragTo(target: Locator): Promise<void>;
		press(key: string): Promise<void>;
		waitFor(options?: Timeout & { state?: 'attached' | 'visible' | 'hidden' }): Promise<void>;
		scrollIntoViewIfNeeded(): Promise<void>;
		innerText(): Promise<string>;
		inputValue(): Promise<string>;
		allInnerTexts(): Promise<string[]>;
		count(): Promise<number>;
		isVisible(): Promise<boolean>;
		screenshot(options: { path: string }): Promise<unknown>;
		first(): Locator;
		last(): Locator;
		nth(index: number): Locator;
		filter(options: LocatorOptions): Locator;
		locator(selector: string, options?: LocatorOptions): Locator;
		getByTestId(id: string): Locator;
		getByText(text: string | RegExp, options?: LocatorOptions): Locator;
		getByRole(role: string, options?: LocatorOptions): Locator;
	}

	interface Page extends Omit<
		Locator,
		'click' | 'dblclick' | 'dragTo' | 'fill' | 'hover' | 'press' | 'screenshot'
	> {
		goto(url: string): Promise<unknown>;
		url(): string;
		evaluate(script: string): Promise<unknown>;
		screenshot(options: { path: string }): Promise<unknown>;
		waitForURL(url: RegExp): Promise<void>;
		waitForLoadState(state: 'networkidle'): Promise<void>;
		setViewportSize(size: { width: number; height: number }): Promise<void>;
		setDefaultTimeout(milliseconds: number): void;
		setDefaultNavigationTimeout(milliseconds: number): void;
		keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
		mouse: { move(x: number, y: number): Promise<void>; down(): Promise<void>; up(): Promise<void> };
		on(event: 'pageerror', listener: (error: Error) => void): void;
	}

	interface BrowserContext {
		newPage(): Promise<Page>;
		grantPermissions(permissions: string[]): Promise<void>;
		close(): Promise<void>;
	}

	const selectors: { setTestIdAttribute(name: string): void };

	const chromium: {
		launchPersistentContext(userDataDir: string, options: object): Promise<BrowserContext>;
	};
}
