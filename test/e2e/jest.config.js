/** The real-n8n suite: `npm run test:n8n`. It installs an n8n first, so it is not part of `npm test`. */
module.exports = {
	rootDir: __dirname,
	testEnvironment: 'node',
	modulePathIgnorePatterns: ['<rootDir>/lines/'],
	testMatch: ['<rootDir>/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../../tsconfig.project.json', diagnostics: false }],
	},
	globalSetup: '<rootDir>/support/globalSetup.ts',
	globalTeardown: '<rootDir>/support/globalTeardown.ts',
	testTimeout: 300_000,
	maxWorkers: 2,
	testSequencer: '<rootDir>/support/sequencer.js',
};
