import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command';
import { answering, type ReceivedRequest } from './receiver';

/** What a host of the internet answers to a request. */
export type Host = (request: ReceivedRequest) => unknown;

/**
 * Stands in for the hosts whose addresses n8n's own nodes have built in (Google's, Slack's): n8n reaches them through a
 * proxy that ends here, and trusts their certificate. Every other host is refused: nothing leaves the machine.
 */
export class Internet {
	private constructor(
		private readonly proxy: Server,
		private readonly hosts: Server,
		private readonly folder: string,
		private readonly tunnels: Set<Socket>,
	) {}

	static async start(hosts: Record<string, Host>): Promise<Internet> {
		const folder = mkdtempSync(join(tmpdir(), 'internet-'));
		const [key, cert] = [join(folder, 'key.pem'), certificate(folder)];
		runCommand('openssl', [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=stand-in'],
			...['-addext', `subjectAltName=${Object.keys(hosts).map((name) => `DNS:${name}`)}`],
			...['-keyout', key, '-out', cert],
		]);
		const site = createHttpsServer(
			{ key: readFileSync(key), cert: readFileSync(cert) },
			answering((request) => hosts[String(request.headers.host)]!(request)),
		);
		const sitePort = await listening(site);
		const tunnels = new Set<Socket>();
		const proxy = createProxy().on('connect', (request, client) => {
			const name = request.url?.split(':')[0] ?? '';
			if (!(name in hosts)) return client.end('HTTP/1.1 502 Not Reachable\r\n\r\n');
			const upstream = connect(sitePort, '127.0.0.1', () => {
				client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
				upstream.pipe(client).pipe(upstream);
			});
			for (const socket of [client as Socket, upstream]) {
				tunnels.add(socket);
				socket.on('error', () => socket.destroy()).on('close', () => tunnels.delete(socket));
			}
			return undefined;
		});
		await listening(proxy);
		return new Internet(proxy, site, folder, tunnels);
	}

	/** n8n's settings that lead it here. */
	get env(): Record<string, string> {
		return {
			HTTPS_PROXY: `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`,
			NODE_EXTRA_CA_CERTS: certificate(this.folder),
		};
	}

	async stop(): Promise<void> {
		for (const socket of this.tunnels) socket.destroy();
		for (const server of [this.proxy, this.hosts]) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}

const certificate = (folder: string) => join(folder, 'certificate.pem');

async function listening(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
