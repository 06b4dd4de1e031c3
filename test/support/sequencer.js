module.exports = require('./longestFirst')([
	'publish/package',
	'trigger/schedules',
	'reading/oracle',
	'performance/getKpis',
	'conversation/jobs',
]);
