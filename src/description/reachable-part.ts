/** The part of a description that the eight operations reach: the operations, their models, and what is missing. */
import { defined } from '../json/defined.ts';
import { isObject, listAt, objectAt, textAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { schemaLists, schemaMaps, schemaMembers } from '../validation/schema-keywords.ts';
import { modelNameOf, resolve } from './references.ts';

export type Direction = 'request' | 'response';

export interface DescribedOperation {
  readonly id: OperationId;
  readonly path: string;
  /** Pointer to the operation object. */
  readonly pointer: string;
  readonly operation: JsonObject;
  readonly body: 'required' | 'optional' | 'none';
  readonly request?: Place;
  readonly responses: Readonly<Record<string, Place | undefined>>;
}

/** A schema and where it stands; `schema` may be a reference. */
export interface Place {
  readonly pointer: string;
  readonly schema: unknown;
}

export interface Model extends Place {
  readonly name: string;
  readonly directions: ReadonlySet<Direction>;
  readonly usedBy: ReadonlySet<OperationId>;
}

export interface ReachablePart {
  readonly operations: readonly DescribedOperation[];
  readonly missing: readonly OperationId[];
  /** Other paths below `/web_backend/`, which Airlock does not test. */
  readonly siblings: readonly string[];
  readonly models: ReadonlyMap<string, Model>;
}

/** Finds the operations by path, whatever prefix stands before `/v1`, and every model that they reach. */
export function reachablePart(document: JsonObject): ReachablePart {
  const found: DescribedOperation[] = [];
  const known = new Set<string>();
  for (const id of operationIds) {
    const path = pathFor(document, operations[id].path);
    if (path === undefined) continue;
    const item = resolve(document, objectAt(document, 'paths')[path], under('/paths', path));
    if (item.kind !== 'found' || !isObject(item.value) || !isObject(item.value['post'])) continue;
    known.add(path);
    found.push(described(document, id, { path, pointer: under(item.pointer, 'post'), operation: item.value['post'] }));
  }
  return {
    operations: found,
    missing: operationIds.filter((id) => !found.some((operation) => operation.id === id)),
    siblings: Object.keys(objectAt(document, 'paths')).filter(
      (path) => path.includes('/web_backend/') && !known.has(path),
    ),
    models: reachableModels(document, found),
  };
}

/** A prefix may stand in the path or in the address of a server. */
function pathFor(document: JsonObject, path: string): string | undefined {
  const items = Object.entries(objectAt(document, 'paths')).map(([key, item]) => ({
    key,
    path: key.replace(/\/$/, ''),
    prefixes: [document, item].flatMap((holder) => listAt(holder, 'servers').map(prefixOf)),
  }));
  const found =
    items.find((item) => item.path === path) ??
    items.find((item) => item.path.endsWith(path)) ??
    items.find((item) => item.prefixes.some((prefix) => (prefix + item.path).endsWith(path)));
  return found?.key;
}

function prefixOf(server: unknown): string {
  const address = textAt(server, 'url') ?? '';
  return address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\/$/, '');
}

function described(
  document: JsonObject,
  id: OperationId,
  place: Pick<DescribedOperation, 'path' | 'pointer' | 'operation'>,
): DescribedOperation {
  const body = resolve(document, place.operation['requestBody'], under(place.pointer, 'requestBody'));
  const bodyObject = body.kind === 'found' && isObject(body.value) ? body.value : undefined;
  const request = bodyObject === undefined ? undefined : jsonContent(bodyObject, body.pointer);
  const responses = Object.entries(objectAt(place.operation, 'responses')).flatMap(([status, response]) => {
    if (!isStatus.test(status)) return [];
    const end = resolve(document, response, under(place.pointer, 'responses', status));
    return [
      [status, end.kind === 'found' && isObject(end.value) ? jsonContent(end.value, end.pointer) : undefined],
    ] as const;
  });
  return {
    id,
    ...place,
    body: bodyObject === undefined ? 'none' : bodyObject['required'] === true ? 'required' : 'optional',
    ...defined({ request }),
    responses: Object.fromEntries(responses),
  };
}

/** A status, a range or the rest; extensions stand beside them. */
const isStatus = /^([1-5](\d\d|XX)|default)$/i;

function jsonContent(value: JsonObject, pointer: string): Place | undefined {
  const content = objectAt(value, 'content');
  const type =
    Object.keys(content).find((candidate) => /^application\/json\b/i.test(candidate)) ??
    Object.keys(content).find((candidate) => /json|^(\*|application)\/\*/i.test(candidate));
  if (type === undefined || objectAt(content, type)['schema'] === undefined) return undefined;
  return { pointer: under(pointer, 'content', type, 'schema'), schema: objectAt(content, type)['schema'] };
}

function reachableModels(document: JsonObject, found: readonly DescribedOperation[]): ReadonlyMap<string, Model> {
  const models = new Map<string, { directions: Set<Direction>; usedBy: Set<OperationId> }>();
  const visit = (root: unknown, direction: Direction, id: OperationId): void => {
    // Not by recursion: a chain of references may be as long as the document has models.
    const waiting = [...modelsNamedIn(root)];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const entry = models.get(name) ?? { directions: new Set(), usedBy: new Set() };
      if (entry.directions.has(direction) && entry.usedBy.has(id)) continue;
      entry.directions.add(direction);
      entry.usedBy.add(id);
      models.set(name, entry);
      waiting.push(...modelsNamedIn(modelOf(document, name)));
    }
  };
  for (const operation of found) {
    visit(operation.request?.schema, 'request', operation.id);
    for (const response of Object.values(operation.responses)) visit(response?.schema, 'response', operation.id);
  }
  return new Map(
    [...models]
      .filter(([name]) => modelOf(document, name) !== undefined)
      .map(([name, entry]) => [
        name,
        { name, pointer: under('/components/schemas', name), schema: modelOf(document, name), ...entry },
      ]),
  );
}

function modelOf(document: JsonObject, name: string): unknown {
  return objectAt(objectAt(document, 'components'), 'schemas')[name];
}

/** Names of the models that a schema refers to, itself or in its parts; no deeper. */
export function modelsNamedIn(schema: unknown): readonly string[] {
  const name = modelNameOf(schema);
  if (name !== undefined) return [name];
  return partsOf(schema).flatMap((part) => modelsNamedIn(part.schema));
}

/** The direct sub-schemas of a schema, each with its place below the schema. */
export function partsOf(schema: unknown): readonly { readonly tokens: readonly string[]; readonly schema: unknown }[] {
  if (!isObject(schema) || textAt(schema, '$ref') !== undefined) return [];
  const maps = [...schemaMaps].flatMap((key) =>
    Object.entries(objectAt(schema, key)).map(([name, part]) => ({ tokens: [key, name], schema: part })),
  );
  const lists = [...schemaLists].flatMap((key) =>
    listAt(schema, key).map((part, index) => ({ tokens: [key, String(index)], schema: part })),
  );
  const single = [...schemaMembers].flatMap((key) =>
    isObject(schema[key]) ? [{ tokens: [key], schema: schema[key] }] : [],
  );
  return [...maps, ...lists, ...single];
}
