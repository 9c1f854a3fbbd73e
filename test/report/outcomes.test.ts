import { describe, expect, test } from 'vitest';
import { outcomesOf } from '../../src/report/outcomes.ts';
import { bareReport, sampleReport } from './sample-report.ts';

describe('what a run judged besides answers', () => {
  test('is nothing where no command judged anything', () => {
    expect(outcomesOf(bareReport())).toEqual([]);
  });

  test('is the same for the same section, whichever command wrote it', () => {
    const { load, baseline, selftest } = sampleReport();
    const one = outcomesOf(bareReport({ command: 'check', load, baseline, selftest }));

    expect(one).toEqual(outcomesOf(sampleReport()));
    expect(one.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'load held',
      'load failed',
      'baseline held',
      'baseline failed',
      'baseline held',
      'baseline undecided',
      'selftest held',
      'selftest failed',
      'selftest failed',
    ]);
  });

  test('is invalid where the load was not carried out as planned', () => {
    const load = { type: 'stress', doubts: ['half of it was dropped'] };

    expect(outcomesOf(bareReport({ load }))).toEqual([
      {
        kind: 'load',
        name: 'stress: the schedule was completed',
        verdict: 'invalid',
        detail: 'half of it was dropped',
      },
    ]);
  });

  test('fails for a breaking change of a description, and leaves a risky one undecided', () => {
    const change = { kind: 'removed', scope: 'Source', member: 'name', pointer: '/a' };
    const changes = ['breaking', 'risky', 'harmless'].map((each) => ({ ...change, class: each }));

    const verdicts = outcomesOf(bareReport({ spec: { command: 'diff', changes } })).map(({ verdict }) => verdict);

    expect(verdicts).toEqual(['failed', 'undecided', 'held']);
  });

  test('fails where a backend without faults raises findings', () => {
    const selftest = { matrix: [], clean: { findings: ['no-leak on seed 3'] } };

    expect(outcomesOf(bareReport({ selftest }))).toMatchObject([{ verdict: 'failed', detail: 'no-leak on seed 3' }]);
  });
});
