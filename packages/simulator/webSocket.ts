import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const ACCEPT_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** The server's end of a WebSocket (RFC 6455), as far as a channel needs it: text of one frame, ping, close. */
export class WebSocketConnection {
	onText: (text: string) => void = () => undefined;
	onClose: () => void = () => undefined;
	private received = Buffer.alloc(0);

	/** Answers the upgrade; undefined, and the connection is gone, where it asks for no WebSocket. */
	static accept(request: IncomingMessage, socket: Duplex): WebSocketConnection | undefined {
		const key = request.headers['sec-websocket-key'];
		if (key === undefined || request.headers.upgrade?.toLowerCase() !== 'websocket') {
			socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
			return undefined;
		}
		const accept = createHash('sha1').update(`${key}${ACCEPT_SALT}`).digest('base64');
		socket.write(
			`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
		);
		return new WebSocketConnection(socket);
	}

	private constructor(private readonly socket: Duplex) {
		socket.on('data', (bytes: Buffer) => {
			this.received = Buffer.concat([this.received, bytes]);
			while (this.readFrame());
		});
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.onClose());
	}

	send(text: string): void {
		this.write(TEXT, Buffer.from(text));
	}

	close(code = 1000): void {
		const status = Buffer.alloc(2);
		status.writeUInt16BE(code);
		this.write(CLOSE, status);
		this.socket.end();
	}

	private write(opcode: number, payload: Buffer): void {
		const { length } = payload;
		const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
		head[0] = 0x80 | opcode;
		if (head.length === 2) head[1] = length;
		else if (head.length === 4) {
			head[1] = 126;
			head.writeUInt16BE(length, 2);
		} else {
			head[1] = 127;
			head.writeBigUInt64BE(BigInt(length), 2);
		}
		if (!this.socket.destroyed) this.socket.write(Buffer.concat([head, payload]));
	}

	/** A client's frames are masked, and here they are short. */
	private readFrame(): boolean {
		const bytes = this.received;
		if (bytes.length < 2) return false;
		const short = bytes[1]! & 0x7f;
		const start = short === 126 ? 8 : 6;
		if (short === 127 || (bytes[1]! & 0x80) === 0) {
			this.socket.destroy();
			return false;
		}
		if (bytes.length < start) return false;
		const length = short === 126 ? bytes.readUInt16BE(2) : short;
		if (bytes.length < start + length) return false;
		const mask = bytes.subarray(start - 4, start);
		const payload = bytes.subarray(start, start + length).map((byte, i) => byte ^ mask[i % 4]!);
		this.received = bytes.subarray(start + length);
		const opcode = bytes[0]! & 0x0f;
		if (opcode === TEXT) this.onText(Buffer.from(payload).toString('utf8'));
		else if (opcode === PING) this.write(PONG, Buffer.from(payload));
		else if (opcode === CLOSE) this.close();
		return true;
	}
}
