/** Breaks one rule that no schema expresses. The body stays valid by its schema. */
import { defined } from '../../src/json/defined.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { Mend } from '../model/case.ts';
import type { Mutation } from './schema-mutations.ts';
import { catalogRules, lenientCatalogRules } from './catalog-rules.ts';
import { idRulesOnCreate, idRulesOnUpdate, operationRules, workspaceRules } from './reference-rules.ts';
import { lenientScheduleRules, scheduleRules, scheduleRulesOnCreate, scheduleRulesOnUpdate } from './schedule-rules.ts';
import type { SemanticRule } from './semantic-rule.ts';
import { lenientTextRules, textRules } from './text-rules.ts';

/** A seed chooses by position: another order makes other cases. */
const shared = [
  ...scheduleRules,
  ...catalogRules,
  ...textRules,
  ...lenientScheduleRules,
  ...lenientTextRules,
  ...lenientCatalogRules,
  ...operationRules,
];

interface SemanticOptions {
  readonly operation: string;
  readonly isWrite: boolean;
  readonly foreign: boolean;
  /** Of the release. */
  readonly newer: readonly SemanticRule[];
}

/** Every rule broken once, on top of a valid body. */
export function semanticMutations(
  body: unknown,
  { operation, isWrite, foreign, newer }: SemanticOptions,
): readonly Mutation[] {
  if (!isObject(body)) return [];
  const isCreate = operation === 'webBackendCreateConnection';
  const rules = isWrite
    ? [
        ...shared,
        ...(isCreate ? [...scheduleRulesOnCreate, ...idRulesOnCreate] : [...scheduleRulesOnUpdate, ...idRulesOnUpdate]),
        ...(foreign
          ? workspaceRules.filter(([, pointer]) => isCreate || !['/sourceId', '/destinationId'].includes(pointer))
          : []),
        ...newer,
      ]
    : newer;
  return rules.map(([keyword, pointer, description, members, { lenient = false, trap } = {}]) => ({
    get body() {
      if (!isWrite) return { ...body, ...members };
      return withMembers(body, isCreate || !('syncCatalog' in members) ? members : { ...members, skipReset: true });
    },
    label: { kind: 'semantic', keyword, pointer, description },
    get mend() {
      return mendOf(body, members);
    },
    lenient,
    ...defined({ trap }),
  }));
}

/** The members that the rule is about, as they were; the connection stays inactive all the same. */
function mendOf(body: JsonObject, members: JsonObject): Mend {
  const changed = new Set([...Object.keys(members), ...(touchesSchedule(members) ? scheduleMembers : [])]);
  return [...changed].map((key) => ({ pointer: `/${key}`, value: body[key] }));
}

const scheduleMembers = ['schedule', 'scheduleType', 'scheduleData'] as const;

function touchesSchedule(members: JsonObject): boolean {
  return scheduleMembers.some((key) => key in members);
}

/** A rule about the schedule or the catalog replaces those parts of the body whole, so that nothing else is broken. */
function withMembers(body: JsonObject, members: JsonObject): JsonObject {
  const cleared = touchesSchedule(members)
    ? { schedule: undefined, scheduleType: undefined, scheduleData: undefined }
    : {};
  const name =
    typeof members['name'] === 'string' && members['name'] !== ''
      ? { name: `${placeholders.name}${members['name']}` }
      : {};
  // Whatever the schedule becomes, nothing may start to sync.
  const merged = { ...body, status: 'inactive', ...cleared, ...members, ...name };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
