/** Makes bodies smaller. It looks at the body alone, so a stored body shrinks as well as a fresh one. */
import type { JsonObject } from '../../src/json/json.ts';
import { isEqualJson, isObject, member } from '../../src/json/json.ts';
import { tokensOf } from '../../src/json/pointer.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import type { InputLabel } from '../model/case.ts';
import { brokenDomainRules } from './domain-rules.ts';
import { placeholders } from './generation-context.ts';
import { bundleOf, memberBundles } from './member-bundles.ts';
import { shorterLists, shorterTexts } from './shorter.ts';
import { smallerCatalogs } from './shrink-catalog.ts';
import { without } from './without.ts';

/**
 * Smaller bodies, boldest first; each stays valid: references of a catalog are repaired, members that belong together
 * go together, and the domain rules have the last word. Applied again and again, it ends.
 */
export function* shrinkBody(operationId: OperationId, body: unknown): Generator {
  if (!isObject(body)) return;
  for (const candidate of candidates(operationId, body))
    if (brokenDomainRules(operationId, candidate).length === 0) yield candidate;
}

/**
 * Smaller bodies that keep the member with the mistake as it is. A catalog that breaks its schema shrinks too: the
 * caller has to look whether the mistake is still in it.
 */
export function* shrinkInvalidBody(operationId: OperationId, body: unknown, label: InputLabel): Generator {
  if (!isObject(body)) return;
  const fixed = fixedBy(label);
  for (const candidate of candidates(operationId, body, fixed))
    if (fixed.every((key) => candidate[key] === body[key])) yield candidate;
}

/** No schema says whether a domain rule is still broken: its members stay together. */
function fixedBy({ kind, pointer }: InputLabel): readonly string[] {
  const [broken] = tokensOf(pointer);
  if (broken === undefined || (broken === 'syncCatalog' && kind === 'schema')) return [];
  return kind === 'semantic' ? bundleOf(broken, bundles) : [broken];
}

const bundles = [...memberBundles, ['syncCatalog', 'skipReset']];

/** Fewer members, then smaller ones. */
function* candidates(operationId: OperationId, body: JsonObject, fixed: readonly string[] = []): Generator<JsonObject> {
  const operation: Operation = operations[operationId];
  const required = typeof operation.request === 'object' ? (operation.request.required ?? []) : [];
  // The sandbox name is kept: without it a left-over is hard to recognise.
  const kept = new Set([...required, ...fixed, 'name', 'skipReset']);
  const optional = Object.keys(body).filter((key) => !kept.has(key));
  const half = Math.ceil(optional.length / 2);
  const parts = optional.length > 1 ? [optional, optional.slice(0, half), optional.slice(half)] : [];
  for (const names of [...parts, ...optional.map((name) => [name])])
    yield without(
      body,
      names.flatMap((name) => bundleOf(name, bundles)),
    );
  for (const [key, value] of Object.entries(body))
    if (!fixed.includes(key)) for (const smaller of smallerMembers(key, value)) yield { ...body, [key]: smaller };
}

function* smallerMembers(key: string, value: unknown): Generator {
  if (key === 'syncCatalog') yield* smallerCatalogs(value);
  else if (key === 'name' && typeof value === 'string') yield* shorterNames(value);
  else if (key === 'prefix' || key === 'namespaceFormat')
    yield* typeof value === 'string' ? shorterTexts(value, 'a') : [];
  else if (key === 'scheduleData') yield* simplerSchedules(value);
  else if (key === 'operations' && Array.isArray(value)) {
    yield* shorterLists(value);
    for (const [index, operation] of value.entries())
      for (const smaller of simplerOperations(operation)) yield value.with(index, smaller);
  } else if (Array.isArray(value)) yield* shorterLists(value);
  else if (key === 'resourceRequirements' && isObject(value)) {
    for (const name of Object.keys(value)) yield without(value, [name]);
    for (const [name, quantity] of Object.entries(value))
      if (quantity !== '1' && quantity !== '') yield { ...value, [name]: '1' };
  }
}

function* shorterNames(name: string): Generator<string> {
  if (name.startsWith(placeholders.name))
    for (const rest of shorterTexts(name.slice(placeholders.name.length), '')) yield placeholders.name + rest;
  else if (name === placeholders.longName) yield placeholders.name;
  else if (!name.startsWith('{{')) yield* shorterTexts(name, 'a');
}

function* simplerSchedules(data: unknown): Generator {
  const daily = { basicSchedule: { timeUnit: 'hours', units: 24 } };
  const noon = { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } };
  const cron = member(data, 'cron');
  if (cron === undefined) {
    if (!isEqualJson(data, daily)) yield daily;
    return;
  }
  if (isEqualJson(data, noon)) return;
  yield noon;
  if (isObject(cron))
    for (const [key, value] of Object.entries(noon.cron))
      if (cron[key] !== value) yield { cron: { ...cron, [key]: value } };
}

function* simplerOperations(operation: unknown): Generator {
  if (!isObject(operation)) return;
  const plain = { operatorType: 'normalization', normalization: { option: 'basic' } };
  if (!isEqualJson(operation['operatorConfiguration'], plain)) yield { ...operation, operatorConfiguration: plain };
  if (operation['name'] !== 'a') yield { ...operation, name: 'a' };
  if (operation['operationId'] !== undefined) yield without(operation, ['operationId']);
}
