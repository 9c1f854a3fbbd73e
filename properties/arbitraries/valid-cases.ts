/** Cases of valid bodies. */
import fc from 'fast-check';
import type { OperationStep } from '../model/case.ts';
import { sizeProfiles } from './generation-context.ts';
import type { GenerationContext, SizeProfile } from './generation-context.ts';
import type { CaseOptions } from './case-options.ts';
import {
  bodyless,
  createStep,
  existingReads,
  get,
  list,
  listStep,
  state,
  update,
  updateStep,
  workspace,
} from './steps.ts';
import type { Steps } from './steps.ts';

/** Create, read, look at it from every side, change it, read again. */
export function validCase({ context, existing = false }: CaseOptions): fc.Arbitrary<Steps> {
  return fc
    .record({
      create: sized(context, (sizedContext) => createStep(sizedContext, 1)),
      update: updateStep(context, 1),
      extra: fc.subarray(
        [list, state(1), workspace, get(1), bodyless('webBackendListGeographies'), bodyless('webBackendCheckUpdates')],
        { minLength: 1, maxLength: 3 },
      ),
      filtered: listStep(context),
      // Seldom: what was there before is read, for it has what nothing new has, such as jobs.
      others: existing
        ? fc.oneof({ arbitrary: fc.constant([]), weight: 7 }, existingReads)
        : fc.constant<readonly OperationStep[]>([]),
      repeat: fc.constantFrom('no', 'repeat', 'no-op' as const),
    })
    .map(({ create, update: change, extra, filtered, others, repeat }) => [
      create,
      get(1),
      ...extra,
      change,
      ...(repeat === 'repeat' ? [change] : repeat === 'no-op' ? [update(1, {})] : []),
      get(1),
      filtered,
      ...others,
      // Asked twice, so that an answer that moves is seen.
      ...extra.filter(({ operation }) => operation === 'webBackendListGeographies'),
    ]);
}

/** Now and then a catalog of another size; large ones are costly and rare. */
function sized(
  context: GenerationContext,
  arbitrary: (context: GenerationContext) => fc.Arbitrary<OperationStep>,
): fc.Arbitrary<OperationStep> {
  const weights: Readonly<Record<SizeProfile, number>> = {
    tiny: 120,
    demo: 20,
    typical: 55,
    wide: 3,
    large: 1,
    huge: 0,
  };
  const isSmall = context.size === 'tiny';
  const profiles = (Object.keys(sizeProfiles) as SizeProfile[]).filter(
    (size) => weights[size] > 0 && (!isSmall || size === 'tiny' || size === 'demo'),
  );
  return fc.oneof(...profiles.map((size) => ({ arbitrary: arbitrary({ ...context, size }), weight: weights[size] })));
}
