/** The closure of the eight operations as a document of its own: OpenAPI 3.1 and a JSON Schema bundle. */
import { closureOf } from './closure.ts';
import type { Closure } from './closure.ts';
import { isObject, listAt, objectAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import type { LoadedDocument } from './load-document.ts';
import { resolve } from './references.ts';
import { repairDocument } from './repair-document.ts';

export interface ExportOptions {
  /** Leaves the contradictions of the description in. */
  readonly form?: 'repaired' | 'published';
}

export interface Exported {
  readonly openapi: JsonObject;
  readonly jsonSchema: JsonObject;
  /** What the bundle defines beside the models: `getStateTypeRequest`, `getStateType200`, … */
  readonly bodies: readonly string[];
}

/** Only the eight operations and the models that they reach; examples and texts are kept. @throws {TypeError} */
export function exportDocument(loaded: LoadedDocument, { form = 'repaired' }: ExportOptions = {}): Exported {
  const document = form === 'repaired' ? repairDocument(loaded.document).document : loaded.document;
  const closure = closureOf(document);
  if (closure.operations.length === 0)
    throw new TypeError(`Cannot export description ${loaded.source}: it has none of the eight web backend operations`);
  const schemas = Object.fromEntries(
    [...closure.models.values()]
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .map(({ name, schema }) => [name, modern(schema)]),
  );
  return { openapi: openApi(document, closure, schemas), ...bundle(closure, schemas) };
}

function openApi(document: JsonObject, closure: Closure, schemas: JsonObject): JsonObject {
  const info = objectAt(document, 'info');
  const securitySchemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  return {
    openapi: '3.1.0',
    info: {
      title: textAt(info, 'title') ?? 'Airbyte web backend',
      version: textAt(info, 'version') ?? '1.0.0',
      ...('license' in info ? { license: info['license'] } : {}),
    },
    servers: [{ url: '/api' }],
    ...('security' in document ? { security: document['security'] } : {}),
    paths: Object.fromEntries(
      closure.operations.map(({ path, operation, request, body, responses }) => [
        path,
        {
          post: {
            operationId: operation['operationId'],
            ...(typeof operation['summary'] === 'string' ? { summary: operation['summary'] } : {}),
            ...(request === undefined
              ? {}
              : {
                  requestBody: {
                    required: body === 'required',
                    content: { 'application/json': { schema: modern(request.schema) } },
                  },
                }),
            responses: Object.fromEntries(
              Object.entries(responses).map(([status, response]) => [
                status,
                {
                  description: descriptionOf(document, objectAt(operation, 'responses')[status]),
                  ...(response === undefined
                    ? {}
                    : { content: { 'application/json': { schema: modern(response.schema) } } }),
                },
              ]),
            ),
          },
        },
      ]),
    ),
    components: {
      schemas,
      ...(Object.keys(securitySchemes).length === 0 ? {} : { securitySchemes }),
    },
  };
}

function descriptionOf(document: JsonObject, response: unknown): string {
  const end = resolve(document, response, '');
  return (end.kind === 'found' ? textAt(end.value, 'description') : undefined) ?? 'Answer';
}

function bundle(closure: Closure, schemas: JsonObject): Pick<Exported, 'jsonSchema' | 'bodies'> {
  const bodies: Record<string, unknown> = {};
  for (const { id, request, responses } of closure.operations) {
    if (request !== undefined) bodies[`${id}Request`] = modern(request.schema);
    for (const [status, response] of Object.entries(responses))
      if (response !== undefined)
        bodies[`${id}${status[0]?.toUpperCase() ?? ''}${status.slice(1)}`] = modern(response.schema);
  }
  return {
    jsonSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:airlock:airbyte-web-backend',
      $defs: inDefinitions({ ...schemas, ...bodies }),
    },
    bodies: Object.keys(bodies),
  };
}

/** References into `components` become references into `$defs`; what only OpenAPI knows goes. */
function inDefinitions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDefinitions);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (key === '$ref' && typeof member === 'string')
        return [[key, member.replace('#/components/schemas/', '#/$defs/')]];
      if (['discriminator', 'xml', 'externalDocs'].includes(key)) return [];
      return [[key, inDefinitions(member)]];
    }),
  );
}

const schemaMaps = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const schemaLists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const schemaMembers = new Set([
  'items',
  'additionalProperties',
  'not',
  'contains',
  'propertyNames',
  'if',
  'then',
  'else',
]);

/** A schema of 3.0 as 3.1 writes it, references kept; one of 3.1 is already so. */
function modern(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-') || key === 'nullable' || typeof value === 'undefined') continue;
    if (key === 'example') result['examples'] = [value, ...listAt(schema, 'examples')];
    else if (schemaMaps.has(key) && isObject(value))
      result[key] = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, modern(part)]));
    else if (schemaLists.has(key) && Array.isArray(value)) result[key] = value.map(modern);
    else if (schemaMembers.has(key)) result[key] = modern(value);
    else result[key] = value;
  }
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[flag] !== 'boolean') continue;
    delete result[flag];
    if (!schema[flag]) continue;
    result[flag] = result[bound];
    delete result[bound];
  }
  if (schema['nullable'] === true && typeof schema['type'] === 'string') {
    result['type'] = [schema['type'], 'null'];
    if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) result['enum'] = [...schema['enum'], null];
  }
  return result;
}
