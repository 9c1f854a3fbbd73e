/** The schemas of any release as the source for fuzz, verify and load. */
import type { JsonObject } from '../json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { Description } from '../../schemas/description.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { factsOf } from '../../schemas/releases.ts';
import type { RepairId } from '../../schemas/repairs.ts';
import { validatorFor } from '../validation/validator.ts';
import { reachablePart } from './reachable-part.ts';
import { withKnownNames } from './known-models.ts';
import { loadDocument } from './load-document.ts';
import type { LoadedDocument, LoadOptions } from './load-document.ts';
import { normalDocument } from './normal-document.ts';
import { plainSchemas } from './plain-schema.ts';
import { repairDocument } from './repair-document.ts';

/** A description with what happened on the way from the document to it. */
export interface LoadedDescription extends Description {
  readonly source: string;
  /** The eight operations as an OpenAPI document in normal form, repaired where our repairs apply. */
  readonly document: JsonObject;
  /** Operations of the table that the release lacks: nothing is sent to them. */
  readonly missing: readonly string[];
  /** Paths beside the eight that Airlock does not test. */
  readonly siblings: readonly string[];
  readonly repairs: readonly RepairId[];
  /** Ids of facts (`schemas/releases.ts`) that the description shows to hold for the release. */
  readonly facts: readonly string[];
}

/**
 * Loads a file or an address and repairs it where our repairs apply.
 * @throws {TypeError} for what is no description of these operations.
 * @throws {TargetUnusableError} for an address that does not answer.
 */
export async function loadDescription(source: string, options: LoadOptions = {}): Promise<LoadedDescription> {
  return descriptionOf(await loadDocument(source, options));
}

/** The description of a document at hand; `form: 'published'` leaves the repairs out. @throws {TypeError} */
export function descriptionOf(loaded: LoadedDocument, form: 'repaired' | 'published' = 'repaired'): LoadedDescription {
  const { missing, siblings } = reachablePart(loaded.document);
  const normal = normalDocument(loaded);
  const { document, applied } =
    form === 'repaired' ? repairDocument(normal.document) : { document: normal.document, applied: [] };
  const reachable = reachablePart(document);
  const published = new Map(reachablePart(normal.document).operations.map((operation) => [operation.id, operation]));
  if (reachable.operations.length === 0)
    throw new TypeError(`Cannot use description ${loaded.source}: it has none of the eight web backend operations`);
  const plain = plainSchemas(document, normal.version);
  const described = reachable.operations.map((operation): readonly [string, Operation] => {
    const { label, method, path, writes } = operations[operation.id];
    return [
      operation.id,
      {
        id: operation.id,
        label,
        method,
        path,
        // As published: Airlock always sends the body and accepts either answer to a request without one.
        body: published.get(operation.id)?.body ?? operation.body,
        writes,
        ...(operation.request === undefined ? {} : { request: plain.schemaOf(operation.request.schema) }),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, response]) => [
            status,
            plain.schemaOf(response?.schema ?? {}),
          ]),
        ),
        published: Object.keys(published.get(operation.id)?.responses ?? {}).map(numbered),
      },
    ];
  });
  for (const [id, operation] of described) assertCompiles(operation, `Cannot use description ${loaded.source}: ${id}`);
  const models: Record<string, JSONSchema> = {};
  for (const model of reachable.models.values()) models[model.name] = plain.schemaOf({ $ref: `#${model.pointer}` });
  return {
    name: loaded.source,
    source: loaded.source,
    document,
    operations: Object.fromEntries(described),
    models,
    missing,
    siblings,
    repairs: applied,
    facts: factsOf(withKnownNames(document)).map(({ id }) => id),
  };
}

function numbered(status: string): string | number {
  return /^\d+$/.test(status) ? Number(status) : status;
}

/** Whoever takes the description validates with it, and must not meet a broken schema half-way. */
function assertCompiles({ request, responses }: Operation, subject: string): void {
  const bodies = [
    ['request', request],
    ...Object.entries(responses).map(([status, schema]) => [`answer ${status}`, schema] as const),
  ] as const;
  for (const [body, schema] of bodies)
    try {
      if (schema !== undefined) validatorFor(schema);
    } catch (error) {
      const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw new TypeError(`${subject} has no valid schema for its ${body} (${line}); airlock spec check says more`, {
        cause: error,
      });
    }
}
