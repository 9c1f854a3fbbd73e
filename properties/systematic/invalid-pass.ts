/**
 * Every rule broken once, in a create and in an update that are otherwise valid, each followed by a look at what was there before; and every
 * input that servers may take or refuse.
 */
import { defined } from '../../src/json/defined.ts';
import { tokensOf } from '../../src/json/pointer.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import { withoutPositions } from '../../schemas/without-positions.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { labelledStep, readBodies } from '../arbitraries/invalid-cases.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { permittedCases } from '../arbitraries/permitted-cases.ts';
import { get, list, update } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { invalidVariants } from '../mutations/mutate.ts';
import type { Mutation } from '../mutations/schema-mutations.ts';
import { inParts } from './in-parts.ts';
import { nullWalk } from './null-walk.ts';
import { together, wholeCreate } from './valid-pass.ts';

const updates = 'webBackendUpdateConnection';
const creates = 'webBackendCreateConnection';
const perCase = 16;

/** Rules that no schema expresses come first: servers check those on their own. */
export function invalidPass(options: CaseOptions): readonly Steps[] {
  const { context } = options;
  const ofUpdates = brokenBodies(updates, wholeUpdate(context), options);
  const ofCreates = brokenBodies(creates, wholeCreate(2, context).body, options);
  const schemas = [
    ...cases(byTurns(ofKind('schema', ofUpdates), 0), 4),
    ...cases(byTurns(ofKind('schema', ofCreates), 1), 8),
  ];
  const permitted = permittedCases(options, 5).map(({ steps }) => steps);
  return [
    ...cases(ofKind('semantic', ofUpdates), 1),
    ...cases(ofKind('semantic', ofCreates), 3),
    brokenReads(options),
    nullWalk(context),
    // By turns, so that a budget that does not hold them all has some of both.
    ...Array.from({ length: Math.max(schemas.length, permitted.length) }, (_, index) => [
      ...schemas.slice(index, index + 1),
      ...permitted.slice(index, index + 1),
    ]).flat(),
  ];
}

function ofKind(wanted: 'semantic' | 'schema', steps: Steps): Steps {
  return steps.filter(({ intent }) => intent.kind === 'invalid' && intent.label.kind === wanted);
}

/** Half of what lies within a member: the models of creates and updates are the same there. */
function byTurns(steps: Steps, turn: 0 | 1): Steps {
  const places = new Map<string, number>();
  return steps.filter(({ intent }) => {
    if (intent.kind !== 'invalid' || tokensOf(intent.label.pointer).length < 2) return true;
    const place = intent.label.pointer;
    const count = places.get(place) ?? turn;
    places.set(place, count + 1);
    return count % 2 === 0;
  });
}

/** A get after so many broken bodies. */
function cases(broken: Steps, perLook: number): readonly Steps[] {
  return inParts(broken, perCase).map((part): Steps => [
    plainCreate(1, {}),
    get(1),
    ...inParts(part, perLook).flatMap((some) => [...some, get(1)]),
    list,
  ]);
}

/** Every member at its second value: not one of them is what the connection has. */
function wholeUpdate(context: GenerationContext): unknown {
  return update(
    1,
    together(updates, context, ([first = {}, second]) => second ?? first),
  ).body;
}

/** Each rule of a domain once; each keyword of the schema once at every place that has it. */
function brokenBodies(operation: OperationId, body: unknown, options: CaseOptions): Steps {
  const { context, foreign } = options;
  const all = invalidVariants(operation, body, { foreign, ...defined({ described: context.description?.operations }) });
  const sendable = all.filter(({ trap }) => maySend(trap, operation, options));
  const chosen = new Map<string, Mutation>();
  for (const mutation of sendable) {
    const { label } = mutation;
    const place = withoutPositions(label.pointer);
    const rule = label.kind === 'semantic' ? label.description : `${label.keyword} ${place}`;
    if (!chosen.has(rule)) chosen.set(rule, mutation);
  }
  return [...chosen.values()].map((mutation, index) =>
    labelledStep(
      operation,
      mutation,
      operation === creates ? { handle: index + 2 } : operation === updates ? { handle: 1 } : {},
    ),
  );
}

function brokenReads(options: CaseOptions): Steps {
  const steps = readBodies.flatMap(({ operation, body }): Steps =>
    brokenBodies(operation, body, options).map((step) => ({ ...step, handle: 1 })),
  );
  return [plainCreate(1, {}), get(1), ...steps, get(1), list];
}
