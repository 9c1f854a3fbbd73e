/** Cases of every phase: lists of steps around connections that the case makes itself. */
import fc from 'fast-check';
import type { OperationId } from '../../schemas/operations.ts';
import { isRead } from '../../src/target/effect.ts';
import type { CaseStep, OperationStep, Phase } from '../model/case.ts';
import { invalidVariants } from '../mutations/mutate.ts';
import type { Mutation } from '../mutations/schema-mutations.ts';
import { transportSteps } from '../transport/transport-cases.ts';
import { createBody, listBody, updateBody } from './connection-bodies.ts';
import { stepsForRelease } from './for-release.ts';
import { placeholders, sizeProfiles } from './generation-context.ts';
import type { GenerationContext, SizeProfile } from './generation-context.ts';

export interface CaseOptions {
  readonly context: GenerationContext;
  readonly mayWrite: boolean;
  readonly harmful: boolean;
  readonly foreign: boolean;
  readonly oversized: boolean;
  /** A discovered catalog of the source is known. */
  readonly catalog?: boolean;
  /** The workspace has connections that were there before the run. */
  readonly existing?: boolean;
  /** Asking the source again is allowed. */
  readonly refresh?: boolean;
}

type Steps = readonly OperationStep[];
const valid = { kind: 'valid' } as const;

/** `undefined` for a phase that the run may not do: most of them write. */
export function casesOf(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const { description } = given.context;
  const cases = phaseCases(phase, given);
  return description === undefined ? cases : cases?.map((steps) => stepsForRelease(steps, description));
}

function phaseCases(phase: Phase, given: CaseOptions): fc.Arbitrary<readonly CaseStep[]> | undefined {
  const options = { ...given, context: { ...given.context, harmful: given.harmful } };
  if (phase === 'transport') return transport(options);
  if (!options.mayWrite) return readOnlyCase(phase, options);
  if (phase === 'valid') return validCase(options);
  if (phase === 'invalid') return invalidCase(options);
  if (phase === 'concurrency') return refreshable(concurrent(options.context), options);
  return options.catalog === true
    ? fc.oneof({ arbitrary: sequence(options.context), weight: 8 }, { arbitrary: framed(options.context), weight: 1 })
    : sequence(options.context);
}

const get = (handle: number): OperationStep => ({
  operation: 'webBackendGetConnection',
  handle,
  body: { connectionId: placeholders.connection(handle) },
  intent: valid,
});
const list: OperationStep = {
  operation: 'webBackendListConnectionsForWorkspace',
  body: { workspaceId: placeholders.workspace },
  intent: valid,
};
const state = (handle: number): OperationStep => ({
  operation: 'getStateType',
  handle,
  body: { connectionId: placeholders.connection(handle) },
  intent: valid,
});
const workspace: OperationStep = {
  operation: 'webBackendGetWorkspaceState',
  body: { workspaceId: placeholders.workspace },
  intent: valid,
};
const deprecate = (handle: number): OperationStep => update(handle, { status: 'deprecated' });
const update = (handle: number, members: object): OperationStep => ({
  operation: 'webBackendUpdateConnection',
  handle,
  body: { connectionId: placeholders.connection(handle), ...members },
  intent: valid,
});
const grouped = (step: OperationStep, group: number): OperationStep => ({ ...step, group });
const bodyless = (operation: OperationId): OperationStep => ({ operation, intent: valid });

const unknownSteps: readonly OperationStep[] = (
  [
    ['webBackendGetConnection', { connectionId: placeholders.unknown }],
    ['getStateType', { connectionId: placeholders.unknown }],
    ['webBackendGetWorkspaceState', { workspaceId: placeholders.unknown }],
    ['webBackendListConnectionsForWorkspace', { workspaceId: placeholders.unknown }],
  ] as const
).map(([operation, body]) => ({ operation, body, intent: { kind: 'unknown' } }));
const unknownUpdate: OperationStep = {
  operation: 'webBackendUpdateConnection',
  body: { connectionId: placeholders.unknown, name: placeholders.name },
  intent: { kind: 'unknown' },
};

const listStep = listBody.map((body): OperationStep => ({
  operation: 'webBackendListConnectionsForWorkspace',
  body,
  intent: valid,
}));
const readOnlyStep = fc.oneof(
  listStep,
  fc.constantFrom(
    workspace,
    bodyless('webBackendListGeographies'),
    bodyless('webBackendCheckUpdates'),
    ...unknownSteps,
  ),
);

