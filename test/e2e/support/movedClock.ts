import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Loaded into n8n before its own code: dates are those of the file's offset; timers and sockets keep the real time. */
const PRELOADED = `
const { readFileSync } = require('node:fs');
const RealDate = Date;
// Taken before anybody puts another one in its place.
const realNow = RealDate.now;
let offset = 0;
let lookedAt = 0;
const now = () => {
	const real = realNow();
	if (real - lookedAt > 5) {
		lookedAt = real;
		offset = Number(readFileSync(process.env.CLOCK_OFFSET_FILE, 'utf8')) || offset;
	}
	return real + offset;
};
globalThis.Date = new Proxy(RealDate, {
	construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget === globalThis.Date ? target : newTarget),
	apply: () => new RealDate(now()).toString(),
	get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
`;

/** A clock for an n8n and a simulator: it goes on as the real one does, and can be set forward. */
export class MovedClock {
	private readonly folder = mkdtempSync(join(tmpdir(), 'clock-'));
	private readonly offsetFile = join(this.folder, 'offset');
	private offsetMs = 0;

	constructor() {
		writeFileSync(join(this.folder, 'preload.cjs'), PRELOADED);
		writeFileSync(this.offsetFile, '0');
	}

	readonly now = () => Date.now() + this.offsetMs;

	/** To this moment, unless it is past. */
	moveTo(ms: number): void {
		this.offsetMs = Math.max(this.offsetMs, ms - Date.now());
		writeFileSync(this.offsetFile, String(this.offsetMs));
	}

	/** What n8n's process needs for it. Its sessions must outlive the moves. */
	get env(): Record<string, string> {
		return {
			NODE_OPTIONS: `--require ${join(this.folder, 'preload.cjs')}`,
			CLOCK_OFFSET_FILE: this.offsetFile,
			N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '8760',
		};
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}
