/** Cases of inputs that servers may accept or refuse: each is sent on create and on update, read back, and sent again later. */
import fc from 'fast-check';
import { tokensOf } from '../../src/json/pointer.ts';
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
import { bundleOf } from './member-bundles.ts';
import { inParts } from '../systematic/in-parts.ts';
import { get, list, update } from './steps.ts';
import type { Steps } from './steps.ts';

type Bodies = Partial<Record<OperationId, unknown>>;
/** The variants of one input, by the operation that takes it. */
type Input = Partial<Record<OperationId, Mutation>>;

const perCase = 5;

/**
 * Every input that the run may send, on bodies with nothing else in them. Those about one member are spread over all cases, so that one read
 * shows several of others, and a budget that does not hold them all has some of each.
 */
export function permittedCases(options: CaseOptions): readonly Steps[] {
  const byMember = [...Map.groupBy(inputsOf(plainBodies, options).values(), memberOf).values()];
  const placed = byMember.flatMap((inputs) =>
    inputs.map((input, index) => ({ input, place: (index + 0.5) / inputs.length })),
  );
  const spread = placed.toSorted((left, right) => left.place - right.place).map(({ input }) => input);
  return inParts(spread, perCase).map(stepsOf);
}

/** The member that the input is about, or those that go together. */
function memberOf(input: Input): string {
  const pointer = Object.values(input)[0]?.label.pointer ?? '';
  return bundleOf(tokensOf(pointer)[0] ?? '').join(' ');
}

/** Neighbours about different members: one does not replace the other. */
function roundsOf(inputs: readonly Input[]): readonly (readonly Input[])[] {
  const rounds: Input[][] = [];
  for (const input of inputs) {
    const last = rounds.at(-1);
    if (last === undefined || last.some((other) => memberOf(other) === memberOf(input))) rounds.push([input]);
    else last.push(input);
  }
  return rounds;
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
      const drawn = numbers.flatMap((number) => inputs[number % Math.max(inputs.length, 1)] ?? []);
      return stepsOf(apart(drawn));
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
    described: context.description?.operations,
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

/** Whether the list at the end of a case shows what the input is about. */
function isListed({ label }: Mutation): boolean {
  return /^\/(?:name|schedule)/.test(label.pointer);
}

/** A create that is refused leaves nothing to read: its get is left out when the case is sent. */
function stepsOf(inputs: readonly Input[]): Steps {
  let handles = 1;
  const created = ({ webBackendCreateConnection: mutation }: Input): Steps => {
    if (mutation === undefined) return [];
    handles += 1;
    const create = labelledStep('webBackendCreateConnection', mutation, { handle: handles });
    return isListed(mutation) ? [create] : [create, get(handles)];
  };
  const changed = ({ webBackendUpdateConnection: mutation }: Input): Steps =>
    mutation === undefined ? [] : [labelledStep('webBackendUpdateConnection', mutation, { handle: 1 })];
  const read = (input: Input): Steps =>
    readBodies.flatMap(({ operation, body }): readonly OperationStep[] => {
      const mutation = input[operation];
      return mutation === undefined
        ? []
        : [labelledStep(operation, mutation, 'connectionId' in body ? { handle: 1 } : {})];
    });
  const again = (input: Input): Steps => [
    ...(input.webBackendUpdateConnection === undefined ? created(input) : changed(input)),
    ...read(input),
  ];
  return [
    plainCreate(1, {}),
    ...roundsOf(inputs).flatMap((round, index) => [
      ...round.flatMap(created),
      ...round.flatMap(changed),
      ...round.flatMap(read),
      // Between the two times something else changes, so that a value which only lasts until then is missed.
      update(1, { nonBreakingChangesPreference: index % 2 === 0 ? 'disable' : 'ignore' }),
      get(1),
      ...round.flatMap(again),
    ]),
    list,
  ];
}
