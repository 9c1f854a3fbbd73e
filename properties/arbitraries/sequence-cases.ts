/** Cases of many steps in any order. */
import fc from 'fast-check';
import type { OperationStep } from '../model/case.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';
import {
  bodyless,
  createStep,
  deprecate,
  get,
  list,
  listStep,
  state,
  unknownSteps,
  unknownUpdate,
  update,
  updateStep,
  workspace,
} from './steps.ts';
import type { Steps } from './steps.ts';

/** Up to three connections, up to a dozen steps of any kind; a few in a small case. */
export function sequence(context: GenerationContext): fc.Arbitrary<Steps> {
  const tiny = { ...context, size: 'tiny' } as const;
  const handle = fc.integer({ min: 1, max: 3 });
  const step = handle.chain((number) =>
    fc.oneof(
      { arbitrary: updateStep(tiny, number), weight: 5 },
      { arbitrary: fc.constant(get(number)), weight: 5 },
      { arbitrary: fc.constant(list), weight: 2 },
      { arbitrary: listStep(tiny), weight: 2 },
      {
        arbitrary: fc.constantFrom(
          state(number),
          workspace,
          bodyless('webBackendListGeographies'),
          bodyless('webBackendCheckUpdates'),
        ),
        weight: 2,
      },
      { arbitrary: fc.constant(update(number, {})), weight: 1 },
      { arbitrary: fc.constant(deprecate(number)), weight: 1 },
      { arbitrary: fc.constantFrom(...unknownSteps, unknownUpdate), weight: 1 },
    ),
  );
  return fc
    .record({
      first: createStep(tiny, 1),
      second: createStep(tiny, 2),
      sameAsFirst: fc.boolean(),
      third: createStep(tiny, 3),
      steps: fc.array(step, { minLength: 3, maxLength: context.size === 'tiny' ? 4 : 12, size: 'medium' }),
    })
    .map(({ first, second, sameAsFirst, third, steps }) => {
      const twin = sameAsFirst ? sameAs(first, 2) : second;
      const needed = new Set(steps.map((one) => one.handle));
      // Read before and after, so that nothing that a step did to another connection stays unseen.
      return [first, get(1), twin, get(2), ...(needed.has(3) ? [third] : []), ...steps, get(1), get(2), list];
    });
}

/** The same body, name included: names need not be unique. */
function sameAs(first: OperationStep, handle: number): OperationStep {
  return { ...first, handle, body: { ...(first.body as object), name: placeholders.nameOf(first.handle ?? 1) } };
}
