/** Cases of steps that are sent together. */
import fc from 'fast-check';
import type { OperationStep } from '../model/case.ts';
import { createBody, idle } from './connection-bodies.ts';
import type { GenerationContext } from './generation-context.ts';
import { createStep, get, grouped, list, update, valid } from './steps.ts';
import type { Steps } from './steps.ts';
import { parallelValues } from '../systematic/member-values.ts';

/** Parallel patches of any two to four members, parallel creates, reads during writes. */
export function concurrent(context: GenerationContext): fc.Arbitrary<Steps> {
  const tiny = { ...context, size: 'tiny' } as const;
  const values = parallelValues(context);
  const patching = fc
    .record({
      create: createStep(
        tiny,
        1,
        createBody(tiny).map((body) => idle(body, tiny)),
      ),
      chosen: fc.shuffledSubarray([...values], { minLength: 2, maxLength: 4 }),
      turn: fc.nat({ max: 9 }),
      reads: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ create, chosen, turn, reads }): Steps => [
      create,
      get(1),
      ...chosen.map(({ bodies }) => grouped(update(1, bodies[turn % bodies.length] ?? {}), 1)),
      ...Array.from({ length: reads }, () => grouped(get(1), 1)),
      get(1),
      list,
    ]);
  const creating = fc.array(createBody(tiny), { minLength: 2, maxLength: 4 }).map((bodies): Steps => [
    ...bodies.map((body, index): OperationStep => ({
      operation: 'webBackendCreateConnection',
      handle: index + 1,
      body,
      intent: valid,
      group: 1,
    })),
    list,
    ...bodies.map((_, index) => get(index + 1)),
  ]);
  return fc.oneof({ arbitrary: patching, weight: 3 }, { arbitrary: creating, weight: 1 });
}
