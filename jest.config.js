const transform = { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] };

/** Everything but the real-n8n suite, which has its own package in test/e2e. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform,
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	testTimeout: 60_000,
	maxWorkers: 2,
};
