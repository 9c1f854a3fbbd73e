/** Checks that a step left the connections alone that were there before it. */
import type { Emit } from '../report/events.ts';
import type { StepResult } from '../report/report.ts';
import { mayRefreshExisting } from '../target/consent-guard.ts';
import type { OpenTarget } from '../target/open-target.ts';

/** Adds a finding of `existing-untouched` when such a connection changed; `again` is the command that shows it again. */
export async function withExistingCompared(
  target: OpenTarget,
  { emit, again }: { readonly emit: Emit; readonly again: string },
  step: () => Promise<StepResult>,
): Promise<StepResult> {
  const before = await target.digestExisting();
  const result = await step();
  if (before === undefined) return result;
  const { touchedFindings } = await import('../../properties/engine/existing-connections.ts');
  const found = await touchedFindings(before, () => target.digestExisting(), {
    known: [],
    refreshed: mayRefreshExisting(target.consent),
  });
  const touched = found.map((finding) => ({ ...finding, replay: again }));
  for (const finding of touched) emit({ type: 'finding', finding });
  return {
    ...result,
    findings: [...touched, ...(result.findings ?? [])],
    verdicts: [...touched.map(({ title }) => ({ code: 1 as const, reason: title })), ...(result.verdicts ?? [])],
  };
}
