import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const nodesBase = { 'n8n-nodes-base': n8nNodesBase };
const rulesOf = (name) => n8nNodesBase.configs[name].rules;
const { plugins, rules } = n8nCommunityNodesPlugin.configs.recommended;

// Where the older plugin demands what the newer one forbids, the newer one counts, as in n8n's own CLI.
const contradicted = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
};

/** Both of n8n's plugins on what is published, typescript-eslint on everything. No warnings allowed. */
export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'coverage/', 'test/e2e/.cache/'] },
	...tseslint.configs.recommended,
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		plugins,
		rules,
	},
	{
		files: ['package.json'],
		plugins: nodesBase,
		rules: rulesOf('community'),
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: nodesBase,
		rules: { ...rulesOf('credentials'), ...contradicted },
	},
	{ files: ['nodes/**/*.ts'], plugins: nodesBase, rules: { ...rulesOf('nodes'), ...contradicted } },
	{ files: ['**/*.js', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
	{ files: ['package.json'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
);
