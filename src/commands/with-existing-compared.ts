/** Compares the connections that were there before a step with what they are after it. */
import type { Emit } from '../report/events.ts';
import type { StepResult } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';

/** The result of the step, with the finding of `existing-untouched` where it left other connections changed; `again` is how it is seen again. */
export async function withExistingCompared(
  target: OpenTarget,
  { emit, again }: { readonly emit: Emit; readonly again: string },
  step: () => Promise<StepResult>,
): Promise<StepResult> {
  // A refresh may switch off connections of others: that is what the consent to it is about.
  const before = target.consent.refresh ? undefined : await target.digestExisting();
  const result = await step();
  if (before === undefined) return result;
  const { touchedFindings } = await import('../../properties/engine/existing-connections.ts');
  const found = await touchedFindings(before, () => target.digestExisting(), { known: [] });
  const touched = found.map((finding) => ({ ...finding, replay: again }));
  for (const finding of touched) emit({ type: 'finding', finding });
  return {
    ...result,
    findings: [...touched, ...(result.findings ?? [])],
    verdicts: [...touched.map(({ title }) => ({ code: 1 as const, reason: title })), ...(result.verdicts ?? [])],
  };
}
