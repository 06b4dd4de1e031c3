/** The trigger mostly waits, so the busy ones run beside it. */
module.exports = require('../../support/longestFirst')([
	'trigger',
	'sync',
	'examples',
	'editor',
	'queueMode',
]);
