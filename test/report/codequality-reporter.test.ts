import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toCodeQuality } from '../../src/report/codequality-reporter.ts';
import { bareReport, sampleReport } from './sample-report.ts';
import { violationsOf } from './schemas/violations-of.ts';
import { written } from './written.ts';

describe('codequality.json', () => {
  test('has entries that GitLab takes: it stops at the first one that breaks its schema', async () => {
    const folder = await written(['codequality'], [{ type: 'run-finished', report: sampleReport() }]);

    const entries = JSON.parse(readFileSync(join(folder, 'codequality.json'), 'utf8')) as readonly unknown[];

    expect(entries).toHaveLength(3);
    for (const entry of entries) expect(violationsOf('gitlab-codequality', entry)).toEqual([]);
  });

  test('has what is new, the worst first, with a fingerprint that stays', () => {
    expect(toCodeQuality(sampleReport(), 'airlock-report')).toMatchObject([
      { check_name: 'no-server-error', severity: 'blocker', fingerprint: '0badcafe' },
      {
        check_name: 'patch-frame',
        severity: 'critical',
        fingerprint: '3f9c2a10',
        description: 'Updating "name" also changed "prefix" (webBackendUpdateConnection; airlock replay 3f9c2a10)',
        location: { path: 'airlock-report/findings/3f9c2a10.json', lines: { begin: 1 } },
      },
      { check_name: 'no-leak', severity: 'major', fingerprint: 'deadbeef' },
    ]);
  });

  test('is an empty list for a run that found nothing, so that the next one has something to compare with', () => {
    expect(toCodeQuality(bareReport(), 'airlock-report')).toEqual([]);
  });
});
