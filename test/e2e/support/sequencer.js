const Sequencer = require('@jest/test-sequencer').default;

/** The longest come first, so that none of them runs alone at the end; then the largest. */
const LONGEST = ['sync', 'trigger', 'examples'];

const rank = ({ path }) => {
	const index = LONGEST.findIndex((name) => path.endsWith(`${name}.test.ts`));
	return index < 0 ? LONGEST.length : index;
};

module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((one, other) => rank(one) - rank(other));
	}
};
