import { describe, expect, test } from 'vitest';
import { verdictInWords } from '../../src/report/verdict-in-words.ts';
import { bareReport, sampleFinding, sampleReport } from './sample-report.ts';

describe('the verdict in words', () => {
  test('counts what failed, each kind by its own word', () => {
    expect(verdictInWords(sampleReport())).toEqual({
      tone: 'bad',
      sentence: 'Failed: 3 new findings, 1 broken interaction, 1 crossed threshold, 1 regression and 2 missed faults',
    });
    const known = sampleFinding({ status: 'known' });
    const one = bareReport({ exitCode: 1, findings: [sampleFinding(), known] });

    expect(verdictInWords(one).sentence).toBe('Failed: 1 new finding');
  });

  test('says how much stands behind a run that passed', () => {
    const load = { type: 'smoke', thresholds: [{ metric: 'a', expression: 'p(95)<1', ok: true }] };
    const checks = { 'no-leak': { evaluated: 3, failed: 0 }, isolation: { evaluated: 0, failed: 0 } };
    const report = bareReport({ fuzz: {}, load, checks, findings: [sampleFinding({ status: 'deviation' })] });

    expect(verdictInWords(report)).toEqual({ tone: 'good', sentence: 'Passed: 1 check and 1 threshold held' });
    expect(verdictInWords(bareReport()).sentence).toBe('Passed: what was asked for ran and held');
  });

  test.each([
    [3, 'Not tested: the target could not be reached or used'],
    [4, 'Not tested: a tool is missing'],
    [6, 'No verdict: the run cannot be trusted'],
    [130, 'Interrupted: what was found until then'],
  ])('does not speak against the target where there is no verdict about it: exit %s', (exitCode, sentence) => {
    expect(verdictInWords(bareReport({ exitCode }))).toEqual({ tone: 'unsure', sentence });
  });

  test('names growth where latency grows too fast', () => {
    const load = { laws: [{ what: 'list by connections', exponent: 1.9 }] };

    expect(verdictInWords(bareReport({ command: 'load', exitCode: 5, load })).sentence).toBe(
      'Failed: latency grows too fast with size',
    );
  });

  test.each([
    [{ type: 'breakpoint', capacityPerSecond: 180 }, 'Passed: 180 arrivals a second held'],
    [
      { laws: [{ what: 'list by connections' }, { what: 'get by streams' }] },
      'Passed: the growth of 2 latencies with size was measured',
    ],
  ])('says what a load test without thresholds found out: %j', (load, sentence) => {
    expect(verdictInWords(bareReport({ command: 'load', load })).sentence).toBe(sentence);
  });

  test('calls a comparison of which nothing is certain undecided', () => {
    const compared = (...verdicts: readonly string[]): object => ({
      comparisons: verdicts.map((verdict) => ({ operation: 'get', quantile: 'p50', verdict, ratio: 1 })),
    });

    expect(verdictInWords(bareReport({ baseline: compared('inconclusive', 'inconclusive') }))).toEqual({
      tone: 'unsure',
      sentence: 'Undecided: nothing is certain about 2 comparisons',
    });
    expect(verdictInWords(bareReport({ baseline: compared('inconclusive', 'pass') }))).toEqual({
      tone: 'good',
      sentence: 'Passed: 1 comparison held',
    });
  });

  test('does not call passed what judged nothing', () => {
    expect(verdictInWords(bareReport({ onlyLooks: true })).sentence).toBe('Nothing was judged, as asked');
  });
});
