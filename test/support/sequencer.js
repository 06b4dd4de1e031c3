module.exports = require('./longestFirst')([
	'fuzz/answers',
	'test/api/garbled',
	'trigger/schedules',
	'publish/package',
	'agent/getStatusHistory',
	'api/absurd',
	'trigger/updates',
	'columns/values',
	'trigger/garbled',
	'reading/oracle',
	'conversation/jobs',
	'performance/getKpis',
]);
