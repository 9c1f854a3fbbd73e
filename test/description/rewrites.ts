/** Test data: other ways of writing a description, drawn at random. The meaning stays, or changes in one known way. */
import { isObject, listAt, objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import fc from 'fast-check';
import type { LoadedDocument } from '../../src/description/load-document.ts';

type Schema = Readonly<Record<string, unknown>>;
type Rewrite = (schema: Schema) => unknown;

/** Each is for the schemas that it changes nothing about, and leaves the others as they are. */
const rewrites: readonly Rewrite[] = [
  (schema) => ({ allOf: [schema], description: 'In another place' }),
  (schema) => ({ anyOf: [schema] }),
  (schema) => ({ oneOf: [{ allOf: [schema] }], title: 'Twice' }),
  (schema) => (schema['type'] === 'object' ? { type: 'object', allOf: [schema] } : schema),
  (schema) => ({ ...schema, deprecated: true, description: 'Another text', 'x-internal': 1 }),
  (schema) => (typeof schema['type'] === 'string' ? { ...schema, type: [schema['type']] } : schema),
  (schema) => (Array.isArray(schema['enum']) ? { ...schema, enum: schema['enum'].toReversed() } : schema),
  (schema) => (isEnum(schema) ? { oneOf: listAt(schema, 'enum').map((value) => ({ const: value })) } : schema),
  (schema) => (isEnum(schema) ? { anyOf: [schema, { enum: listAt(schema, 'enum').slice(1) }] } : schema),
  (schema) => ('required' in schema ? { ...schema, required: listAt(schema, 'required').toReversed() } : schema),
  (schema) => (isOpen(schema) ? { ...schema, additionalProperties: true, minProperties: 0 } : schema),
  (schema) => (isOpen(schema) ? halves(schema) : schema),
  (schema) => (isNullable(schema) ? { anyOf: [{ type: 'null' }, withoutNull(schema)] } : schema),
];

/** The same description with every schema written in ways that are drawn. */
export const rewritten = (loaded: LoadedDocument): fc.Arbitrary<LoadedDocument> =>
  choices.map((next) => {
    const write = (schema: unknown): unknown => {
      if (!isObject(schema)) return schema;
      const inner = mapParts(schema, write);
      const rewrite = rewrites[next(rewrites.length * 2)];
      return rewrite === undefined ? inner : rewrite(inner);
    };
    return { ...loaded, document: withDetours(mapSchemas(loaded.document, write), next) };
  });

/** The same with models inlined, moved into components or renamed: only names are new. */
export const renamed = (loaded: LoadedDocument): fc.Arbitrary<LoadedDocument> =>
  choices.map((next) => {
    const models = objectAt(objectAt(loaded.document, 'components'), 'schemas');
    const added: Record<string, unknown> = {};
    const write = (schema: unknown): unknown => {
      if (!isObject(schema)) return schema;
      const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
      if (name !== undefined) return next(3) === 0 ? write(models[name]) : schema;
      const inner = mapParts(schema, write);
      if (next(4) > 0) return inner;
      const moved = `Moved${Object.keys(added).length}`;
      added[moved] = inner;
      return { $ref: `#/components/schemas/${moved}` };
    };
    const document = mapSchemas(loaded.document, write);
    const components = objectAt(document, 'components');
    const whole = {
      ...document,
      components: { ...components, schemas: { ...objectAt(components, 'schemas'), ...added } },
    };
    const names = Object.keys(models).filter(() => next(4) === 0);
    return { ...loaded, document: names.reduce<JsonObject>(withNewName, whole) };
  });

/** Numbers below the bound, one after the other. */
const choices = fc
  .infiniteStream(fc.nat({ max: 2 ** 30 }))
  .map((numbers) => (bound: number) => Number(numbers.next().value) % bound);

function isEnum(schema: Schema): boolean {
  return listAt(schema, 'enum').length > 1 && Object.keys(schema).every((key) => key === 'enum' || key === 'type');
}

function isOpen(schema: Schema): boolean {
  return schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema);
}

