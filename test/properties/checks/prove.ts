/** Proves a check by transcripts that keep its law and transcripts that break it. */
import { describe, expect, test } from 'vitest';
import { allChecks, checksAgainst } from '../../../properties/checks/all-checks.ts';
import type { Check, Violation } from '../../../properties/checks/check.ts';
import type { CaseRun } from '../../../properties/engine/run-case.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import type { Described } from '../../../properties/model/domain-rules.ts';
import { operations } from '../../../schemas/operations.ts';
import { responseFor } from '../../../schemas/response-for.ts';
import { completed } from '../../../src/validation/completed.ts';
import { pretendServer } from './pretend-server.ts';
import type { Transcript } from './transcript.ts';

export interface Broken extends Pick<Violation, 'title' | 'pointer'> {
  readonly turns: Transcript;
}

export interface Proof {
  /** By what they show. The check judges an answer of each. */
  readonly keeps: Readonly<Record<string, Transcript>>;
  /** Transcripts that the check has nothing to say about. */
  readonly exempts?: Readonly<Record<string, Transcript>>;
  /** By what they show. Of the first the documentation shows the violation. */
  readonly breaks: Readonly<Record<string, Broken>>;
}

/**
 * Registers the tests, by the description of another release where one is given: answers get what it requires. No check objects to what keeps the law, and this check names exactly what breaks it.
 */
export function prove(check: Check, { keeps, exempts = {}, breaks }: Proof, described?: Described): void {
  const checks = described === undefined ? allChecks : checksAgainst(described);
  const everyCheck = checks.filter((one) => one === check || one.optional !== true);

  describe(`the check ${check.id}`, () => {
    test.each(Object.entries(keeps))('allows %s', async (_what, turns) => {
      const run = await judged(turns, everyCheck, described);

      expect(run.violations.map(namesCheck)).toEqual([]);
      expect(timesJudged(run, check)).toBeGreaterThan(0);
    });

    test.each(Object.entries(exempts))('has nothing to say about %s', async (_what, turns) => {
      const run = await judged(turns, everyCheck, described);

      expect(run.violations.map(namesCheck)).toEqual([]);
    });

    test.each(Object.entries(breaks))('finds %s', async (_what, { turns, title, pointer }) => {
      const run = await judged(turns, [check], described);

      expect(run.violations).toEqual([expect.objectContaining({ check, title })]);
      expect(run.violations[0]?.pointer).toBe(pointer);
    });

    test('is proved both ways', () => {
      expect(Object.keys(keeps)).not.toEqual([]);
      expect(Object.keys(breaks)).not.toEqual([]);
    });

    test('shows its first violation as the example of the documentation', async () => {
      const [first] = Object.values(breaks);

      const run = await judged(first?.turns ?? [], [check], described);

      await expect(exampleOf(run)).toMatchFileSnapshot(`examples/${check.id}.txt`);
    });
  });
}

/** Runs the steps as the engine does, against a server that gives the answers. A transcript without a write is of a run that only reads. */
export async function judged(turns: Transcript, checks: readonly Check[], described?: Described): Promise<CaseRun> {
  const steps = turns.map(([step]) => step);
  const writes = steps.some(({ operation }) => operation !== 'transport' && operations[operation].writes);
  const target = pretendServer(
    turns.map(([{ operation }, reply]) => ({
      ...reply,
      json: completed(responseFor(described?.[operation]?.responses ?? {}, reply.status) ?? true, reply.json),
    })),
    { writes },
  );
  const testCase = { phase: 'sequences', steps, path: 'test:0:0' } as const;
  const run = await runCase(testCase, runContextFor(target, checks, new AbortController().signal));
  expect(run.exchanges).toHaveLength(turns.length);
  return run;
}

function namesCheck({ check, title, received }: CaseRun['violations'][number]): string {
  return `${check.id}: ${title}, received ${received}`;
}

function timesJudged({ evaluations }: CaseRun, { id }: Check): number {
  return evaluations.filter(({ check }) => check === id).length;
}

function exampleOf({ violations: [violation] }: CaseRun): string {
  const { title, expected, received } = violation ?? { title: '', expected: '', received: '' };
  return `${title}\nexpected  ${expected}\nreceived  ${received}\n`;
}
