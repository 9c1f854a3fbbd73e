/**
 * Every rule broken once, in a create and in an update that are otherwise valid, each followed by a look at what was there before; and every
 * input that servers may take or refuse.
 */
import { tokensOf } from '../../src/json/pointer.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { maySend } from '../../schemas/traps.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { CaseOptions } from '../arbitraries/case-options.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
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
import { isFlagAllowed } from './member-values.ts';
import { operationLists } from './operation-lists.ts';
import { nullWalk } from './null-walk.ts';
import { everyMember } from './valid-pass.ts';

const updates = 'webBackendUpdateConnection';
const creates = 'webBackendCreateConnection';
/** Broken bodies. */
const perCase = 24;
const perLook = 12;
/** Cases in which an update that names nothing follows a refused one. */
const mostWithUpdate = 2;

/** Rules that no schema expresses come first: servers check those on their own. */
export function invalidPass(options: CaseOptions): readonly Steps[] {
  const { context } = options;
  // Not one member is what the connection has.
  const ofWhole = brokenBodies(updates, wholeBodies(updates, context, [1, 0]), options);
  const alone = brokenBodies(updates, [update(1, { status: 'inactive' }).body], options);
  const broken = byTurns(
    besideAndAlone(halfOf(ofWhole, 0), alone),
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
      (alike.length === 1 && kindOf(first) === 'semantic') ||
      // One that nothing has and one of others are not refused by the same code.
      keywordOf(first) === 'foreign-workspace';
    return isWhole ? alike : alike.filter((_, index) => index % 2 === turn);
  });
}

function keywordOf({ intent }: OperationStep): string {
  return 'label' in intent ? intent.label.keyword : '';
}

function pointerOf({ intent }: OperationStep): string {
  return 'label' in intent ? intent.label.pointer : '';
}

/** One of each list after the other, so that a budget that does not hold them all has some of each. */
function byTurns<Item>(...lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

/**
 * Of several rules about one place every second one in an update that names little else: what it does not name must not change either. The
 * others come beside changes of everything else, none of which may be stored.
 */
function besideAndAlone(beside: Steps, alone: Steps): Steps {
  const bare = new Map(alone.map((step) => [semanticRuleIn(step), step]));
  const seen = new Map<string, number>();
  return beside.map((step) => {
    const rule = semanticRuleIn(step);
    if (rule === undefined) return step;
    const place = `${keywordOf(step)} ${pointerOf(step)}`;
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    return before % 2 === 0 ? step : (bare.get(rule) ?? step);
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
 * which some servers replace before they refuse the rest.
 */
function wholeBodies(
  write: typeof updates | typeof creates,
  context: GenerationContext,
  order: readonly (0 | 1)[],
): readonly unknown[] {
  return order
    .map((index): JsonObject => ({
      ...everyMember(write, context, index),
      ...(write === updates ? otherwise(context) : {}),
    }))
    .flatMap((whole) => [whole, without(whole, ['operations'])])
    .map((members) => (write === updates ? update(1, members) : plainCreate(2, members)).body);
}

/** What an update has besides: another name, the first operation under its id with other contents, flags that are not the default. */
function otherwise(context: GenerationContext): JsonObject {
  const [, others = []] = operationLists;
  const flags = isFlagAllowed(context, updates) && !isFlagAllowed(context, creates);
  return {
    name: `${placeholders.name} refused`,
    operations: others.map((operation, index) =>
      index === 0 ? { ...operation, operationId: placeholders.operation(1, 0) } : operation,
    ),
    ...(flags ? { notifySchemaChanges: true, notifySchemaChangesByEmail: true } : {}),
  };
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
