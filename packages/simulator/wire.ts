import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './types';

/** Real milliseconds between two pieces of a body that doesn't end. */
const PACE_MS = 5;

/**
 * Answers in a way that no API should: broken servers, proxies and gateways do.
 *
 * @param content what a good answer would have had as its body, where that is known
 * @returns the status sent; undefined where the fault is of another sort
 */
export function breakWire(
	fault: Fault | undefined,
	request: IncomingMessage,
	response: ServerResponse,
	content = Buffer.from('{"entities":[]'),
): number | undefined {
	const json = { 'content-type': 'application/json' };
	switch (fault?.kind) {
		case 'drip':
			response.writeHead(200, json);
			keepWriting(response, (index) => Buffer.from(index < content.length ? [content[index]!] : ' '));
			return 200;
		case 'endless':
			response.writeHead(200, json);
			keepWriting(response, (index) => (index === 0 ? content : Buffer.alloc(65_536, ' ')));
			return 200;
		case 'switchProtocols':
			request.socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
			return 101;
		case 'noHttp':
			request.socket.end('220 mail.example.com ESMTP\r\n');
			return 0;
		case 'badEncoding':
			response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
			response.end('not compressed at all');
			return 200;
		case 'echo': {
			const message = `Not for ${request.headers.authorization ?? 'nobody'}, says {"Authorization":"${request.headers.authorization}"}`;
			response.writeHead(fault.status ?? 400, json);
			response.end(JSON.stringify({ message, code: 'bad.request', status: fault.status ?? 400 }));
			return fault.status ?? 400;
		}
		default:
			return undefined;
	}
}

function keepWriting(response: ServerResponse, piece: (index: number) => Buffer): void {
	let index = 0;
	const timer = setInterval(() => {
		if (!response.writableNeedDrain) response.write(piece(index++));
	}, PACE_MS);
	response.on('close', () => clearInterval(timer));
}
