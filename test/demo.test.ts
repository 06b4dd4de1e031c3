import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { credentialFromEnvironment } from '../tools/demo/environment';
import { table } from '../tools/demo/table';

const run = promisify(execFile);
const root = `${__dirname}/..`;

async function demo(args: string[], environment: Record<string, string> = {}) {
	const { GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET, GENESYS_REGION, ...rest } = process.env;
	void [GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET, GENESYS_REGION];
	return await run('npx', ['tsx', 'tools/demo/cli.ts', ...args], {
		cwd: root,
		env: { ...rest, ...environment },
	});
}

it('prints the conversations of the embedded simulator with names', async () => {
	const { stdout } = await demo(['--count', '7', '--hours', '3']);
	const [title, head, , ...lines] = stdout.trim().split('\n');
	expect(title).toBe('Conversations from the embedded simulator');
	expect(head).toMatch(/Time.*Media type.*Direction.*Queue.*Agent.*Handle.*Wrap-up.*Conversation ID/);
	const rows = lines.filter((line) => /[0-9a-f]{8}-[0-9a-f-]{27}$/.test(line));
	expect(rows).toHaveLength(7);
	expect(stdout).not.toMatch(/[0-9a-f]{8}-[0-9a-f-]{27}.*[0-9a-f]{8}-[0-9a-f-]{27}/);
});

it('says which setting of a real organization is missing', async () => {
	await expect(demo([], { GENESYS_CLIENT_ID: 'an-id' })).rejects.toMatchObject({
		stderr: expect.stringContaining('GENESYS_CLIENT_SECRET and GENESYS_REGION are not set'),
	});
});

describe('the credential from the environment', () => {
	const set = (region: string) => ({
		GENESYS_CLIENT_ID: 'id',
		GENESYS_CLIENT_SECRET: 'secret',
		GENESYS_REGION: region,
	});

	it.each([
		['eu-west-1', 'mypurecloud.ie'],
		['EU_WEST_1', 'mypurecloud.ie'],
		['mypurecloud.com.au', 'mypurecloud.com.au'],
		['us-east-2', 'use2.us-gov-pure.cloud'],
	])('takes %s for %s', (name, region) => {
		expect(credentialFromEnvironment(set(name))).toEqual({ clientId: 'id', clientSecret: 'secret', region });
	});

	it('lists the regions where it does not know one', () => {
		expect(() => credentialFromEnvironment(set('mars-1'))).toThrow(
			/"mars-1" is unknown.*eu-west-1.*ap-southeast-2/,
		);
	});

	it('is none where nothing is set', () => {
		expect(credentialFromEnvironment({})).toBeUndefined();
	});
});

it('keeps columns in line with names in any script', () => {
	const line = table([
		{ queueName: '日本サポートセンター東京', agentName: 'Ann', conversationId: 'x' },
	]).split('\n')[2]!;
	expect(line).toContain('日本サポート');
	expect(line).toContain('…');
	const width = [...line.slice(0, line.indexOf('Ann'))].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);
	expect(width).toBe(16 + 2 + 10 + 2 + 9 + 2 + 18 + 2);
});