/** What a workspace shows of itself when nothing may be written. */
function readOnlyCase(phase: Phase, options: CaseOptions): fc.Arbitrary<Steps> | undefined {
  if (phase === 'invalid') return invalidReads(options);
  if (phase !== 'valid') return undefined;
  const anything = fc.array(readOnlyStep, { minLength: 1, maxLength: 6 });
  // Twice each, with the other in between: what somebody else changes meanwhile is told from what contradicts itself.
  const around = fc.constant([list, workspace, list]);
  if (options.existing !== true) return fc.oneof({ arbitrary: anything, weight: 3 }, around);
  const existing = existingReads.map(([read, type]) => [read, list, read, type]);
  return fc.oneof({ arbitrary: anything, weight: 3 }, { arbitrary: existing, weight: 3 }, around);
}

/** A get of a connection that was there before the run, and its type of state. */
const existingReads = fc.nat({ max: 999 }).map((number): readonly [OperationStep, OperationStep] => {
  const body = { connectionId: placeholders.existing(number) };
  return [
    { operation: 'webBackendGetConnection', body, intent: valid },
    { operation: 'getStateType', body, intent: valid },
  ];
});

function createStep(context: GenerationContext, handle: number): fc.Arbitrary<OperationStep> {
  return createBody(context).map((body) => ({ operation: 'webBackendCreateConnection', handle, body, intent: valid }));
}

function updateStep(context: GenerationContext, handle: number): fc.Arbitrary<OperationStep> {
  return updateBody(context, handle).map((body) => ({
    operation: 'webBackendUpdateConnection',
    handle,
    body,
    intent: valid,
  }));
}

/** Create, read, look at it from every side, change it, read again. */
function validCase({ context, existing = false }: CaseOptions): fc.Arbitrary<Steps> {
  return fc
    .record({
      create: sized(context, (sizedContext) => createStep(sizedContext, 1)),
      update: updateStep(context, 1),
      extra: fc.subarray(
        [list, state(1), workspace, get(1), bodyless('webBackendListGeographies'), bodyless('webBackendCheckUpdates')],
        { minLength: 1, maxLength: 3 },
      ),
      filtered: listStep,
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
  const profiles = (Object.keys(sizeProfiles) as SizeProfile[]).filter((size) => weights[size] > 0);
  return fc.oneof(...profiles.map((size) => ({ arbitrary: arbitrary({ ...context, size }), weight: weights[size] })));
}

/** A few bodies with one broken rule each, then a look at what was there before. */
function invalidCase({ context, harmful, foreign }: CaseOptions): fc.Arbitrary<Steps> {
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
      update: updateBody(tiny, 1),
      choices: fc.array(choice, { minLength: 4, maxLength: 10 }),
    })
    .map(({ setUp, create, update: change, choices }) => {
      // Listing what can be broken costs more than breaking it: once per body.
      const variants = new Map<unknown, readonly Mutation[]>();
      const broken = choices.flatMap(({ operation: chosen, number, semantic, reads }, index): OperationStep[] => {
        const id: OperationId = chosen === 'read' ? reads.operation : chosen;
        const body = chosen === 'read' ? reads.body : chosen === 'webBackendCreateConnection' ? create : change;
        const all = variants.get(body) ?? invalidVariants(id, body, { foreign });
        variants.set(body, all);
        const mutation = pickMutation(all, { number, semantic: semantic && chosen !== 'read', harmful });
        if (mutation === undefined) return [];
        return [{ ...brokenStep(id, mutation), handle: id === 'webBackendCreateConnection' ? index + 2 : 1 }];
      });
      return [setUp, get(1), ...broken, get(1), list];
    });
}

const readBodies = [
  { operation: 'webBackendGetConnection', body: { connectionId: placeholders.connection(1) } },
  { operation: 'getStateType', body: { connectionId: placeholders.connection(1) } },
  {
    operation: 'webBackendListConnectionsForWorkspace',
    body: { workspaceId: placeholders.workspace, sourceId: [placeholders.source] },
  },
  { operation: 'webBackendGetWorkspaceState', body: { workspaceId: placeholders.workspace } },
] as const;

function brokenStep(operation: OperationId, { body, label, lenient, mend }: Mutation): OperationStep {
  return { operation, body, intent: { kind: 'invalid', label, lenient, mend } };
}

/** Bodies of reads with one broken rule each. */
function invalidReads({ harmful, foreign, existing = false }: CaseOptions): fc.Arbitrary<Steps> {
  const bodies = readBodies.filter(({ body }) => existing || !('connectionId' in body));
  const broken = fc
    .record({ reads: fc.constantFrom(...bodies), number: fc.nat(), place: fc.nat({ max: 999 }) })
    .map(({ reads: { operation, body }, number, place }): readonly OperationStep[] => {
      const about = 'connectionId' in body ? { connectionId: placeholders.existing(place) } : body;
      const mutation = pickMutation(invalidVariants(operation, about, { foreign }), {
        number,
        semantic: false,
        harmful,
      });
      return mutation === undefined ? [] : [brokenStep(operation, mutation)];
    });
  return fc.array(broken, { minLength: 1, maxLength: 6 }).map((steps) => steps.flat());
}

interface Choice {
  readonly number: number;
  readonly semantic: boolean;
  readonly harmful: boolean;
}

