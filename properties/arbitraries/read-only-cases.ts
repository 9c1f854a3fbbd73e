/** Cases of a run that may not write. */
import fc from 'fast-check';
import type { OperationStep, Phase } from '../model/case.ts';
import type { CaseOptions } from './case-options.ts';
import { declares } from './declares.ts';
import { foreignLists } from './foreign-cases.ts';
import { invalidReads } from './invalid-cases.ts';
import { readPages } from './page-cases.ts';
import { bodyless, existingReads, list, listStep, unknownSteps, workspace } from './steps.ts';
import type { Steps } from './steps.ts';
import { strangeReads } from './stranger-cases.ts';
import { unfitIds } from './unanswered-cases.ts';

function readOnlyStep({ context }: CaseOptions): fc.Arbitrary<OperationStep> {
  return fc.oneof(
    listStep({ ...context, readOnly: true }),
    fc.constantFrom(
      workspace,
      bodyless('webBackendListGeographies'),
      bodyless('webBackendCheckUpdates'),
      ...unknownSteps,
    ),
  );
}

/** What a workspace shows of itself when nothing may be written. */
export function readOnlyCase(phase: Phase, options: CaseOptions): fc.Arbitrary<Steps> | undefined {
  if (phase === 'invalid')
    return fc.oneof({ arbitrary: invalidReads(options), weight: 12 }, { arbitrary: unfitIds, weight: 1 });
  if (phase !== 'valid') return undefined;
  const anything = fc.array(readOnlyStep(options), { minLength: 1, maxLength: 6 });
  // Twice each, with the other in between: what somebody else changes meanwhile is told from what contradicts itself.
  const around = fc.constant([list, workspace, list]);
  const { askers = [], existing = false } = options;
  const ofExisting = existingReads.map(([read, type]) => [read, list, read, type]);
  const isPaged = declares(options.context, 'webBackendListConnectionsForWorkspace', 'pageSize');
  return fc.oneof(
    { arbitrary: anything, weight: 3 },
    ...(existing ? [{ arbitrary: ofExisting, weight: 3 }] : []),
    { arbitrary: around, weight: 1 },
    ...(isPaged ? [{ arbitrary: readPages, weight: 1 }] : []),
    ...(options.foreign ? [{ arbitrary: fc.constant(foreignLists), weight: 1 }] : []),
    ...(askers.length > 0 ? [{ arbitrary: strangeReads(askers, { existing }), weight: 1 }] : []),
  );
}
