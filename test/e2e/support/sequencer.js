/** The trigger mostly waits, so the busy ones run beside it. */
module.exports = require('../../support/longestFirst')([
	'trigger',
	'queueMode',
	'sync',
	'examples',
	'editor',
	'operations',
	'lines',
]);
