/**
 * Everything but the real-n8n suite, which has its own package in test/e2e. Tests of compatibility run twice: on the newest
 * n8n and on the oldest one that is supported.
 *
 * @param core the package with n8n's engine
 */
const on = (displayName, core, testMatch) => ({
	displayName,
	testEnvironment: '<rootDir>/test/support/shared/environment.js',
	testEnvironmentOptions: { core },
	// Tests run in a sandbox, where each look at a global goes through its interceptors: these are handed to each module.
	sandboxInjectedGlobals: [
		...['Array', 'Boolean', 'Buffer', 'Error', 'Float64Array', 'Infinity', 'JSON', 'Map', 'Math', 'Number'],
		...['Object', 'Promise', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'URL', 'WeakMap'],
	],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.project.json', diagnostics: false }] },
	moduleNameMapper: { '^(n8n-core|n8n-workflow)$': '<rootDir>/test/support/shared/$1.js' },
	modulePathIgnorePatterns: ['<rootDir>/test/e2e/lines/'],
	testMatch,
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
});

module.exports = {
	testTimeout: 60_000,
	maxWorkers: 2,
	testSequencer: '<rootDir>/test/support/sequencer.js',
	projects: [
		on('newest', 'n8n-core', ['<rootDir>/{test,packages}/**/*.test.ts']),
		on('n8n 2.0', 'n8n-core-oldest', ['<rootDir>/test/compatibility/**/*.test.ts']),
	],
};
