/** A description in one way of writing it: the eight operations and their models as OpenAPI 3.1, without detours. */
import { objectAt, textAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { reachablePart, modelsNamedIn } from './reachable-part.ts';
import type { ReachablePart, Place } from './reachable-part.ts';
import type { LoadedDocument } from './load-document.ts';
import { normalSchemas } from './normal-schemas.ts';
import type { NormalSchemas } from './normal-schemas.ts';
import { resolve } from './references.ts';

/**
 * Paths without a prefix, no reference but to models, bodies as `application/json`, schemas in normal form
 * (`normal-schemas.ts`). Texts and examples are kept. What the operations do not reach is left out.
 */
export function normalDocument({ document, source, version }: LoadedDocument): LoadedDocument {
  const reachable = reachablePart(document);
  const normal = normalSchemas(document, version);
  const info = objectAt(document, 'info');
  const paths = Object.fromEntries(
    reachable.operations.map((operation) => [
      operations[operation.id].path,
      { post: normalOperation(document, operation, normal) },
    ]),
  );
  const securitySchemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  return {
    source,
    version: '3.1',
    document: {
      openapi: '3.1.0',
      info: {
        title: textAt(info, 'title') ?? 'Airbyte web backend',
        version: textAt(info, 'version') ?? '1.0.0',
        ...('license' in info ? { license: info['license'] } : {}),
      },
      servers: [{ url: '/api' }],
      ...('security' in document ? { security: document['security'] } : {}),
      paths,
      components: {
        schemas: reachedModels(document, reachable, normal),
        ...(Object.keys(securitySchemes).length === 0 ? {} : { securitySchemes }),
      },
    },
  };
}

function normalOperation(
  document: JsonObject,
  { operation, body, request, responses }: ReachablePart['operations'][number],
  normal: NormalSchemas,
): JsonObject {
  return {
    operationId: operation['operationId'],
    ...(typeof operation['summary'] === 'string' ? { summary: operation['summary'] } : {}),
    ...(body === 'none'
      ? {}
      : { requestBody: { ...(body === 'required' ? { required: true } : {}), ...content(request, normal) } }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        /^\dXX$/i.test(status) ? status.toUpperCase() : status,
        {
          description: descriptionOf(document, objectAt(operation, 'responses')[status]),
          ...(response === undefined ? {} : content(response, normal)),
        },
      ]),
    ),
  };
}

function content(place: Place | undefined, normal: NormalSchemas): JsonObject {
  return { content: { 'application/json': { schema: normal.of(place?.schema) } } };
}

function descriptionOf(document: JsonObject, response: unknown): string {
  const end = resolve(document, response, '');
  return (end.kind === 'found' ? textAt(end.value, 'description') : undefined) ?? 'Answer';
}

/** What bodies refer to once they are in normal form, and what that refers to. */
function reachedModels(document: JsonObject, reachable: ReachablePart, normal: NormalSchemas): JsonObject {
  const models = objectAt(objectAt(document, 'components'), 'schemas');
  const reached = new Map<string, unknown>();
  const waiting = reachable.operations
    .flatMap(({ request, responses }) => [request, ...Object.values(responses)])
    .flatMap((place) => modelsNamedIn(normal.of(place?.schema)));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name) || !Object.hasOwn(models, name)) continue;
    const model = normal.of(models[name]);
    reached.set(name, model);
    waiting.push(...modelsNamedIn(model));
  }
  return Object.fromEntries([...reached].toSorted(([left], [right]) => left.localeCompare(right)));
}
