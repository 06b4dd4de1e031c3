module.exports = require('../../support/longestFirst')(['examples', 'sync', 'editor', 'trigger']);
