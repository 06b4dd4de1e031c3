import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresFolder, REDIS } from '../install';
import { runCommand } from './command';
import { freePort, Service } from './processes';

export interface RedisServer {
	port: number;
	stop(): Promise<void>;
}

/** A Redis that keeps nothing. */
export async function startRedis(): Promise<RedisServer> {
	const folder = mkdtempSync(join(tmpdir(), 'redis-'));
	const port = await freePort();
	const args = [
		'--port',
		String(port),
		'--bind',
		'127.0.0.1',
		'--save',
		'',
		'--appendonly',
		'no',
		'--dir',
		folder,
	];
	const service = await Service.start(REDIS, args, {
		logFile: join(folder, 'redis.log'),
		ready: async () => runCommand('redis-cli', ['-p', String(port), 'ping']),
	});
	return {
		port,
		stop: async () => {
			await service.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** A PostgreSQL with a data folder and a port of its own; every connection from this machine is trusted. */
export class PostgresServer {
	static readonly user = 'analyst';

	private constructor(
		readonly port: number,
		private readonly folder: string,
		private readonly service: Service,
	) {}

	static async start(): Promise<PostgresServer> {
		const bin = postgresFolder();
		if (!bin) throw new Error('PostgreSQL is not installed');
		const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
		const identity = unprivileged();
		chownSync(folder, identity.uid, identity.gid);
		const data = join(folder, 'data');
		// Without fsync: the data live no longer than the test.
		const initdb = [
			'-D',
			data,
			'-U',
			PostgresServer.user,
			'--auth=trust',
			'--encoding=UTF8',
			'--locale=C',
			'--no-sync',
		];
		runCommand(join(bin, 'initdb'), initdb, { ...identity, cwd: folder });
		const port = await freePort();
		const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
		// A statement ends when its client is gone, not when all of its rows are written.
		args.push('-c', 'client_connection_check_interval=250');
		const service = await Service.start(join(bin, 'postgres'), args, {
			...identity,
			cwd: folder,
			logFile: join(folder, 'postgres.log'),
			ready: async () => psql(port, 'postgres', 'select 1'),
		});
		return new PostgresServer(port, folder, service);
	}

	/** Makes a database, and returns what n8n's credential of it has. */
	createDatabase(database: string) {
		this.query('postgres', `create database "${database}"`);
		const { port } = this;
		return { host: '127.0.0.1', port, database, user: PostgresServer.user, ssl: 'disable' };
	}

	/** The rows of a query, each an array of its columns as text. */
	query(database: string, sql: string): string[][] {
		return psql(this.port, database, sql)
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => line.split('\t'));
	}

	async stop(): Promise<void> {
		await this.service.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

function psql(port: number, database: string, sql: string): string {
	const args = ['-h', '127.0.0.1', '-p', String(port), '-U', PostgresServer.user, '-d', database];
	return runCommand('psql', [...args, '-XAtq', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-c', sql]);
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it. */
function unprivileged(): { uid: number; gid: number } {
	const uid = process.getuid?.() ?? 0;
	if (uid !== 0) return { uid, gid: process.getgid?.() ?? uid };
	const idOf = (flag: '-u' | '-g') => Number(runCommand('id', [flag, 'postgres']));
	return { uid: idOf('-u'), gid: idOf('-g') };
}
