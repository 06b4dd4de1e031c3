const { src, dest } = require('gulp');

/**
 * Icons, codex files and schemas beside the compiled code. One stream, returned, so that gulp waits for all of it;
 * `encoding: false`, since gulp 5 would otherwise decode every file as text.
 */
function buildIcons() {
	return src(
		['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json', 'credentials/**/*.svg'],
		{
			base: '.',
			encoding: false,
		},
	).pipe(dest('dist'));
}

exports['build:icons'] = buildIcons;