/** Kinds of violation are equally likely, however many places there are for each. */
function pickMutation(all: readonly Mutation[], { number, semantic, harmful }: Choice): Mutation | undefined {
  const wanted = semantic ? 'semantic' : 'schema';
  const allowed = all.filter((mutation) => mutation.label.kind === wanted && (harmful || !mutation.harmful));
  const kinds = [...Map.groupBy(allowed, ({ label, lenient }) => `${label.keyword} ${lenient}`).values()];
  const kind = kinds[number % Math.max(kinds.length, 1)];
  return kind?.[Math.floor(number / kinds.length) % kind.length];
}

/** Up to three connections, up to a dozen steps of any kind. */
function sequence(context: GenerationContext): fc.Arbitrary<Steps> {
  const tiny = { ...context, size: 'tiny' } as const;
  const handle = fc.integer({ min: 1, max: 3 });
  const step = handle.chain((number) =>
    fc.oneof(
      { arbitrary: updateStep(tiny, number), weight: 5 },
      { arbitrary: fc.constant(get(number)), weight: 5 },
      { arbitrary: fc.constant(list), weight: 2 },
      { arbitrary: listStep, weight: 2 },
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
      steps: fc.array(step, { minLength: 3, maxLength: 12, size: 'medium' }),
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

/** A refresh reaches every connection of the source, so it belongs where no other case runs. */
function refreshable(others: fc.Arbitrary<Steps>, { context, refresh = false }: CaseOptions): fc.Arbitrary<Steps> {
  return refresh
    ? fc.oneof({ arbitrary: others, weight: 3 }, { arbitrary: framed(context, { withRefresh: true }), weight: 1 })
    : others;
}

function plainCreate(handle: number, members: object): OperationStep {
  return {
    operation: 'webBackendCreateConnection',
    handle,
    body: {
      name: placeholders.name,
      sourceId: placeholders.source,
      destinationId: placeholders.destination,
      status: 'inactive',
      ...members,
    },
    intent: valid,
  };
}

/** A connection that is framed by a discovered catalog: its streams are chosen from what the source has. */
function framed({ reset = false }: GenerationContext, { withRefresh = false } = {}): fc.Arbitrary<Steps> {
  const frame = { sourceCatalogId: placeholders.catalog };
  const own = (handle: number, syncCatalog: string): OperationStep => update(handle, { syncCatalog, skipReset: true });
  const selectAll = (handle: number): OperationStep => own(handle, placeholders.selectedCatalog(handle));
  // Sent back as it was read, nothing is there to reset.
  const unchanged = update(1, { syncCatalog: placeholders.syncCatalog(1) });
  const refresh: OperationStep = {
    ...get(1),
    body: { connectionId: placeholders.connection(1), withRefreshedCatalog: true },
  };
  return fc
    .record({
      // The catalog is named when the connection is made, or afterwards.
      late: fc.boolean(),
      between: fc.subarray([
        update(1, { prefix: 'framed_' }),
        update(1, {}),
        own(1, placeholders.syncCatalog(1)),
        ...(reset ? [unchanged] : []),
        get(1),
        list,
      ]),
    })
    .map(({ late, between }) => [
      ...(late ? [plainCreate(1, {}), update(1, frame)] : [plainCreate(1, frame)]),
      get(1),
      selectAll(1),
      get(1),
      ...between,
      get(1),
      // A twin, so that it shows whether the refresh was about the source or about one connection.
      ...(withRefresh ? [plainCreate(2, frame), get(2), selectAll(2), get(2), refresh, get(1), get(2), list] : []),
    ]);
}

/** Parallel patches of disjoint members, parallel creates, reads during writes. */
function concurrent(context: GenerationContext): fc.Arbitrary<Steps> {
  const tiny = { ...context, size: 'tiny' } as const;
  const patches: readonly (readonly [object, object, object])[] = [
    [{ prefix: 'left_' }, { geography: 'eu' }, { nonBreakingChangesPreference: 'disable' }],
    [{ prefix: 'right_' }, { namespaceDefinition: 'customformat', namespaceFormat: 'ns' }, { geography: 'us' }],
    [{ name: `${placeholders.name} renamed` }, { prefix: 'p_' }, { resourceRequirements: { cpu_limit: '1' } }],
  ];
  const patching = fc
    .record({
      create: createStep(tiny, 1),
      members: fc.constantFrom(...patches),
      reads: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ create, members, reads }): Steps => [
      create,
      get(1),
      ...members.map((one) => grouped(update(1, one), 1)),
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

function transport({ mayWrite, oversized }: CaseOptions): fc.Arbitrary<readonly CaseStep[]> {
  const steps = transportSteps({ oversized }).filter(({ raw }) => mayWrite || isRead(raw));
  return fc.constantFrom(...steps).map((step) => [step]);
}
