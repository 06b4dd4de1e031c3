import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes its settings file on load: keep it out of the developer's home.
const folder = mkdtempSync(join(tmpdir(), 'n8n-test-'));
process.env.N8N_USER_FOLDER = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.env.N8N_ENCRYPTION_KEY = 'only for tests';

// n8n-core 2.0 looks after SSH connections in an interval that would keep the test process from ending.
const startInterval = globalThis.setInterval;
globalThis.setInterval = ((...args: Parameters<typeof setInterval>) =>
	startInterval(...args).unref()) as typeof setInterval;
