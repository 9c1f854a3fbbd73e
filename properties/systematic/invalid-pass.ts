/**
 * Every rule broken once, in a create and in an update that are otherwise valid, each followed by a look at what was there before; and every
 * input that servers may take or refuse.
 */
import { tokensOf } from '../../src/json/pointer.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { labelledStep, readBodies } from '../arbitraries/invalid-cases.ts';
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { permittedCases } from '../arbitraries/permitted-cases.ts';
import { get, list, update } from '../arbitraries/steps.ts';
import { without } from '../arbitraries/without.ts';
import type { Steps } from '../arbitraries/steps.ts';
import { ruleOf } from '../model/case.ts';
import type { OperationStep } from '../model/case.ts';
import { invalidVariants } from '../mutations/mutate.ts';
import { inParts } from './in-parts.ts';
import { nullWalk } from './null-walk.ts';
import { everyMember } from './valid-pass.ts';

const updates = 'webBackendUpdateConnection';
const creates = 'webBackendCreateConnection';
/** Broken bodies. */
const perCase = 24;
const perLook = 8;
/** Cases in which an update that names nothing follows a refused one. */
const mostWithUpdate = 2;

/** Rules that no schema expresses come first: servers check those on their own. */
export function invalidPass(options: CaseOptions): readonly Steps[] {
  const { context } = options;
  // Not one member is what the connection has.
  const ofWhole = brokenBodies(updates, wholeBodies(updates, context, [1, 0]), options);
  const alone = brokenBodies(updates, [update(1, { status: 'inactive' }).body], options);
  const broken = byTurns(
    halfOf(besideAndAlone(ofWhole, alone), 0),
    halfOf(brokenBodies(creates, wholeBodies(creates, context, [0, 1]), options), 1),
  );
  const reads = readBodies.flatMap(({ operation, body }) => brokenBodies(operation, [body], options));
  const { semantic = [], schema = [] } = Object.groupBy(broken, kindOf);
  return byTurns(
    [
      ...cases(semantic, context).map((steps, index) => (index < mostWithUpdate ? followed(steps) : steps)),
      ...cases(reads, context),
      nullWalk(context),
      ...cases(schema, context),
    ],
    permittedCases(options),
  );
}

/** After the first refused update that names more: nothing of that one comes along. */
function followed(steps: Steps): Steps {
  const refused = steps.findIndex(({ operation, body }) => operation === updates && 'prefix' in Object(body));
  return steps.toSpliced(refused + 1, 0, update(1, {}));
}

function kindOf({ intent }: OperationStep): 'semantic' | 'schema' {
  return intent.kind === 'invalid' ? intent.label.kind : 'schema';
}

/** Of several that are broken at one place within a member every second one: the models of creates and updates are the same there. */
function halfOf(steps: Steps, turn: 0 | 1): Steps {
  const places = Map.groupBy(steps, (step) => `${kindOf(step)} ${pointerOf(step)}`);
  return [...places.values()].flatMap((alike) => {
    const [first] = alike;
    const isWhole =
      first === undefined ||
      tokensOf(pointerOf(first)).length < 2 ||
      (alike.length === 1 && kindOf(first) === 'semantic');
    return isWhole ? alike : alike.filter((_, index) => index % 2 === turn);
  });
}

function pointerOf({ intent }: OperationStep): string {
  return 'label' in intent ? intent.label.pointer : '';
}

/** One of each list after the other, so that a budget that does not hold them all has some of each. */
function byTurns<Item>(...lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

/** Half of the rules of a domain in an update that names little else: what it does not name must not change either. */
function besideAndAlone(beside: Steps, alone: Steps): Steps {
  const bare = new Map(alone.map((step) => [semanticRuleIn(step), step]));
  return beside.map((step, index) => {
    const rule = semanticRuleIn(step);
    return rule === undefined || index % 2 === 0 ? step : (bare.get(rule) ?? step);
  });
}

function semanticRuleIn({ intent }: OperationStep): string | undefined {
  return intent.kind === 'invalid' && intent.label.kind === 'semantic' ? ruleOf(intent.label) : undefined;
}

/**
 * With a look at what was there before: every member is there to lose, and it is active, for broken bodies would switch it off. Without a
 * schedule it starts nothing.
 */
function cases(broken: Steps, context: GenerationContext): readonly Steps[] {
  const members = everyMember(creates, context, 0);
  const unscheduled = { status: 'active', scheduleType: 'manual', scheduleData: undefined };
  return inParts(broken, perCase).map((part): Steps => [
    plainCreate(1, { ...members, ...unscheduled }),
    ...inParts(part, perLook).flatMap((some) => [...some, get(1)]),
    list,
  ]);
}

/**
 * Every member at its first value, and at its second: each has settings that the rules of the other say nothing about. And without operations,
 * which some servers replace before they refuse the schedule.
 */
function wholeBodies(
  write: typeof updates | typeof creates,
  context: GenerationContext,
  order: readonly (0 | 1)[],
): readonly unknown[] {
  return order
    .map((index) => everyMember(write, context, index))
    .flatMap((whole) => [whole, without(whole, ['operations'])])
    .map((members) => (write === updates ? update(1, members) : plainCreate(2, members)).body);
}

/** Each rule of a domain once; each keyword of the schema once at every place of the first body that has it. */
function brokenBodies(operation: OperationId, bodies: readonly unknown[], options: CaseOptions): Steps {
  const { context, foreign } = options;
  const described = context.description?.operations;
  const all = bodies.flatMap((body, index) =>
    invalidVariants(operation, body, { foreign, described }).filter(
      ({ label }) => index === 0 || label.kind === 'semantic',
    ),
  );
  const sendable = all.filter(({ trap }) => maySend(trap, operation, options));
  const byRule = Map.groupBy(sendable, ({ label }) => ruleOf(label));
  return [...byRule.values()].flatMap(([mutation], index) =>
    mutation === undefined
      ? []
      : [labelledStep(operation, mutation, { handle: operation === creates ? index + 2 : 1 })],
  );
}