function isNullable(schema: Schema): boolean {
  return Array.isArray(schema['type']) && schema['type'].length > 1 && schema['type'].includes('null');
}

function withoutNull(schema: Schema): Schema {
  return { ...schema, type: listAt(schema, 'type').filter((type) => type !== 'null') };
}

function halves(schema: Schema): Schema {
  const members = Object.entries(objectAt(schema, 'properties'));
  const half = (from: number, to?: number): Schema => ({
    type: 'object',
    properties: Object.fromEntries(members.slice(from, to)),
  });
  const middle = Math.floor(members.length / 2);
  const { properties: _properties, ...rest } = schema;
  return { ...rest, allOf: [half(0, middle), half(middle)] };
}

function mapParts(schema: Schema, write: (part: unknown) => unknown): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties' && isObject(value)) return [key, mapValues(value, write)];
      if (key === 'items' || (key === 'additionalProperties' && isObject(value))) return [key, write(value)];
      return [key, value];
    }),
  );
}

function mapValues(members: JsonObject, write: (part: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, part]) => [name, write(part)]));
}

/** Every body and every model. */
function mapSchemas(document: JsonObject, write: (schema: unknown) => unknown): JsonObject {
  const inContent = (value: unknown): unknown =>
    isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, member]) => [key, key === 'schema' ? write(member) : inContent(member)]),
        )
      : value;
  const components = objectAt(document, 'components');
  return {
    ...document,
    paths: inContent(objectAt(document, 'paths')),
    components: { ...components, schemas: mapValues(objectAt(components, 'schemas'), write) },
  };
}

/** Paths behind a prefix, bodies and answers in components, parameters of content types. */
function withDetours(document: JsonObject, next: (bound: number) => number): JsonObject {
  const added: Record<string, Record<string, unknown>> = { requestBodies: {}, responses: {}, pathItems: {} };
  const moved = (kind: string, value: unknown): unknown => {
    const kept = added[kind];
    if (kept === undefined || value === undefined || next(2) === 0) return value;
    const name = `${kind}${Object.keys(kept).length}`;
    kept[name] = withContentType(value, next);
    return { $ref: `#/components/${kind}/${name}` };
  };
  const prefix = ['', '/api', '/api/v1'][next(3)] ?? '';
  // A prefix stands in the paths or in the address of the server.
  const inServer = prefix === '/api/v1';
  const paths = Object.entries(objectAt(document, 'paths')).map(([path, item]): [string, unknown] => {
    const post = objectAt(item, 'post');
    const responses = mapValues(objectAt(post, 'responses'), (response) => moved('responses', response));
    const body = 'requestBody' in post ? { requestBody: moved('requestBodies', post['requestBody']) } : {};
    return [
      inServer ? path.replace('/v1', '') : prefix + path,
      moved('pathItems', { post: { ...post, ...body, responses } }),
    ];
  });
  const components = { ...objectAt(document, 'components'), ...added };
  const servers = inServer ? { servers: [{ url: 'https://example.com/api/v1/' }] } : {};
  return { ...document, ...servers, paths: Object.fromEntries(paths), components };
}

function withContentType(value: unknown, next: (bound: number) => number): unknown {
  const content = objectAt(value, 'content');
  const [body] = Object.values(content);
  const types = ['application/json; charset=utf-8', 'Application/JSON', '*/*', 'application/vnd.airbyte+json'];
  return body === undefined || !isObject(value) ? value : { ...value, content: { [types[next(4)] ?? '']: body } };
}

function withNewName(document: JsonObject, name: string): JsonObject {
  const text = JSON.stringify(document)
    .replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${name}2"`)
    .replaceAll(`"${name}":`, `"${name}2":`);
  return JSON.parse(text) as JsonObject; // a document before and after
}
