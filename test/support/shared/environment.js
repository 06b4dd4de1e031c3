const { mkdtempSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

// n8n-core 2.0 looks after SSH connections in an interval that would keep the test process from ending.
const startInterval = globalThis.setInterval;
globalThis.setInterval = (...args) => startInterval(...args).unref();

/**
 * n8n's engine takes two seconds to load, and jest would load it anew for each of some fifty files: here it stands outside
 * of their sandboxes, and all files that a worker runs share it. What they import of n8n is looked up by `loadShared`.
 */
module.exports = class SharedEngine extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.core = config.projectConfig.testEnvironmentOptions.core;
	}

	async setup() {
		await super.setup();
		// n8n-core writes its settings file on load: keep it out of the developer's home.
		process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-test-'));
		process.env.N8N_ENCRYPTION_KEY = 'only for tests';
		this.global.loadShared = (name, core = this.core) =>
			createRequire(require.resolve(core))(name === 'n8n-core' ? core : name);
	}
};
