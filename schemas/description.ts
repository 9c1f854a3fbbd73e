/** The API as an OpenAPI document and as models to validate with, in the repaired and in the published form. */
import type { JSONSchema } from 'json-schema-to-ts';
import { RefusalBody } from './errors.ts';
import { models } from './models.ts';
import { operations } from './operations.ts';
import type { Operation } from './operations.ts';
import { repairs } from './repairs.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: Readonly<Record<string, JSONSchema>> };
}

/** What an engine needs to know about one release of the API: its operations with self-contained schemas. */
export interface Description {
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly models: Readonly<Record<string, JSONSchema>>;
}

/** The form that everything uses unless the run asks for `--strict-spec`. */
export const repairedDescription: Description = { name: 'repaired', operations, models: { ...models, RefusalBody } };

/** OpenAPI 3.1 with one component per model; `published` undoes every repair. */
export function openApiDocument(form: 'repaired' | 'published'): OpenApiDocument {
  const document = documentOf(repairedDescription);
  if (form === 'published') {
    for (const repair of repairs)
      for (const pointer of repair.pointers) setPointer(document, pointer, repair.published);
    const { RefusalBody: _, ...schemas } = document.components.schemas;
    return { ...document, components: { schemas } };
  }
  return document;
}

/** A description as OpenAPI 3.1, with one component per model. */
export function documentOf(description: Description): OpenApiDocument {
  const named = Object.entries(description.models);
  const nameOf = new Map<JSONSchema, string>(named.map(([name, schema]) => [schema, name]));
  return {
    openapi: '3.1.0',
    info: { title: 'Airbyte web backend', version: '1.0.0' },
    paths: Object.fromEntries(
      Object.values(description.operations).map((operation) => [
        operation.path,
        { post: describeOperation(operation, nameOf) },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(named.map(([name, schema]) => [name, withReferences(schema, nameOf, true)])),
    },
  };
}

/** The description as published, self-contradictions included, with references resolved. */
export function publishedDescription(): Description {
  const { schemas } = openApiDocument('published').components;
  const resolved = new Map<string, JSONSchema>();
  const resolve = (name: string): JSONSchema => {
    const known = resolved.get(name);
    if (known !== undefined) return known;
    const model = withoutReferences(schemas[name] ?? {}, resolve);
    resolved.set(name, model);
    return model;
  };
  const published = Object.fromEntries(Object.keys(schemas).map((name) => [name, resolve(name)]));
  const nameOf = new Map<JSONSchema, string>(Object.entries(models).map(([name, schema]) => [schema, name]));
  const modelFor = (schema: JSONSchema): JSONSchema => published[nameOf.get(schema) ?? ''] ?? schema;
  return {
    name: 'published',
    models: published,
    operations: Object.fromEntries(
      Object.values<Operation>(operations).map((operation) => [
        operation.id,
        {
          ...operation,
          ...(operation.request === undefined ? {} : { request: modelFor(operation.request) }),
          responses: Object.fromEntries(
            Object.entries(operation.responses)
              .filter(([status]) => operation.published.includes(Number(status)))
              .map(([status, schema]) => [status, modelFor(schema)]),
          ),
        },
      ]),
    ),
  };
}

function describeOperation(operation: Operation, nameOf: ReadonlyMap<JSONSchema, string>): Record<string, unknown> {
  const content = (schema: JSONSchema) => ({
    content: { 'application/json': { schema: withReferences(schema, nameOf) } },
  });
  return {
    operationId: operation.id,
    ...(operation.request === undefined ? {} : { requestBody: { required: true, ...content(operation.request) } }),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, schema]) => [
        status,
        { description: statusText(status), ...content(schema) },
      ]),
    ),
  };
}

function statusText(status: string): string {
  if (status === '200') return 'Success';
  if (status === '404') return 'Not found';
  return status === '422' ? 'Invalid input' : 'Refused';
}

/** Copies a schema, putting `$ref` where one model uses another: models are recognised by identity. */
function withReferences(schema: JSONSchema, nameOf: ReadonlyMap<JSONSchema, string>, isRoot = false): JSONSchema {
  const name = nameOf.get(schema);
  if (name !== undefined && !isRoot) return { $ref: `#/components/schemas/${name}` };
  return mapValue(schema, (child) => withReferences(child as JSONSchema, nameOf)) as JSONSchema; // schemas hold schemas
}

function withoutReferences(schema: JSONSchema, resolve: (name: string) => JSONSchema): JSONSchema {
  if (typeof schema === 'object' && schema.$ref !== undefined) return resolve(schema.$ref.split('/').at(-1) ?? '');
  return mapValue(schema, (child) => withoutReferences(child as JSONSchema, resolve)) as JSONSchema; // schemas hold schemas
}

function mapValue(value: unknown, mapChild: (child: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (isContainer(item) ? mapChild(item) : item));
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, isContainer(child) ? mapChild(child) : child]),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function setPointer(root: object, pointer: string, value: unknown): void {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  let node = root as Record<string, unknown>; // a JSON document of our own
  for (const key of keys) node = node[key] as Record<string, unknown>;
  if (value === undefined) delete node[last];
  else node[last] = value;
}
