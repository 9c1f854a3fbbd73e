/** Servers with one odd answer each, by path; some pass on what the reference backend answers. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startHostile } from '../../target/hostile-server.ts';
import type { MisbehaviourName } from '../../target/hostile-server.ts';
import { bottomless, byteOrderMark } from './odd-content.ts';

type Answer = readonly [status: number, headers: Readonly<Record<string, string>>, body?: string];

const json = { 'content-type': 'application/json' };
const page = { 'content-type': 'text/html; charset=utf-8' };

const answers: Readonly<Record<string, Answer>> = {
  html: [200, page, '<!doctype html><title>Sign in</title>'],
  signIn: [302, { location: '/login?next=%2Fapi' }],
  forbidden: [403, json, '{"message":"no"}'],
  missing: [404, page, '<h1>404</h1>'],
  noToken: [404, json, '{"message":"no such path"}'],
  tooMany: [429, { ...json, 'retry-after': '0' }, '{}'],
  tomorrow: [429, { ...json, 'retry-after': '86400' }, '{}'],
  odd429: [429, { ...json, 'retry-after': 'soon' }, '{}'],
  tooLarge: [413, page, '<h1>413 Request Entity Too Large</h1>'],
  gateway: [504, page, '<h1>504 Gateway Time-out</h1>'],
  broken: [500, page, '<h1>500</h1>'],
  emptyBody: [200, json, ''],
  noContent: [204, {}],
  text: [200, { 'content-type': 'text/plain' }, 'It works!'],
  nullBody: [200, json, 'null'],
  listBody: [200, json, '[]'],
  nullList: [200, json, '{"connections":null}'],
  numberList: [200, json, '{"connections":[1,"x",null,[]]}'],
  protoList: [200, json, '{"connections":[{"__proto__":{"connectionId":"x"},"constructor":1,"toString":null}]}'],
  deep: [200, json, bottomless],
};

/** Changes of what the reference backend answers. */
const passed: Readonly<
  Record<string, (body: string) => readonly [headers: Readonly<Record<string, string>>, body: string | Uint8Array]>
> = {
  withMark: (body) => [json, `${byteOrderMark}${body}`],
  gzip: (body) => [{ ...json, 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' }, gzipSync(body)],
  labelled: (body) => [{ 'content-type': 'text/plain' }, body],
  prefixed: (body) => [json, body],
};

const misbehaving: Readonly<Record<string, MisbehaviourName>> = {
  cutOff: 'chunk size lies',
  endless: 'endless body',
  dripping: 'drip-fed headers',
  silent: 'black hole',
  closing: 'closed before headers',
  ssh: 'wrong protocol',
  bomb: 'gzip bomb',
  notGzip: 'not gzip',
  hugeHeaders: 'huge headers',
  terminal: 'terminal sequences',
};

export interface OddServers {
  /** Base addresses by name. */
  readonly places: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startOddServers(backendUrl: string): Promise<OddServers> {
  const server = createServer((request, response) => void answer(request, response, backendUrl));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on a port
  const hostile = await Promise.all(
    Object.entries(misbehaving).map(async ([name, misbehaviour]) => [name, await startHostile(misbehaviour)] as const),
  );
  const names = [...Object.keys(answers), ...Object.keys(passed), 'loop', 'moved'];
  return {
    places: {
      ...Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${port}/${name}/api`])),
      ...Object.fromEntries(hostile.map(([name, { url }]) => [name, url])),
    },
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), ...hostile.map(([, one]) => one.close())]);
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, backendUrl: string): Promise<void> {
  const [, name = '', ...rest] = (request.url ?? '').split('/');
  const path = rest.slice(1).join('/');
  const body = await textOf(request);
  if (name === 'loop') return void response.writeHead(307, { location: request.url ?? '/' }).end();
  if (name === 'moved') return void response.writeHead(308, { location: `${backendUrl}/${path}` }).end();
  const [status, headers, text] = answers[name] ?? [404, page];
  const change = passed[name];
  if (change === undefined) return void response.writeHead(status, headers).end(text);
  const behind = await fetch(`${backendUrl}/${path}`, {
    method: request.method ?? 'GET',
    ...(request.method === 'POST' && body !== '' ? { body, headers: json } : {}),
  });
  const [changedHeaders, changed] = change(await behind.text());
  response.writeHead(behind.status, changedHeaders).end(changed);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array); // no encoding is set
  return Buffer.concat(chunks).toString('utf8');
}
