/** Cases in which those ask who must not see the workspace. */
import fc from 'fast-check';
import type { Asker } from '../../src/target/asker.ts';
import type { OperationStep } from '../model/case.ts';
import { plainCreate } from './framed-cases.ts';
import { placeholders } from './generation-context.ts';
import { bodyless, deprecate, get, list, readsOfExisting, refresh, state, update, workspace } from './steps.ts';
import type { Steps } from './steps.ts';

/** The same request from somebody else. */
function asked(step: OperationStep, as: Asker): OperationStep {
  return { ...step, as, intent: { kind: 'stranger' } };
}

/** A user may ask what belongs to no workspace. */
const ofNoWorkspace = [bodyless('webBackendListGeographies'), bodyless('webBackendCheckUpdates')] as const;

function readsBy(as: Asker): Steps {
  const filtered = { ...list, body: { workspaceId: placeholders.workspace, sourceId: [placeholders.source] } };
  return [list, filtered, workspace, ...(as === 'other' ? [] : ofNoWorkspace)];
}

/** Each changes the connection, alone or beside others; the last one takes it away. */
const changes: readonly object[] = [
  { prefix: 'stranger_' },
  { name: `${placeholders.name} stranger` },
  { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } }, geography: 'us' },
  { operations: [], syncCatalog: { streams: [] }, skipReset: true, nonBreakingChangesPreference: 'disable' },
  { status: 'deprecated' },
];

/** So many connections that were there before the run: they may have what new ones lack, such as a state. */
const existingAsked = 3;

interface Asked {
  readonly existing?: boolean;
  /** Asking the source again is allowed. */
  readonly refresh?: boolean;
}

/** Every operation, around a connection that is read before and after; and a get when it is deprecated. */
export function everythingBy(as: Asker, { existing = false, refresh: mayRefresh = false }: Asked = {}): Steps {
  const { handle: _, ...create } = plainCreate(2, {});
  const others = [
    get(1),
    ...(mayRefresh ? [refresh(1)] : []),
    state(1),
    ...readsBy(as),
    ...(existing ? Array.from({ length: existingAsked }, (_none, number) => readsOfExisting(number)).flat() : []),
    create,
    ...changes.map((members) => update(1, members)),
  ];
  return [
    plainCreate(1, {}),
    get(1),
    ...others.map((step) => asked(step, as)),
    get(1),
    list,
    deprecate(1),
    ...[get(1), update(1, { prefix: 'stranger_' })].map((step) => asked(step, as)),
  ];
}

/** A few of all operations. */
export function strangers(askers: readonly Asker[], options: Asked): fc.Arbitrary<Steps> {
  return fc.constantFrom(...askers).chain((as) => {
    const whole = everythingBy(as, options);
    return fc
      .subarray(whole.filter(isTheirs), { minLength: 2, maxLength: 4 })
      .map((chosen) => whole.filter((step) => !isTheirs(step) || chosen.includes(step)));
  });
}

function isTheirs({ as }: OperationStep): boolean {
  return as !== undefined;
}

/** For a run that only reads. */
export function strangeReads(
  askers: readonly Asker[],
  { existing }: { readonly existing: boolean },
): fc.Arbitrary<Steps> {
  return fc.record({ as: fc.constantFrom(...askers), number: fc.nat({ max: 999 }) }).map(({ as, number }) => {
    const body = { connectionId: placeholders.existing(number) };
    const read: OperationStep = { operation: 'webBackendGetConnection', body, intent: { kind: 'stranger' } };
    return [...readsBy(as), ...(existing ? [read] : [])].map((step) => asked(step, as));
  });
}
