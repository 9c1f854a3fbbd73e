/** `airlock check` on the servers that were observed, told nothing about them. The load step is left out: on a busy machine it says only that. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { startServer } from '../../lab/start-server.ts';
import { listAt, member, textAt } from '../../src/json/json.ts';
import { runAirlock } from '../commands/run-airlock.ts';

interface Server {
  readonly url: string;
  readonly workspaceId: string;
  close(): Promise<void>;
}

const servers: Record<string, Server> = {};
beforeAll(async () => {
  servers['airbyte-0.44.5'] = await startServer({ as: 'airbyte-0.44.5' });
  servers['airbyte-2.0'] = await startAirbyte20();
});
afterAll(async () => {
  for (const server of Object.values(servers)) await server.close();
});

describe.each([
  ['airbyte-0.44.5', '0.44', '2023'],
  ['airbyte-2.0', '2.0.0', '2.0'],
])('%s', (name, version, generation) => {
  test('passes check: everything is explained, its own consumers hold, nothing is left', async () => {
    const { url, workspaceId } = servers[name] ?? { url: '', workspaceId: '' };

    const ran = await runAirlock([
      'check',
      '--seed',
      '7',
      '--max-requests',
      '1500',
      '--skip',
      'load',
      '--target',
      url,
      '--workspace',
      workspaceId,
      '--report-dir',
      'out',
    ]);

    const report: unknown = JSON.parse(readFileSync(join(ran.folder, 'out', 'report.json'), 'utf8'));
    expect(ran.stdout).toMatch(new RegExp(`^release {3}${version.replaceAll('.', '\\.')} `, 'm'));
    expect(listAt(report, 'findings').filter((finding) => textAt(finding, 'status') === 'new')).toEqual([]);
    expect(listAt(report, 'findings').length).toBeGreaterThan(10);
    expect(ran.stdout).toMatch(
      generation === '2.0' ? /airbyte-webapp-2\.0: \d+ verified, 0 broken/ : /airbyte-webapp: \d+ verified, 0 broken/,
    );
    expect(member(report, 'sandbox')).toMatchObject({ left: [] });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(await namesIn(url, workspaceId)).toEqual([]);
  });
});

/** Names of a run's connections that the list of the workspace still shows. */
async function namesIn(url: string, workspaceId: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/web_backend/connections/list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workspaceId, pageSize: 1000 }),
  });
  expect(answer.status).toBe(200);
  const names = listAt(await answer.json(), 'connections').map((connection) => textAt(connection, 'name') ?? '');
  return names.filter((each) => each.startsWith('airlock-'));
}
