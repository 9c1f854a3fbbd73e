import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { storeFindings } from '../../src/report/store-findings.ts';
import { bareReport, sampleFinding } from './sample-report.ts';

describe('the folder of findings', () => {
  test('loses those that an earlier run of the same command left, and no others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-findings-'));
    const stored = (command: string, id: string): string =>
      storeFindings(folder, bareReport({ command, exitCode: 1, findings: [sampleFinding({ id, foundBy: command })] }));
    stored('check', '00000001');
    const findings = stored('fuzz', '00000002');
    writeFileSync(join(findings, 'notes.json'), '{}');

    stored('fuzz', '00000003');

    expect(readdirSync(findings).toSorted()).toEqual([
      '00000001.json',
      '00000001.sh',
      '00000003.json',
      '00000003.sh',
      'notes.json',
    ]);
  });

  test('keeps them when the run judged nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-findings-'));
    storeFindings(folder, bareReport({ exitCode: 1, findings: [sampleFinding({ foundBy: 'fuzz' })] }));

    const findings = storeFindings(folder, bareReport({ exitCode: 3 }));

    expect(readdirSync(findings).toSorted()).toEqual(['3f9c2a10.json', '3f9c2a10.sh']);
  });
});
