/** What follows what, once each: operations, schedules, and the end of a connection. */
import type { AirbyteCatalog } from '../../schemas/stream.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { OperationStep } from '../model/case.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import {
  bodyless,
  deprecate,
  get,
  list,
  permittedUpdate,
  state,
  unknownSteps,
  unknownUpdate,
  update,
  workspace,
} from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { catalogVariants, catalogWith, streams } from './catalog-variants.ts';
import { everyPair } from './every-pair.ts';
import { inParts } from './in-parts.ts';
import { memberValues } from './member-values.ts';
import { schedules } from './schedule-walk.ts';
import { everyMember, wholeCreate } from './valid-pass.ts';

const stepsPerCase = 27;

export function sequencePass({ context, catalog = false }: CaseOptions): readonly Steps[] {
  return [
    sameNames(context),
    thereAndBack(context),
    byTurns,
    ...afterEachOther(context),
    ...switched(context),
    ...(catalog ? framedBy(context) : []),
    ...(context.reset === true ? [withResets] : []),
  ];
}

/** What a run begins with: deprecated twice, looked at from every side before, between and after, beside one that stays. */
export function endOfOne(context: GenerationContext): Steps {
  // The list first: what comes too late for it comes in time for the next one.
  const sides = [list, workspace, get(1), state(1), get(2)];
  return [
    wholeCreate(1, context),
    get(1),
    plainCreate(2, {}),
    get(2),
    ...sides,
    update(1, { operations: [] }),
    deprecate(1),
    ...sides,
    deprecate(1),
    // A server may refuse it. Where it does not, the connection is still gone.
    permittedUpdate(1, { prefix: 'late_' }, 'a prefix for a deleted connection', {
      keyword: 'deprecated',
      pointer: '/prefix',
    }),
    get(1),
    list,
    ...unknownSteps,
    unknownUpdate,
    // Whatever is sent with its end is stored as well.
    update(2, { ...everyMember('webBackendUpdateConnection', context, 1), status: 'deprecated' }),
    list,
    get(2),
    workspace,
    ...revived,
  ];
}

/** A server may refuse it, or leave the connection deleted. Whatever it says the connection is, the list shows. */
const revived: Steps = [
  update(1, { status: 'inactive' }),
  list,
  get(1),
  update(1, { status: 'inactive', prefix: 'revived_' }),
  list,
  deprecate(1),
  list,
];

/** Every operation right after every other one; of updates one of all members and one of a single one by turns. A create is last among them: each makes a connection. */
function afterEachOther(context: GenerationContext): readonly Steps[] {
  const whole = everyMember('webBackendUpdateConnection', context, 1);
  const bodies = memberValues('webBackendUpdateConnection', context).flatMap(({ bodies: all }) => [
    whole,
    ...all.slice(0, 1),
  ]);
  let updates = 0;
  let handles = 1;
  let fixed = 0;
  const kinds: readonly (() => OperationStep)[] = [
    () => get(1),
    () => update(1, bodies[updates++ % bodies.length] ?? {}),
    () => list,
    () => state(1),
    () => workspace,
    () => bodyless(fixed++ % 2 === 0 ? 'webBackendListGeographies' : 'webBackendCheckUpdates'),
    () => plainCreate((handles += 1), {}),
  ];
  const steps = everyPair(kinds).map((step) => step());
  return inParts(steps, stepsPerCase).map((part): Steps => [plainCreate(1, {}), get(1), ...part, get(1)]);
}

/** What is there and what is not, asked for by turns, so that no answer is taken for another one's. Writes of other cases may come between. */
const byTurns: Steps = [
  plainCreate(1, {}),
  ...[workspace, workspace, workspace, workspace, list, list, state(1), state(1)].flatMap((known) => [
    known,
    ...unknownSteps.filter(({ operation }) => operation === known.operation),
  ]),
];

/** Empty, where that is a value. */
const emptied: JsonObject = {
  syncCatalog: { streams: [] },
  skipReset: true,
  scheduleType: 'manual',
  operations: [],
  prefix: '',
  resourceRequirements: {},
};

/**
 * Every member is changed and changed back, under its first name again. Then all is emptied that can be, and each other member is changed
 * alone: what was removed, or replaced twice, does not return.
 */
