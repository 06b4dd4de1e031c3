const { Transform } = require('stream');
const { dest, parallel, src } = require('gulp');

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

/** The compiled code indented as its source is: the compiler's four spaces make the package larger. */
function indent() {
	const tabs = (spaces) => '\t'.repeat(spaces.length / 4);
	const transform = (file, _, done) => {
		file.contents = Buffer.from(file.contents.toString('utf8').replace(/^(?: {4})+/gm, tabs));
		done(null, file);
	};
	return src('dist/**/*.js', { encoding: false })
		.pipe(new Transform({ objectMode: true, transform }))
		.pipe(dest('dist'));
}

exports['build:icons'] = parallel(buildIcons, indent);
