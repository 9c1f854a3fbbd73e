/** Cases of bodies with one broken rule each. */
import fc from 'fast-check';
import { textAt } from '../../src/json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import { invalidVariants, variantsOf } from '../mutations/mutate.ts';
import type { Mutation } from '../mutations/schema-mutations.ts';
import type { OperationStep } from '../model/case.ts';
import { createBody, idle, updateBody } from './connection-bodies.ts';
import { placeholders } from './generation-context.ts';
import type { CaseOptions } from './case-options.ts';
import { createStep, get, list } from './steps.ts';
import type { Steps } from './steps.ts';

/** A few bodies with one broken rule each, then a look at what was there before. */
export function invalidCase(options: CaseOptions): fc.Arbitrary<Steps> {
  const { context, foreign } = options;
  const tiny = { ...context, size: 'tiny' } as const;
  const choice = fc.record({
    operation: fc.constantFrom(
      'webBackendCreateConnection',
      'webBackendUpdateConnection',
      'webBackendUpdateConnection',
      'read' as const,
    ),
    number: fc.nat(),
    semantic: fc.boolean(),
    reads: fc.constantFrom(...readBodies),
  });
  return fc
    .record({
      // Inactive, so that no broken update can leave it active with a schedule.
      setUp: createStep(tiny, 1).map((step) => ({ ...step, body: { ...(step.body as object), status: 'inactive' } })),
      create: createBody(tiny),
      update: updateBody(tiny, 1).map((body) => idle(body, context)),
      choices: fc.array(
        choice,
        context.size === 'tiny' ? { minLength: 3, maxLength: 5 } : { minLength: 4, maxLength: 10 },
      ),
    })
    .map(({ setUp, create, update: change, choices }) => {
      // Listing what can be broken costs more than breaking it: once per body.
      const variants = new Map<unknown, readonly Mutation[]>();
      const broken = choices.flatMap(({ operation: chosen, number, semantic, reads }, index): OperationStep[] => {
        const id: OperationId = chosen === 'read' ? reads.operation : chosen;
        const body = chosen === 'read' ? reads.body : chosen === 'webBackendCreateConnection' ? create : change;
        const all =
          variants.get(body) ?? invalidVariants(id, body, { foreign, described: context.description?.operations });
        variants.set(body, all);
        const mutation = pickMutation(all, {
          number,
          semantic: semantic && (chosen !== 'read' || all.some(isSemantic)),
          isSendable: ({ trap }) => maySend(trap, id, options),
        });
        if (mutation === undefined) return [];
        return [labelledStep(id, mutation, { handle: id === 'webBackendCreateConnection' ? index + 2 : 1 })];
      });
      return [setUp, get(1), ...broken, get(1), list];
    });
}

/** Bodies of reads that break one rule each, or are taken by some servers and refused by others. */
export function invalidReads({ context, foreign, existing = false, ...consent }: CaseOptions): fc.Arbitrary<Steps> {
  const bodies = readBodies.filter(({ body }) => existing || !('connectionId' in body));
  const broken = fc
    .record({ reads: fc.constantFrom(...bodies), number: fc.nat(), place: fc.nat({ max: 999 }) })
    .map(({ reads: { operation, body }, number, place }): readonly OperationStep[] => {
      const about = 'connectionId' in body ? { connectionId: placeholders.existing(place) } : body;
      const all = variantsOf(operation, about, {
        foreign,
        described: context.description?.operations,
      }).filter(({ body: departing }) => !namesOwn(departing));
      const mutation = pickMutation(all, {
        number,
        semantic: place % 2 === 0 && all.some(isSemantic),
        isSendable: ({ trap }) => maySend(trap, operation, consent),
      });
      return mutation === undefined ? [] : [labelledStep(operation, mutation)];
    });
  return fc.array(broken, { minLength: 1, maxLength: 6 }).map((steps) => steps.flat());
}

function isSemantic({ label }: Mutation): boolean {
  return label.kind === 'semantic';
}

/** The reads that have a body. */
export const readBodies = [
  { operation: 'webBackendGetConnection', body: { connectionId: placeholders.connection(1) } },
  { operation: 'getStateType', body: { connectionId: placeholders.connection(1) } },
  {
    operation: 'webBackendListConnectionsForWorkspace',
    body: { workspaceId: placeholders.workspace, sourceId: [placeholders.source] },
  },
  { operation: 'webBackendGetWorkspaceState', body: { workspaceId: placeholders.workspace } },
] as const;

/** A step that is meant to be refused, or that may be. */
export function labelledStep(
  operation: OperationId,
  { body, label, permitted, mend }: Mutation,
  about: Pick<OperationStep, 'handle'> = {},
): OperationStep {
  return { operation, ...about, body, intent: { kind: permitted ? 'permitted' : 'invalid', label, mend } };
}

/** A connection of the case: a run that only reads has none. */
function namesOwn(body: unknown): boolean {
  return textAt(body, 'connectionId')?.toLowerCase() === placeholders.connection(1);
}

interface Choice {
  readonly number: number;
  readonly semantic: boolean;
  readonly isSendable: (mutation: Mutation) => boolean;
}

/** Kinds of violation are equally likely, however many places there are for each. */
export function pickMutation(all: readonly Mutation[], { number, semantic, isSendable }: Choice): Mutation | undefined {
  const wanted = semantic ? 'semantic' : 'schema';
  const allowed = all.filter((mutation) => mutation.label.kind === wanted && isSendable(mutation));
  const kinds = [...Map.groupBy(allowed, ({ label }) => label.keyword).values()];
  const kind = kinds[number % Math.max(kinds.length, 1)];
  return kind?.[Math.floor(number / kinds.length) % kind.length];
}
