import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findK6 } from '../../src/performance/find-k6.ts';
import { cachedK6 } from '../../src/performance/install-k6.ts';
import { k6Environment, runK6 } from '../../src/performance/run-k6.ts';
import type { K6Exit } from '../../src/performance/run-k6.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says it is k6 and then does as it is told. */
function stub(name: string, script: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh\nif [ "$1" = version ]; then echo "k6 v1.8.1 (go1.25, linux/amd64)"; exit 0; fi\n${script}\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

describe('k6 is found', () => {
  test('where it was named, version 1 as well', async () => {
    expect(await findK6({ named: stub('named/k6', 'exit 0') })).toMatchObject({ version: 'v1.8.1' });
  });

  test('on the PATH, before the cache', async () => {
    const onPath = stub('path/k6', 'exit 0');
    const environment = { PATH: join(folder, 'path'), AIRLOCK_CACHE: join(folder, 'cache') };

    expect(await findK6({ environment, install: false })).toMatchObject({ path: onPath });
  });

  test('in the cache', async () => {
    const environment = { PATH: '', AIRLOCK_CACHE: join(folder, 'cache') };
    const cached = stub(cachedK6(environment).slice(folder.length + 1), 'exit 0');

    expect(await findK6({ environment, install: false })).toMatchObject({ path: cached });
  });

  test('nowhere, which is one line that says what to do', async () => {
    const environment = { PATH: '', AIRLOCK_CACHE: join(folder, 'empty') };

    await expect(findK6({ environment, install: false })).rejects.toThrow(/^Cannot find k6: set K6_BIN/);
    await expect(findK6({ named: '/no/such/k6' })).rejects.toThrow(/^Cannot use k6 at "\/no\/such\/k6"/);
  });
});

function run(path: string, limitMs: number): Promise<K6Exit> {
  return runK6(
    { path, version: 'v2.2.0' },
    {
      script: 'none.js',
      variables: {},
      pointsFile: join(folder, 'points.json'),
      limitMs,
      signal: new AbortController().signal,
    },
  );
}

describe('a k6 process', () => {
  test('that hangs is killed by the watchdog', async () => {
    expect(await run(stub('hang', 'exec sleep 600'), 200)).toMatchObject({ killed: true, signal: 'SIGKILL' });
  });

  test('that fails keeps its complaint', async () => {
    expect(await run(stub('fail', 'echo "cannot open script" >&2; exit 255'), 5000)).toMatchObject({
      killed: false,
      code: 255,
      complaint: 'cannot open script\n',
    });
  });

  test('sees what it needs of its surroundings, and none of their K6 variables and secrets', () => {
    const environment = k6Environment(
      { AIRLOCK_TARGET: 'http://x' },
      {
        environment: {
          PATH: '/bin',
          GOMAXPROCS: '2',
          K6_DURATION: '1s',
          K6_VUS: '9',
          K6_INFLUXDB_PASSWORD: 'secret',
          AIRLOCK_TOKEN: 'secret',
          AWS_SECRET_ACCESS_KEY: 'secret',
          HTTPS_PROXY: 'http://127.0.0.1:9',
        },
      },
    );

    expect(environment).toEqual({
      PATH: '/bin',
      GOMAXPROCS: '2',
      AIRLOCK_TARGET: 'http://x',
      K6_NO_USAGE_REPORT: 'true',
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
      K6_BINARY_PROVISIONING: 'false',
    });
  });
});
