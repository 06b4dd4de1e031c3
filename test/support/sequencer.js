module.exports = require('./longestFirst')([
	'publish/package',
	'trigger/schedules',
	'retrieval/oracle',
	'performance/getKpis',
	'conversation/jobs',
]);
