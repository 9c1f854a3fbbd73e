/** A real violation of every check that judges single answers: what the first of its law-breaking cases shows. */
import { allChecks } from '../../../properties/checks/all-checks.ts';
import type { Violation } from '../../../properties/checks/check.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { fakeTarget } from './fake-target.ts';
import { lawBreakingCases } from './law-breaking-cases.ts';

export async function checkExamples(): Promise<ReadonlyMap<string, Violation>> {
  const examples = new Map<string, Violation>();
  for (const [id, testCase, spoil] of lawBreakingCases) {
    if (examples.has(id)) continue;
    const run = await runCase(testCase, runContextFor(fakeTarget(spoil), allChecks, new AbortController().signal));
    const violation = run.violations.find(({ check }) => check.id === id);
    if (violation !== undefined) examples.set(id, violation);
  }
  return examples;
}
