/** Single bodies with one broken rule each, which shrink without losing it. */
import fc from 'fast-check';
import type { Description } from '../../schemas/description.ts';
import type { Operation } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import { stillBreaks } from '../model/domain-rules.ts';
import type { InputLabel } from '../model/case.ts';
import { invalidVariants } from '../mutations/mutate.ts';
import { shrunkBy } from './draw.ts';
import { stepsForRelease } from './for-release.ts';
import { labelledStep, pickMutation } from './invalid-cases.ts';
import { shrinkInvalidBody } from './shrink-body.ts';

/** A body that every conforming server refuses, and why. */
export interface InvalidBody {
  readonly body: unknown;
  readonly label: InputLabel;
}

interface InvalidBodyOptions {
  readonly operation: 'webBackendCreateConnection' | 'webBackendUpdateConnection';
  readonly description: Description;
  /** Bodies that damage released servers as well. */
  readonly harmful: boolean;
}

/** How many rules are tried on a body before another one is drawn: some rules of 2023 are no rules of later releases. */
const tries = 8;

/** Breaks one rule of a valid body; kinds of rules are equally likely. Ids are the placeholders of the valid body. */
export function invalidBody(
  valid: fc.Arbitrary<unknown>,
  { operation, description, harmful }: InvalidBodyOptions,
): fc.Arbitrary<InvalidBody> {
  const described: Readonly<Record<string, Operation>> = description.operations;
  const broken = fc
    .record({ body: valid, number: fc.nat(), semantic: fc.boolean() })
    .map(({ body, number, semantic }): InvalidBody | undefined => {
      const all = invalidVariants(operation, body, { described });
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const mutation = pickMutation(all, {
          number: number + attempt,
          semantic,
          isSendable: ({ trap }) => maySend(trap, operation, { harmful }),
        });
        if (mutation === undefined) return undefined;
        const step = labelledStep(operation, mutation);
        if (stepsForRelease([step], description).length > 0 && stillBreaks(step, described))
          return { body: mutation.body, label: mutation.label };
      }
      return undefined;
    })
    .filter((found) => found !== undefined);
  return shrunkBy(broken, function* ({ body, label }) {
    for (const smaller of shrinkInvalidBody(operation, body, label))
      if (stillBreaks({ operation, body: smaller, intent: { kind: 'invalid', label } }, described))
        yield { body: smaller, label };
  });
}
