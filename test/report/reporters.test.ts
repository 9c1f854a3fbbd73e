import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sampleExchange, sampleFinding, sampleReport } from './sample-report.ts';
import { written } from './written.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('every format', () => {
  test('masks a secret wherever a target echoes it', async () => {
    const secret = 's3cr3t-token';
    const report = sampleReport({
      findings: [
        sampleFinding({
          title: `echo ${secret}`,
          received: secret,
          curl: [secret],
          steps: [
            {
              operation: 'webBackendGetConnection',
              request: { [secret]: secret },
              response: { status: 200, body: secret },
            },
          ],
        }),
      ],
    });
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));

    const folder = await written(
      ['console', 'json', 'junit', 'html', 'har', 'ndjson', 'github', 'sarif', 'codequality', 'ctrf'],
      [
        { type: 'run-started', command: 'fuzz', version: '1', target: `http://127.0.0.1/${secret}` },
        { type: 'exchange', phase: 'valid', exchange: { ...sampleExchange, responseBody: secret } },
        { type: 'run-finished', report },
      ],
      undefined,
      (text) => text.replaceAll(secret, '***'),
    );

    vi.restoreAllMocks();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBe(9);
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain(secret);
    expect(printed.join('\n')).not.toContain(secret);
  });

  test('leaves nothing of a hostile answer that steers a terminal or turns text around', async () => {
    const folder = await written(
      ['json', 'junit', 'html', 'har', 'ndjson', 'sarif', 'codequality', 'ctrf'],
      [
        { type: 'run-started', command: 'fuzz', version: '1', target: 'http://127.0.0.1/api' },
        { type: 'exchange', phase: 'valid', exchange: sampleExchange },
        { type: 'run-finished', report: sampleReport() },
      ],
    );

    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      // Line ends and tabs steer nothing: the page's own script has both.
      const text = readFileSync(join(parentPath, name), 'utf8').replaceAll(/[\n\t]/g, '');
      expect({ name, found: text.match(/[\p{Cc}\p{Cf}\u2028]/gu) ?? [] }).toEqual({ name, found: [] });
    }
  });

  test('is refused before the run when its folder cannot be written', async () => {
    await expect(written(['json'], [], '/dev/null/reports')).rejects.toThrow(
      'Cannot write reports to "/dev/null/reports": ENOTDIR; pass another --report-dir',
    );
  });
});
