const Sequencer = require('@jest/test-sequencer').default;

/**
 * Puts the files of these names first, the longest at the beginning, so that none of them runs alone at the end. A clean
 * checkout has no times of an earlier run to go by.
 */
module.exports = (longest) =>
	class extends Sequencer {
		sort(tests) {
			const rank = ({ path }) => {
				const index = longest.findIndex((name) => path.endsWith(`${name}.test.ts`));
				return index < 0 ? longest.length : index;
			};
			return super.sort(tests).sort((one, other) => rank(one) - rank(other));
		}
	};
