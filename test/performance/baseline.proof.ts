import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { FaultId } from '../../lab/faults.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { recordRuns } from '../../src/performance/record-runs.ts';
import { matchingWork } from '../../src/performance/matching-work.ts';
import { listAt, textAt } from '../../src/json/json.ts';
import type { Emit, RunEvent } from '../../src/report/events.ts';
import { progressLine } from '../../src/report/progress-line.ts';
import { expectReadable } from '../commands/readable.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

let k6: K6;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => {
  k6 = await k6ForTests();
}, installLimitMs);
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

describe('a recorded baseline', () => {
  test('is recorded beside the reference server, with real k6', { timeout: 120_000 }, async () => {
    const target = await running([]);
    const { signal } = new AbortController();
    const events: RunEvent[] = [];

    const { runs: recorded, doubts } = await recordRuns(
      { k6, rate: 40, secondsPerRun: 6, work: 10, target, emit: (event) => void events.push(event), signal },
      1,
    );

    expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
    expect(Object.keys(recorded[0]?.blocks ?? {})).toEqual(['list p50', 'list p95', 'get p50', 'get p95']);
    expect(recorded[0]?.blocks['list p50']?.length).toBeGreaterThan(2);
    expect(said(events)).toContainEqual(expect.stringMatching(/^record: run 1 of 1, \d+ .*left$/));
  });
});

test('the reference is given the work that makes it as slow as the target', { timeout: 120_000 }, async () => {
  const { signal } = new AbortController();
  const target = await running(['work-plus-0']);
  const events: RunEvent[] = [];
  const emit: Emit = (event) => void events.push(event);

  const work = await matchingWork({ k6, rate: 40, secondsPerRun: 6, target, emit, signal });

  expect(said(events)).toContainEqual(
    expect.stringMatching(/^record: matching the reference to the target, \d+ .*left$/),
  );

  // The target does 100 units; what else it does differs little from the reference, and a busy machine blurs it.
  expect(work).toBeGreaterThan(30);
  expect(work).toBeLessThanOrEqual(250);
});

/** The progress, as a terminal shows it. */
function said(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'progress' ? [progressLine(event)] : []));
}

async function running(faults: readonly FaultId[]): Promise<{ readonly url: string; readonly workspaceId: string }> {
  const backend = await startServer({ faults });
  open.push(() => backend.close());
  return { url: backend.url, workspaceId: backend.workspaceId };
}

test(
  'a target that takes much longer is never called a pass by a duet, it is a regression when anything is certain, and a narrow terminal shows it',
  { timeout: 240_000 },
  async () => {
    const [base, target] = [await running([]), await running(['work-plus-20'])];

    const folder = mkdtempSync(join(tmpdir(), 'airlock-duet-'));
    open.push(async () => rmSync(folder, { recursive: true, force: true }));
    const words = ['baseline', 'compare', '--rate', '60', '--max-duration', '24s', '--k6', k6.path];
    const where = ['--target', target.url, '--workspace', target.workspaceId];
    const ofBase = ['--base-target', base.url, '--base-workspace', base.workspaceId];

    const { report } = await expectReadable([...words, ...where, ...ofBase], 60, folder);

    const { baseline } = report;
    expect(
      listAt(baseline, 'expectations').map((each) => `${textAt(each, 'operation')} ${textAt(each, 'quantile')}`),
    ).toEqual(['list p50', 'list p95', 'get p50', 'get p95']);
    const verdicts = listAt(baseline, 'comparisons').map((each) => textAt(each, 'verdict'));
    expect(verdicts).not.toContain('pass');
    expect(verdicts).not.toContain('improvement');
    expect(verdicts.filter((verdict) => verdict !== 'invalid')).toContain('regression');
  },
);
