/** Departs from one rule that no schema expresses. */
import { defined } from '../../src/json/defined.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { Mend } from '../model/case.ts';
import type { Mutation } from './schema-mutations.ts';
import { catalogRules } from './catalog-rules.ts';
import { cronRules } from './cron-rules.ts';
import {
  idRulesOnCreate,
  idRulesOnUpdate,
  operationRulesOnCreate,
  operationRulesOnUpdate,
  workspaceRulesOnCreate,
  workspaceRulesOnUpdate,
} from './reference-rules.ts';
import { scheduleRules, scheduleRulesOnCreate, scheduleRulesOnUpdate } from './schedule-rules.ts';
import type { SemanticRule } from './semantic-rule.ts';
import { textRules } from './text-rules.ts';

/** A seed chooses by position: another order makes other cases. */
const shared = [...scheduleRules, ...cronRules, ...catalogRules, ...textRules];

interface SemanticOptions {
  readonly operation: OperationId;
  readonly foreign: boolean;
  /** Inputs that the servers of the release may accept or refuse. */
  readonly permitted: readonly SemanticRule[];
}

/** Every rule broken once, and every permitted input once, on top of a valid body. */
export function semanticMutations(
  body: unknown,
  { operation, foreign, permitted }: SemanticOptions,
): readonly Mutation[] {
  if (!isObject(body)) return [];
  const isCreate = operation === 'webBackendCreateConnection';
  const isWrite = operations[operation].writes;
  const rules = isWrite
    ? [
        ...shared,
        ...(isCreate
          ? [...operationRulesOnCreate, ...scheduleRulesOnCreate, ...idRulesOnCreate]
          : [...operationRulesOnUpdate, ...scheduleRulesOnUpdate, ...idRulesOnUpdate]),
        ...(foreign ? (isCreate ? workspaceRulesOnCreate : workspaceRulesOnUpdate) : []),
      ]
    : [];
  const mutationOf =
    (isPermitted: boolean) =>
    ([keyword, pointer, description, members, { trap } = {}]: SemanticRule): Mutation => ({
      get body() {
        if (!isWrite) return { ...body, ...members };
        return withMembers(body, isCreate || !('syncCatalog' in members) ? members : { ...members, skipReset: true });
      },
      label: { kind: 'semantic', keyword, pointer, description },
      get mend() {
        return mendOf(body, members);
      },
      permitted: isPermitted,
      ...defined({ trap }),
    });
  return [...rules.map(mutationOf(false)), ...permitted.map(mutationOf(true))];
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
  // Whatever the schedule becomes, nothing may start to sync.
  const merged = { ...body, status: 'inactive', ...cleared, ...members };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
