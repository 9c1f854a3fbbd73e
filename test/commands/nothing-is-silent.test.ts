import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';
import { runInProcess } from './run-in-process.ts';

/** Longer than ora takes for a frame, so that the screen has changed by the time of the answer. */
const delayMs = 100;

let server: LabServer;
let proxy: FaultProxy;
let screen: Screen;

beforeAll(async () => {
  server = await startServer({ faults: ['update-makes-manual'] });
  proxy = await slowProxy();
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** A terminal of 60 columns: what its last line says, and all that it said. */
class Screen {
  #text = '';
  readonly asked: string[] = [];
  readonly stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 60,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });

  constructor() {
    this.stream.on('data', (chunk: Buffer) => (this.#text += chunk.toString()));
  }

  lines(): readonly string[] {
    return stripVTControlCharacters(this.#text)
      .split(/[\n⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏✔✖]/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Called while a request waits for its answer. */
  look(): void {
    this.asked.push(this.lines().at(-1) ?? '');
  }
}

/** Answers after a while, and looks at the screen meanwhile. */
async function slowProxy(): Promise<FaultProxy> {
  return startFaultProxy(server.url, () => {
    setTimeout(() => screen.look(), delayMs / 2);
    return { kind: 'delay', ms: delayMs };
  });
}

async function watched(words: readonly string[], folder: string): Promise<number | null> {
  screen = new Screen();
  const terminal = screen.stream as unknown as NodeJS.WriteStream; // what is used of it
  vi.stubEnv('CI', undefined);
  const where = ['--target', proxy.url, '--workspace', server.workspaceId];
  const { exitCode } = await runInProcess([...words, ...where], { folder, env: { TERM: 'xterm' }, terminal });
  return exitCode;
}

describe('with a slow target and a terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-cli-'));
  const pact = join(import.meta.dirname, '../../pacts/airbyte-config-api-client-airbyte-web-backend.json');

  test.each([
    ['doctor', ['doctor'], [/^doctor: /, /^target: looking at/]],
    ['verify', ['verify', '--pact', pact], [/^target: looking at/, /^verify 1 of 22/, /^verify 22 of 22/]],
    [
      'fuzz',
      'fuzz --max-requests 400 --seed 7 --checks patch-frame --phases valid --workers 2'.split(' '),
      [/^fuzz: reading what is there/, /^valid\b/, /^findings \d+ of \d+: tried again/, /^cleaning up \d+ of \d+/],
    ],
    ['replay', ['replay'], [/^replay 1 of \d+: /, /^cleaning up \d+ of \d+/]],
    ['load scaling', 'load scaling --max-time 2s'.split(' '), [/^load scaling/, /^cleaning up \d+ of \d+/]],
  ] as const)('%s says what it does whenever it waits', { timeout: 120_000 }, async (_name, words, typical) => {
    await watched(words, folder);

    expect(screen.asked.length).toBeGreaterThan(5);
    for (const line of screen.asked) expect(line).toMatch(/\w{4}/);
    const lines = screen.lines();
    for (const words of typical) expect(lines.filter((line) => words.test(line))).not.toEqual([]);
    expect(lines.filter(({ length }) => length > 60)).toEqual([]);
  });
});
