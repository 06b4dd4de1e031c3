/**
 * n8n loads the files that package.json names under "n8n" and ignores this one.
 * It is here for programs that want the node and credential classes by package name.
 */
module.exports = {
	...require('./dist/credentials/GenesysCloudOAuth2Api.credentials.js'),
	...require('./dist/nodes/GenesysCloudAnalytics/GenesysCloudAnalytics.node.js'),
	...require('./dist/nodes/GenesysCloudAnalytics/GenesysCloudAnalyticsTrigger.node.js'),
};
