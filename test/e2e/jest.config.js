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
	// Of two cores: more than half of their time the files wait, for polls, for an n8n to start, for the browser.
	maxWorkers: 3,
	testSequencer: '<rootDir>/support/sequencer.js',
};
