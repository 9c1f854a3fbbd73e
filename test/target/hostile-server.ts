/** A server that misbehaves on purpose, one way per path. Every way ends by itself when the server is closed. */
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Misbehaviour = (socket: Socket) => void;

const ok = (body: string, headers = ''): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
const chunked = (rest: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${rest}`;

function every(ms: number, socket: Socket, write: () => string | Buffer): void {
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(write());
  }, ms);
  socket.on('close', () => clearInterval(timer));
}

/** 64 MiB of zeros in 64 kB. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

export const misbehaviours = {
  'reset before headers': (socket) => socket.resetAndDestroy(),
  'closed before headers': (socket) => socket.end(),
  'reset in the body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"conn');
    setTimeout(() => socket.resetAndDestroy(), 5);
  },
  'half closed': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{}', () =>
      socket.end(),
    ),
  'black hole': () => undefined,
  'slow headers': (socket) => every(20, socket, () => 'H'),
  'drip-fed headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    every(20, socket, () => 'x-drip: 1\r\n');
  },
  'drip-fed body': (socket) => {
    socket.write(chunked(''));
    every(20, socket, () => '1\r\n \r\n');
  },
  'truncated body': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"connections":[]}'),
  'content length too small': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n{"connections":[]}'),
  'content length is a word': (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}'),
  'two content lengths': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'),
  'chunk size lies': (socket) => socket.end(chunked('ff\r\n{}\r\n0\r\n\r\n')),
  'chunk size is a word': (socket) => socket.write(chunked('zz\r\n{}\r\n0\r\n\r\n')),
  'endless body': (socket) => {
    socket.write(chunked(''));
    const block = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const pour = (): void => {
      while (!socket.destroyed && socket.write(block));
      if (!socket.destroyed) socket.once('drain', pour);
    };
    pour();
  },
  'gzip bomb': (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`,
    );
    socket.write(bomb);
  },
  'not gzip': (socket) => socket.write(ok('{}', 'content-encoding: gzip\r\n')),
  'unknown encoding': (socket) => socket.write(ok('{}', 'content-encoding: airlock\r\n')),
  'huge headers': (socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(1024 * 1024)}\r\ncontent-length: 2\r\n\r\n{}`),
  'wrong protocol': (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  'unknown HTTP version': (socket) => socket.write('HTTP/9.9 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
  'empty answer': (socket) => socket.end(''),
  redirect: (socket) =>
    socket.write('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/elsewhere\r\ncontent-length: 0\r\n\r\n'),
  'HTML from a proxy': (socket) =>
    socket.write(
      'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 26\r\n\r\n<html>Bad Gateway</html>\r\n',
    ),
  'HTML labelled as success': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>'),
  'unquoted text labelled as JSON': (socket) =>
    socket.write(
      'HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 17\r\n\r\nObject not found.',
    ),
  'invalid UTF-8': (socket) =>
    socket.write(
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"'),
      ]),
    ),
  'terminal sequences': (socket) =>
    socket.write(ok(JSON.stringify({ message: '\u001B]0;owned\u0007\u001B[2J\u202Egnp' }))),
  'a flood of 1xx': (socket) => {
    every(5, socket, () => 'HTTP/1.1 102 Processing\r\n\r\n');
  },
  'no content': (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
} as const satisfies Record<string, Misbehaviour>;

export type MisbehaviourName = keyof typeof misbehaviours;

export interface HostileServer {
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** Answers every request in the given way, health checks included. */
export async function startHostile(name: MisbehaviourName): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', () => misbehaviours[name](socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot start: no port');
  return {
    url: `http://127.0.0.1:${address.port}/api`,
    server,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
