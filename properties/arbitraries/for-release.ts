import { parseJson } from '../../src/json/parse-json.ts';
import { tokensOf } from '../../src/json/pointer.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isObject } from '../../src/json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { Description } from '../../schemas/description.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { isLabelled, isValid } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';
import { anyTag, tagPlaceholder } from './any-tag.ts';
import { placeholders } from './generation-context.ts';
import { bundleOf } from './member-bundles.ts';

/**
 * Since 9 July 2025 the list answers one page of 20 unless it is asked for more (`list-paging` in schemas/releases.ts):
 * what is said of lists holds of whole ones.
 */
const listOperation = 'webBackendListConnectionsForWorkspace';

function hasPages(schema: JSONSchema): boolean {
  return typeof schema === 'object' && Object.hasOwn(schema.properties ?? {}, 'pageSize');
}

function largestPage(schema: JSONSchema): number {
  const member = typeof schema === 'object' ? schema.properties?.['pageSize'] : undefined;
  return typeof member === 'object' && member.maximum !== undefined ? member.maximum : 1000;
}

/**
 * Steps that a release knows: operations that it lacks are left out, and of valid bodies the members that it lacks or
 * refuses.
 */
export function stepsForRelease(steps: readonly CaseStep[], description: Description): readonly CaseStep[] {
  return steps.flatMap((step) => {
    const id = step.raw === undefined ? step.operation : step.raw.aim;
    if (id === undefined) return [step];
    if (!Object.hasOwn(description.operations, id)) return [];
    const schema = description.operations[id]?.request;
    if (isRightHere(step, schema)) return [];
    if (!isValid(step) || schema === undefined || !isObject(step.body)) return [step];
    const isWhole = id === listOperation && hasPages(schema) && !('pageSize' in step.body);
    const paging = isWhole ? { pageSize: largestPage(schema) } : {};
    return [{ ...step, body: { ...conforming(step.body, schema), ...paging } }];
  });
}

/** Wrong by our schema or our rules and not by the release's, which may lack the member that was broken. */
function isRightHere(step: CaseStep, schema: JSONSchema | undefined): boolean {
  if (!isLabelled(step)) return false;
  const { kind, pointer } = step.intent.label;
  if (kind !== 'schema') return schema !== undefined && !describes(schema, tokensOf(pointer));
  const { body } = step;
  return schema !== undefined && body !== undefined && validatorFor(schema)(filledIn(body)).length === 0;
}

/** Whether a schema has a place for what a pointer leads to. */
function describes(schema: JSONSchema, [token, ...rest]: readonly string[]): boolean {
  if (token === undefined || typeof schema === 'boolean') return true;
  const { properties, items } = schema;
  if (properties !== undefined) {
    const child = Object.hasOwn(properties, token) ? properties[token] : undefined;
    return child !== undefined && describes(child, rest);
  }
  return typeof items === 'object' && !Array.isArray(items) ? describes(items as JSONSchema, rest) : true; // not a list, and so one schema
}

/** Takes out whole top-level members, so that what stays keeps obeying the domain rules. */
function conforming(body: JsonObject, schema: JSONSchema): JsonObject {
  const declared = typeof schema === 'object' ? schema.properties : undefined;
  const undeclared = declared === undefined ? [] : Object.keys(body).filter((name) => !Object.hasOwn(declared, name));
  const refused = validatorFor(schema)(filledIn(body)).map(({ pointer }) => tokensOf(pointer)[0] ?? '');
  const gone = new Set([...undeclared, ...refused].flatMap((name) => bundleOf(name)));
  return gone.size === 0 ? body : Object.fromEntries(Object.entries(body).filter(([name]) => !gone.has(name)));
}

/** Placeholders of ids count as the UUIDs that they stand for. */
function filledIn(body: unknown): unknown {
  const prefix = placeholders.name.slice(2, -2);
  return parseJson(
    JSON.stringify(body)
      .replaceAll(tagPlaceholder, anyTag)
      .replaceAll(/"\{\{([a-z-]+)(:\d+)*\}\}"/gi, (whole, kind) =>
        kind === prefix ? whole : '"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"',
      ),
  );
}
