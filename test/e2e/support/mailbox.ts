import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail server that takes every message and keeps it as it came. */
export class Mailbox {
	/** Whole messages: headers, a blank line, the parts. */
	readonly messages: string[] = [];

	private constructor(private readonly server: Server) {}

	static async start(): Promise<Mailbox> {
		const server = createServer((socket) => mailbox.talk(socket));
		const mailbox = new Mailbox(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return mailbox;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	private talk(socket: Socket): void {
		let message: string[] | undefined;
		socket.on('error', () => socket.destroy());
		socket.write('220 mailbox\r\n');
		createInterface({ input: socket }).on('line', (line) => {
			if (!message) {
				if (/^data/i.test(line)) message = [];
				socket.write(
					/^data/i.test(line) ? '354 go on\r\n' : /^quit/i.test(line) ? '221 bye\r\n' : '250 ok\r\n',
				);
			} else if (line === '.') {
				this.messages.push(message.join('\n'));
				message = undefined;
				socket.write('250 ok\r\n');
			} else message.push(line);
		});
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** The first attachment of a message, decoded. */
export function attachmentOf(message: string): string {
	const [, encoded = ''] = /Content-Disposition: attachment[^]*?\n\n([A-Za-z0-9+/=\n]+)/.exec(message) ?? [];
	return Buffer.from(encoded, 'base64').toString('utf8');
}
