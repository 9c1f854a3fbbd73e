import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadDocument, parseDescription } from '../../src/description/load-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-description-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('a description', () => {
  test.each([
    ['YAML', 'openapi: 3.0.3\npaths: {}\n', '3.0'],
    ['JSON', '{"openapi":"3.1.0","paths":{}}', '3.1'],
    ['YAML in flow style', "{openapi: '3.1.1', paths: {}}", '3.1'],
    ['JSON after a line break', '\n  {"openapi":"3.0.0"}', '3.0'],
  ])('is read from %s', async (_format, content, version) => {
    const loaded = await loadDocument(fileOf('right.yaml', content));

    expect(loaded.version).toBe(version);
  });

  test('keeps dates and numbers of YAML as they are written in JSON', () => {
    const { document } = parseDescription('openapi: 3.0.0\ninfo: {version: 1.0.0, x: 2023-02-13, y: 12}', 'x');

    expect(document['info']).toEqual({ version: '1.0.0', x: '2023-02-13', y: 12 });
  });

  test.each([
    ['nothing', '', 'it is empty'],
    ['HTML', '<html></html>', 'it is HTML or XML; expected OpenAPI 3.0 or 3.1 in YAML or JSON'],
    ['a list', '- 1\n- 2', 'it has no object at the root'],
    ['Swagger 2', 'swagger: "2.0"', 'found Swagger 2.0; expected OpenAPI 3.0 or 3.1'],
    ['no version', 'info: {}', 'found no member "openapi"; expected OpenAPI 3.0 or 3.1'],
    ['a version to come', 'openapi: 4.0.0', 'found OpenAPI 4.0.0; expected OpenAPI 3.0 or 3.1'],
    ['broken YAML', 'openapi: [3.0', 'it is neither JSON nor YAML'],
    ['a key twice', 'openapi: 3.0.0\nopenapi: 3.1.0', 'Map keys must be unique'],
    ['an explosion of aliases', bomb(), 'alias'],
  ])('of %s is refused in one line', (_what, content, reason) => {
    const load = (): unknown => parseDescription(content, 'some.yaml');

    expect(load).toThrow(TypeError);
    expect(load).toThrow(/^Cannot load description some\.yaml: /);
    expect(load).toThrow(reason);
  });

  test('that is not there, or a folder, is refused in one line', async () => {
    await expect(loadDocument(join(folder, 'none.yaml'))).rejects.toThrow('there is no such file');
    await expect(loadDocument(folder)).rejects.toThrow('it is a folder');
  });
});

describe('an address', () => {
  test('is downloaded with the headers of the run', async () => {
    let seen: string | undefined;
    const { url, close } = await serving((request, response) => {
      seen = request.headers.authorization;
      response.end('{"openapi":"3.0.0"}');
    });

    const { version } = await loadDocument(url, { access: { url, headers: { Authorization: 'Bearer secret' } } });

    await close();
    expect(version).toBe('3.0');
    expect(seen).toBe('Bearer secret');
  });

  test('that answers an error, breaks off or is silent is unusable, in one line', async () => {
    const missing = await serving((_request, response) => response.writeHead(404).end());
    const broken = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('openapi');
      setImmediate(() => response.destroy());
    });
    const silent = await serving(() => undefined);

    await expect(loadDocument(missing.url)).rejects.toMatchObject({
      name: 'TargetUnusableError',
      message: `Cannot load description ${missing.url}: it answered 404`,
    });
    await expect(loadDocument(broken.url)).rejects.toMatchObject({ name: 'TargetUnusableError' });
    await expect(loadDocument(silent.url, { timeoutMs: 50 })).rejects.toThrow('no answer within 50 ms');
    await Promise.all([missing.close(), broken.close(), silent.close()]);
  });

  test('that nobody listens on is unusable', async () => {
    const { url, close } = await serving(() => undefined);
    await close();

    await expect(loadDocument(url)).rejects.toThrow(/refused/);
  });
});

async function serving(
  listener: RequestListener,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/openapi.yaml`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Nine levels of ten aliases each: a thousand million nodes. */
function bomb(): string {
  const levels = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (let level = 1; level < 9; level += 1) {
    const [name, before] = [String.fromCodePoint(97 + level), String.fromCodePoint(96 + level)];
    levels.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`);
  }
  return `openapi: 3.0.0\n${levels.join('\n')}`;
}
