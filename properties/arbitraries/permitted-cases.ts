/** Cases of inputs that servers may accept or refuse: each is sent on create and on update, read back, and sent again later. */
import fc from 'fast-check';
import { defined } from '../../src/json/defined.ts';
import { operationIds } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import type { OperationStep } from '../model/case.ts';
import { permittedVariants } from '../mutations/mutate.ts';
import type { Mutation } from '../mutations/schema-mutations.ts';
import { createBody, idle, updateBody } from './connection-bodies.ts';
import type { CaseOptions } from './case-options.ts';
import { plainCreate } from './framed-cases.ts';
import { placeholders } from './generation-context.ts';
import { labelledStep, readBodies } from './invalid-cases.ts';
import { get, list, update } from './steps.ts';
import type { Steps } from './steps.ts';

/** A case about one input, and what the input is. */
export interface PermittedCase {
  readonly label: string;
  readonly steps: Steps;
}

type Bodies = Partial<Record<OperationId, unknown>>;
/** The variants of one input, by the operation that takes it. */
type Input = Partial<Record<OperationId, Mutation>>;

/**
 * Every input that the run may send, once, on bodies with nothing else in them; several in a case where that is asked for. The kinds take
 * turns, so that a budget that does not hold them all has some of each.
 */
export function permittedCases(options: CaseOptions, perCase = 1): readonly PermittedCase[] {
  const kinds = [...Map.groupBy(inputsOf(plainBodies, options), ([, input]) => kindOf(input)).values()];
  const rounds = Math.max(0, ...kinds.map(({ length }) => length));
  const inputs = Array.from({ length: rounds }, (_, round) => kinds.flatMap((kind) => kind.slice(round, round + 1)));
  const cases: (readonly [label: string, input: Input])[][] = [];
  for (const one of inputs.flat()) {
    const open = cases.find(
      (part) =>
        part.length < perCase && !(isAboutNamespace(one[1]) && part.some(([, input]) => isAboutNamespace(input))),
    );
    if (open === undefined) cases.push([one]);
    else open.push(one);
  }
  return cases.map((part) => ({
    label: part.map(([label]) => label).join(', '),
    steps: stepsOf(part.map(([, input]) => input)),
  }));
}

function kindOf(input: Input): string | undefined {
  return Object.values(input)[0]?.label.keyword;
}

/** A few of them on bodies of any kind; or coercions and null at any place of such bodies. */
export function permittedCase(options: CaseOptions): fc.Arbitrary<Steps> {
  const tiny = { ...options.context, size: 'tiny' } as const;
  return fc
    .record({
      create: createBody(tiny).map((body) => idle(body, tiny)),
      change: updateBody(tiny, 1).map((body) => idle(body, tiny)),
      ofTable: fc.constantFrom(true, true, false),
      numbers: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
    })
    .map(({ create, change, ofTable, numbers }) => {
      const bodies = { ...plainBodies, webBackendCreateConnection: create, webBackendUpdateConnection: change };
      const inputs = ofTable ? [...inputsOf(bodies, options).values()] : scalarsOf(bodies, options);
      return stepsOf(apart(numbers.flatMap((number) => inputs[number % Math.max(inputs.length, 1)] ?? [])));
    });
}

const plainBodies: Bodies = {
  webBackendCreateConnection: plainCreate(1, {}).body,
  webBackendUpdateConnection: { connectionId: placeholders.connection(1) },
  ...Object.fromEntries(readBodies.map(({ operation, body }) => [operation, body])),
};

/** The inputs of the table by what they are. */
function inputsOf(bodies: Bodies, options: CaseOptions): ReadonlyMap<string, Input> {
  const inputs = new Map<string, Input>();
  for (const operation of operationIds)
    for (const mutation of sendable(operation, bodies, options)) {
      const { kind, description } = mutation.label;
      if (kind === 'semantic') inputs.set(description, { ...inputs.get(description), [operation]: mutation });
    }
  return inputs;
}

/** What the schema does not allow and a coercion, or the absence of a value, makes of it. */
function scalarsOf(bodies: Bodies, options: CaseOptions): readonly Input[] {
  return operationIds.flatMap((operation) =>
    sendable(operation, bodies, options)
      .filter(({ label }) => label.kind === 'schema')
      .map((mutation): Input => ({ [operation]: mutation })),
  );
}

function sendable(operation: OperationId, bodies: Bodies, options: CaseOptions): readonly Mutation[] {
  const { context, foreign } = options;
  const body = bodies[operation];
  if (body === undefined) return [];
  return permittedVariants(operation, body, {
    foreign,
    ...defined({ described: context.description?.operations }),
  }).filter(({ trap }) => maySend(trap, operation, options));
}

/** Of the inputs about a namespace the first. */
function apart(inputs: readonly Input[]): readonly Input[] {
  const first = inputs.find(isAboutNamespace);
  return inputs.filter((input) => input === first || !isAboutNamespace(input));
}

/** Whether a namespace needs its format depends on the one that the connection has: a case has one of them. */
function isAboutNamespace(input: Input): boolean {
  return Object.values(input).some(({ label }) => label.pointer.startsWith('/namespace'));
}

/** A create that is refused leaves nothing to read: its get is left out when the case is sent. */
function stepsOf(inputs: readonly Input[]): Steps {
  const created = ({ webBackendCreateConnection: mutation }: Input, handle: number): Steps =>
    mutation === undefined ? [] : [labelledStep('webBackendCreateConnection', mutation, { handle }), get(handle)];
  const changed = ({ webBackendUpdateConnection: mutation }: Input): Steps =>
    mutation === undefined ? [] : [labelledStep('webBackendUpdateConnection', mutation, { handle: 1 })];
  const read = (input: Input): Steps =>
    readBodies.flatMap(({ operation, body }): readonly OperationStep[] => {
      const mutation = input[operation];
      return mutation === undefined
        ? []
        : [labelledStep(operation, mutation, 'connectionId' in body ? { handle: 1 } : {})];
    });
  const again = (input: Input, index: number): Steps => [
    ...(input.webBackendUpdateConnection === undefined ? created(input, 2 + inputs.length + index) : changed(input)),
    ...read(input),
  ];
  return [
    plainCreate(1, {}),
    get(1),
    ...inputs.flatMap((input, index) => [
      ...created(input, 2 + index),
      ...[changed(input)].flatMap((steps) => (steps.length === 0 ? [] : [...steps, get(1)])),
      ...read(input),
    ]),
    // Between the two times something else changes, so that a value which only lasts until then is missed.
    update(1, { nonBreakingChangesPreference: 'disable' }),
    get(1),
    ...inputs.flatMap(again),
    get(1),
    list,
  ];
}
