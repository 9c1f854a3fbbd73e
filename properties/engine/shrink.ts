/** Makes a failing case small without letting it slip into another defect. */
import { isObject } from '../../src/json/json.ts';
import { shrinkBody } from '../arbitraries/shrink-body.ts';
import type { Case, CaseStep, InvalidLabel, OperationStep } from '../model/case.ts';

export interface ShrinkBudget {
  readonly maxRuns: number;
  /** `performance.now()` after which no candidate is tried. */
  readonly deadline: number;
}

/** Tries smaller cases while `stillFails` says that the very same defect shows. Returns the smallest found. */
export async function shrinkCase(
  start: Case,
  stillFails: (candidate: Case) => Promise<boolean>,
  budget: ShrinkBudget,
): Promise<Case> {
  let smallest = start;
  let runs = 0;
  let improved = true;
  while (improved) {
    improved = false;
    for (const steps of candidatesFor(smallest.steps)) {
      if (runs >= budget.maxRuns || performance.now() > budget.deadline) return smallest;
      runs += 1;
      const candidate = { ...smallest, steps };
      if (!(await stillFails(candidate))) continue;
      smallest = candidate;
      improved = true;
      break;
    }
  }
  return smallest;
}

/** Fewer steps first, then smaller bodies. */
function* candidatesFor(steps: readonly CaseStep[]): Generator<readonly CaseStep[]> {
  const half = Math.floor(steps.length / 2);
  if (steps.length > 3) yield* [steps.slice(half), [...steps.slice(0, 1), ...steps.slice(half)]];
  for (const index of steps.keys()) if (steps.length > 1) yield steps.filter((_, position) => position !== index);
  for (const [index, step] of steps.entries()) {
    if (step.raw !== undefined || step.body === undefined) continue;
    for (const body of smallerBodiesOf(step))
      if (staysInactive(step.operation, body))
        yield steps.map((one, position) => (position === index ? { ...step, body } : one));
  }
}

function smallerBodiesOf({ operation, intent, body }: OperationStep): Iterable<unknown> {
  // What an invalid body breaks must stay in it.
  return intent.kind === 'invalid' ? smallerBodies(body, intent.label) : shrinkBody(operation, body);
}

/** A schedule without a status, or a status without a schedule, could start syncs on somebody's server. */
function staysInactive(operation: string, body: unknown): boolean {
  if (!isObject(body)) return true;
  const { scheduleType, status } = body;
  if (operation === 'webBackendUpdateConnection' && status === 'active') return scheduleType === 'manual';
  return scheduleType === undefined || scheduleType === 'manual' || status !== undefined;
}

/** Members that only make sense together. */
const bundles: readonly (readonly string[])[] = [
  ['scheduleType', 'scheduleData', 'schedule'],
  ['namespaceDefinition', 'namespaceFormat'],
  ['fieldSelectionEnabled', 'selectedFields'],
];
/** Members that every valid body keeps. */
const essential = new Set([
  'connectionId',
  'workspaceId',
  'sourceId',
  'destinationId',
  'status',
  'name',
  'streams',
  'stream',
  'config',
  'jsonSchema',
  'supportedSyncModes',
  'syncMode',
  'destinationSyncMode',
  'selected',
  'operatorConfiguration',
  'operatorType',
  'skipReset',
  'fieldPath',
  'cursorField',
  'primaryKey',
  'gitRepoUrl',
  'accountId',
  'jobId',
  'timeUnit',
  'units',
  'cronExpression',
  'cronTimeZone',
  'basicSchedule',
  'cron',
  'normalization',
  'dbt',
  'webhook',
  'dbtCloud',
]);

function* smallerBodies(body: unknown, label: InvalidLabel | undefined): Generator {
  if (!isObject(body)) return;
  const kept = label?.pointer.split('/')[1];
  // No schema says whether a domain rule is still broken: its members stay together.
  const together = label?.kind === 'semantic' ? (bundles.find((bundle) => bundle.includes(kept ?? '')) ?? []) : [];
  const names = Object.keys(body).filter((key) => !essential.has(key) && key !== kept && !together.includes(key));
  // Halves of the optional members at once, then one by one.
  if (names.length > 3)
    for (const part of [names.slice(0, names.length / 2), names.slice(names.length / 2)]) yield without(body, part);
  for (const name of names) yield without(body, bundles.find((bundle) => bundle.includes(name)) ?? [name]);
  for (const [key, value] of Object.entries(body)) {
    // The schema says whether a smaller catalog still breaks it; nothing says so of a domain rule.
    if (together.includes(key) || (key === kept && (key !== 'syncCatalog' || label?.kind === 'semantic'))) continue;
    for (const smaller of smallerValues(key, value)) yield { ...body, [key]: smaller };
  }
}

function* smallerValues(key: string, value: unknown): Generator {
  if (Array.isArray(value)) yield* smallerLists(key, value);
  else if (key === 'jsonSchema') yield* smallerSchemas(value);
  else if (key === 'name' && typeof value === 'string' && value.startsWith('{{name}} ')) yield '{{name}}';
  else if ((key === 'prefix' || key === 'namespaceFormat') && typeof value === 'string' && value.length > 1)
    yield* ['a', value.slice(0, Math.ceil(value.length / 2))];
  else if (isObject(value)) yield* smallerBodies(value, undefined);
}

function* smallerLists(key: string, list: readonly unknown[]): Generator {
  if (key === 'primaryKey' || key === 'cursorField' || key === 'fieldPath' || key === 'supportedSyncModes') return;
  if (list.length > 0) yield [];
  if (list.length > 2) yield* [list.slice(0, list.length / 2), list.slice(list.length / 2)];
  if (list.length > 1 && list.length <= 12)
    for (const index of list.keys()) yield list.filter((_, position) => position !== index);
  if (list.length <= 3)
    for (const [index, item] of list.entries())
      if (isObject(item))
        for (const smaller of smallerBodies(item, undefined))
          yield list.map((one, position) => (position === index ? smaller : one));
}

/** Fields of a schema go two halves at a time, then one by one; a referee refuses those that something refers to. */
function* smallerSchemas(schema: unknown): Generator {
  if (!isObject(schema) || !isObject(schema['properties'])) return;
  const entries = Object.entries(schema['properties']);
  const having = (kept: readonly (readonly [string, unknown])[]): unknown => ({
    ...schema,
    properties: Object.fromEntries(kept),
  });
  if (entries.length > 3)
    yield* [having(entries.slice(0, entries.length / 2)), having(entries.slice(entries.length / 2))];
  if (entries.length <= 12)
    for (const index of entries.keys()) yield having(entries.filter((_, position) => position !== index));
  for (const [index, [name, child]] of entries.entries())
    if (entries.length <= 3 && JSON.stringify(child) !== '{"type":"string"}')
      yield having(entries.map((entry, position) => (position === index ? [name, { type: 'string' }] : entry)));
}

function without(body: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !names.includes(key)));
}
