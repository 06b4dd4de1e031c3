module.exports = require('../../support/longestFirst')(['examples', 'sync', 'trigger', 'editor']);
