const common = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.project.json', diagnostics: false }] },
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	modulePathIgnorePatterns: ['<rootDir>/test/e2e/lines/'],
};

/**
 * Everything but the real-n8n suite, which has its own package in test/e2e. Tests of compatibility run twice: on the newest
 * n8n and on the oldest one that is supported.
 */
module.exports = {
	testTimeout: 60_000,
	maxWorkers: 2,
	projects: [
		{
			...common,
			displayName: 'newest',
			testEnvironment: '<rootDir>/test/support/shared/environment.js',
			moduleNameMapper: { '^(n8n-core|n8n-workflow)$': '<rootDir>/test/support/shared/$1.js' },
			testMatch: ['<rootDir>/{test,packages}/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
		},
		{
			...common,
			displayName: 'n8n 2.0',
			testMatch: ['<rootDir>/test/compatibility/**/*.test.ts'],
			// A dependency of it is an ES module, which jest can't require.
			transformIgnorePatterns: ['/node_modules/(?!(p-retry|is-network-error)/)'],
			transform: {
				...common.transform,
				'^.+\\.js$': ['ts-jest', { tsconfig: { allowJs: true, module: 'commonjs' }, diagnostics: false }],
			},
			moduleNameMapper: {
				'^n8n-core$': '<rootDir>/node_modules/n8n-core-oldest',
				'^n8n-workflow$': '<rootDir>/node_modules/n8n-core-oldest/node_modules/n8n-workflow',
			},
		},
	],
};
