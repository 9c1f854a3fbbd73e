/** The part that the eight operations reach, as a document of its own: OpenAPI 3.1 and a JSON Schema bundle. */
import { isObject, objectAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { reachablePart } from './reachable-part.ts';
import type { LoadedDocument } from './load-document.ts';
import { normalDocument } from './normal-document.ts';
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
  const { document } = normalDocument(loaded);
  if (Object.keys(objectAt(document, 'paths')).length === 0)
    throw new TypeError(`Cannot export description ${loaded.source}: it has none of the eight web backend operations`);
  const openapi = form === 'repaired' ? repairDocument(document).document : document;
  return { openapi, ...bundle(openapi) };
}

function bundle(document: JsonObject): Pick<Exported, 'jsonSchema' | 'bodies'> {
  const bodies: Record<string, unknown> = {};
  for (const { id, request, responses } of reachablePart(document).operations) {
    if (request !== undefined) bodies[`${id}Request`] = request.schema;
    for (const [status, response] of Object.entries(responses))
      if (response !== undefined) bodies[`${id}${status[0]?.toUpperCase() ?? ''}${status.slice(1)}`] = response.schema;
  }
  return {
    jsonSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:airlock:airbyte-web-backend',
      $defs: inDefinitions({ ...objectAt(objectAt(document, 'components'), 'schemas'), ...bodies }),
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