function thereAndBack(context: GenerationContext): Steps {
  const whole = (index: 0 | 1): JsonObject => everyMember('webBackendUpdateConnection', context, index);
  const others = memberValues('webBackendUpdateConnection', context).filter(({ member }) => !(member in emptied));
  return [
    wholeCreate(1, context),
    get(1),
    update(1, { ...whole(1), name: placeholders.name }),
    update(1, { ...whole(0), name: placeholders.nameOf(1) }),
    update(1, emptied),
    ...others.flatMap(({ bodies }) => bodies.slice(0, 1).map((body) => update(1, body))),
    get(1),
    list,
  ];
}

/**
 * Names need not be unique: three of the same, one of which goes, and a fourth in its place. The second has every member, and those after it
 * have as few as the first.
 */
function sameNames(context: GenerationContext): Steps {
  const name = placeholders.nameOf(1);
  return [
    plainCreate(1, {}),
    get(1),
    plainCreate(2, { ...everyMember('webBackendCreateConnection', context, 1), name }),
    get(2),
    list,
    update(2, { prefix: 'second_' }),
    get(1),
    get(2),
    plainCreate(3, {}),
    update(3, { name }),
    get(3),
    deprecate(1),
    list,
    plainCreate(4, { name }),
    get(2),
    list,
  ];
}

/** A setting when it is off, and when it is on. */
type Switch = readonly [off: JsonObject, on: JsonObject];

const flag = (member: string): Switch => [{ [member]: false }, { [member]: true }];

/** Settings that a server may take for one another, in pairs. */
function switchesOf({ notificationFlags, activeSchedules }: GenerationContext): readonly (readonly [Switch, Switch])[] {
  const status: Switch = [{ status: 'inactive' }, { status: 'active' }];
  const schedule: Switch = [{ scheduleType: 'manual' }, { ...schedules[0] }];
  return [
    ...(notificationFlags === true ? [[flag('notifySchemaChanges'), flag('notifySchemaChangesByEmail')] as const] : []),
    ...(activeSchedules ? [[status, schedule] as const] : []),
  ];
}

type Positions = readonly [first: 0 | 1, second: 0 | 1];

/** From every state of a pair to every other one. */
const positions = everyPair<Positions>([
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]);

/** Each update has the switches that change, so that one alone shows what becomes of the other. */
function switched(context: GenerationContext): readonly Steps[] {
  const pairs = switchesOf(context);
  const bodies = positions.map((now, step) => {
    const before = positions[step - 1];
    const changed = pairs.flatMap(([first, second]) => [
      ...(now[0] === before?.[0] ? [] : [first[now[0]]]),
      ...(now[1] === before?.[1] ? [] : [second[now[1]]]),
    ]);
    return Object.assign({}, ...changed) as JsonObject; // members of the switches
  });
  const updates = bodies.filter((body) => Object.keys(body).length > 0).map((body) => update(1, body));
  return updates.length === 0 ? [] : [[plainCreate(1, {}), get(1), ...updates, get(1), list]];
}

/** Named when the connection is made, or later, for streams that it has; then its catalog chosen, saved as it was read, and left alone. */
function framedBy(context: GenerationContext): readonly Steps[] {
  const frame = { sourceCatalogId: placeholders.catalog };
  const rest: Steps = [
    get(1),
    chosen(placeholders.selectedCatalog(1)),
    get(1),
    update(1, { prefix: 'framed_' }),
    get(1),
    chosen(placeholders.syncCatalog(1)),
    get(1),
    chosen(placeholders.chosenCatalog(1)),
    get(1),
    update(1, {}),
    get(1),
    ...(context.reset === true ? [update(1, { syncCatalog: placeholders.syncCatalog(1) }), state(1)] : []),
    chosen(placeholders.selectedCatalog(1), frame),
    get(1),
    list,
  ];
  return [
    [plainCreate(1, frame), ...rest],
    [plainCreate(1, {}), get(1), chosen(catalogWith([streams.orders])), update(1, frame), ...rest],
  ];
}

function chosen(syncCatalog: string | AirbyteCatalog, more: object = {}): OperationStep {
  return update(1, { syncCatalog, skipReset: true, ...more });
}

/** Catalogs that change and that do not, without `skipReset`. Only of the first can be told that no sync was asked for: it is a change. */
const withResets: Steps = [
  plainCreate(1, { syncCatalog: catalogVariants[0] }),
  get(1),
  ...[1, 1, 5, 12].flatMap((index) => [update(1, { syncCatalog: catalogVariants[index] }), state(1), get(1)]),
];
