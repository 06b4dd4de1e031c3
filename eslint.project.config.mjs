import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const nodesBase = { 'n8n-nodes-base': n8nNodesBase };
const rulesOf = (name) => n8nNodesBase.configs[name].rules;

// Where the older plugin demands what the newer one forbids, the newer one counts, as in n8n's own CLI.
const contradicted = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
};

/**
 * What this project asks for beyond n8n's own rules, which eslint.config.mjs has and which that file may not extend: n8n
 * verifies only packages that leave it as it is. No warnings allowed.
 */
export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'coverage/', 'test/e2e/.cache/'] },
	...tseslint.configs.recommended,
	{
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { project: './tsconfig.project.json' } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
		},
	},
	{
		files: ['package.json'],
		plugins: nodesBase,
		rules: { ...rulesOf('community'), '@typescript-eslint/no-unused-expressions': 'off' },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: nodesBase,
		rules: { ...rulesOf('credentials'), ...contradicted },
	},
	{ files: ['nodes/**/*.ts'], plugins: nodesBase, rules: { ...rulesOf('nodes'), ...contradicted } },
	// A function is read at one glance.
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: { 'max-lines-per-function': ['error', { max: 60 }], 'max-params': ['error', 5] },
	},
	{ files: ['**/*.js', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
