import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { ruleTexts } from '../../src/report/rule-texts.ts';
import { toSarif } from '../../src/report/sarif-reporter.ts';
import { bareReport, hostile, sampleFinding, sampleReport } from './sample-report.ts';
import { violationsOf } from './schemas/violations-of.ts';
import { written } from './written.ts';

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
      };
      readonly invocations: readonly unknown[];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly suppressions: readonly unknown[];
      }[];
    },
  ];
}

function sarifOf(...[report, reportDir = 'airlock-report']: [Parameters<typeof toSarif>[0], string?]): Sarif {
  return toSarif(report, reportDir) as Sarif;
}

describe('report.sarif', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bareReport()],
    ['a run that could not start', bareReport({ exitCode: 3, reason: `Cannot reach ${hostile}` })],
    ['a finding with the least', bareReport({ findings: [sampleFinding({ pointer: '', title: '{0} [a](b)' })] })],
  ])('is valid by SARIF 2.1.0: %s', async (_, report) => {
    const folder = await written(['sarif'], [{ type: 'run-finished', report }]);

    const document: unknown = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8'));

    expect(violationsOf('sarif-2.1.0', document)).toEqual([]);
  });

  test('has a rule for every check of the run, and each result names its own', () => {
    const [run] = sarifOf(sampleReport()).runs;
    const ids = run.tool.driver.rules.map(({ id }) => id);

    expect(ids).toEqual(['no-server-error', 'patch-frame', 'response-schema', 'refresh-diff', 'no-leak']);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
    expect(run.tool.driver.rules[1]).toMatchObject({
      shortDescription: { text: 'An update changes what it sends and nothing else.' },
      fullDescription: { text: 'Saving one setting silently changes another one.' },
      helpUri: 'https://unpkg.com/airlock-harness@1.0.0/docs/checks.md#patch-frame',
      defaultConfiguration: { level: 'error' },
    });
  });

  test('knows law, meaning and severity of every check', () => {
    const texts = ruleTexts();

    for (const { id, severity } of allChecks)
      expect(texts.get(id)).toEqual({ law: expect.any(String), meaning: expect.any(String), severity });
  });

  test('has the worst first, by the level of its severity, and suppresses what is known with the reason', () => {
    const { results } = sarifOf(sampleReport()).runs[0];

    expect(results).toMatchObject([
      { ruleId: 'no-server-error', level: 'error', suppressions: [] },
      { ruleId: 'patch-frame', level: 'error', suppressions: [] },
      { ruleId: 'no-leak', level: 'warning', suppressions: [] },
      { level: 'note', suppressions: [{ justification: 'RB-12: releases before 0.50 answer so' }] },
      { level: 'note', suppressions: [{ justification: 'accepted until the next release' }] },
    ]);
  });

  test('names operation, place and a file that is the same in every run', () => {
    const report = bareReport({ findings: [sampleFinding()] });
    const placeIn = (dir: string): unknown => sarifOf(report, dir).runs[0].results[0];
    const own = placeIn('airlock-report/2026-01-31T12-30-05-123Z-fuzz');

    expect(own).toMatchObject({
      partialFingerprints: { primaryLocationLineHash: '3f9c2a10:1' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'airlock-report/latest/findings/3f9c2a10.json' } },
          logicalLocations: [{ name: 'webBackendUpdateConnection' }, { name: '/prefix' }],
        },
      ],
    });
    expect(placeIn('airlock-report/2026-02-01T00-00-00-000Z-fuzz')).toEqual(own);
    expect(JSON.stringify(placeIn('out/now'))).toContain('"uri":"out/now/findings/3f9c2a10.json"');
    expect(JSON.stringify(placeIn('/elsewhere'))).toContain('"uri":"findings/3f9c2a10.json"');
  });

  test('says that a run which judged nothing was not successful', () => {
    expect(sarifOf(bareReport({ exitCode: 3, reason: 'Cannot reach it' })).runs[0].invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 3,
        toolExecutionNotifications: [{ message: { text: 'Cannot reach it' } }],
      },
    ]);
    expect(sarifOf(bareReport({ exitCode: 1, reason: 'found' })).runs[0].invocations).toMatchObject([
      { executionSuccessful: true, exitCodeDescription: 'found' },
    ]);
  });

  test('makes no link of what a target answered', () => {
    const findings = [sampleFinding({ title: 'see [here](https://example.com)' })];

    expect(sarifOf(bareReport({ findings })).runs[0].results[0]?.message.text).not.toContain('](');
  });
});
