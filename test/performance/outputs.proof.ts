/** k6's outputs receive points and credentials, and no command line has the latter. */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

test(
  'every output receives the points of a run',
  async () => {
    const k6 = await k6ForTests();
    const backend = await startServer();
    const received = new Map<string, string | undefined>();
    const database = createServer((request, answer) => {
      received.set((request.url ?? '').replace(/\?.*/, ''), request.headers.authorization);
      request.resume().on('end', () => answer.writeHead(204).end());
    });
    await new Promise<void>((listening) => database.listen(0, '127.0.0.1', listening));
    const { port } = database.address() as AddressInfo; // it listens on a port
    const address = `http://me:s3cret-word@127.0.0.1:${port}`;
    const folder = mkdtempSync(join(tmpdir(), 'airlock-outputs-'));
    // Keeps what k6 is started with.
    const spy = join(folder, 'k6');
    writeFileSync(spy, `#!/bin/sh\nprintf '%s\\n' "$@" >> "${folder}/arguments"\nexec "${k6.path}" "$@"\n`);
    chmodSync(spy, 0o755);

    const ran = await runAirlock(
      [
        'load smoke --duration 2s --k6',
        spy,
        `--target ${backend.url} --workspace ${backend.workspaceId}`,
        `--out prometheus-rw=${address}/api/v1/write --out opentelemetry=${address} --out influxdb=${address}/load`,
        '--out json=points.json.gz --out csv=points.csv',
      ].flatMap((words) => words.split(' ')),
      { folder },
    );
    await backend.close();
    database.closeAllConnections();
    database.close();

    const basic = `Basic ${Buffer.from('me:s3cret-word').toString('base64')}`;
    expect(Object.fromEntries(received)).toMatchObject({
      '/api/v1/write': basic,
      '/v1/metrics': basic,
      '/write': basic,
    });
    expect(gunzipSync(readFileSync(join(folder, 'points.json.gz'))).toString()).toContain(
      '"metric":"http_req_duration"',
    );
    expect(readFileSync(join(folder, 'points.csv'), 'utf8')).toContain('http_req_duration');
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toContain('experimental-prometheus-rw');
    const report = readFileSync(join(folder, 'airlock-report', 'latest', 'report.json'), 'utf8');
    for (const shown of [ran.stdout, ran.stderr, report, readFileSync(join(folder, 'arguments'), 'utf8')])
      expect(shown).not.toMatch(new RegExp(`s3cret-word|${basic.slice(6)}`));
  },
  installLimitMs,
);
