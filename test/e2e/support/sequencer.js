const Sequencer = require('@jest/test-sequencer').default;

/** Those that wait for n8n's schedules come first, so that the others work meanwhile; then the largest. */
const WAITING = ['trigger', 'examples'];

const rank = ({ path }) => {
	const index = WAITING.findIndex((name) => path.endsWith(`${name}.test.ts`));
	return index < 0 ? WAITING.length : index;
};

module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((one, other) => rank(one) - rank(other));
	}
};
