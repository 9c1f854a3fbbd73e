/**
 * `airlock-harness/schemas`: what the API says, as plain JSON Schema with the types that it implies, and what a body must
 * satisfy beyond its schema. Nothing here is read from a server.
 */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { models20 } from '../../schemas/airbyte-2.0/models.ts';
import { operations20 } from '../../schemas/airbyte-2.0/operations.ts';
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import type { OperationIdOf, ReleaseRequestOf, ReleaseResponseOf } from '../../schemas/built-in-releases.ts';
import { documentOf } from '../../schemas/description.ts';
import type { OpenApiDocument } from '../../schemas/description.ts';
import { models } from '../../schemas/models.ts';
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { brokenRules as brokenRulesOf } from '../../properties/model/domain-rules.ts';
import { validatorFor as compiled } from '../validation/validator.ts';
import type { Validator } from '../validation/validator.ts';
import { UsageError } from '../commands/usage-error.ts';
import { refuseUnlisted } from './refuse-unusable.ts';
import { releaseIds } from './settings.ts';
import type { ReleaseId } from './settings.ts';

export type { FromSchema, JSONSchema } from 'json-schema-to-ts';
export type { OpenApiDocument } from '../../schemas/description.ts';
export type { Operation, OperationId } from '../../schemas/operations.ts';
export type { OperationIdOf } from '../../schemas/built-in-releases.ts';
export type { Validator, Violation } from '../validation/validator.ts';
export { UsageError } from '../commands/usage-error.ts';
export { releaseIds } from './settings.ts';
export type { ReleaseId } from './settings.ts';

const byRelease = {
  '0.44': { operations, models },
  '2.0': { operations: operations20, models: models20 },
} as const satisfies Record<ReleaseId, object>;

/** The operations and the models of a release, each model a self-contained JSON Schema without references. */
export type Schemas<Release extends ReleaseId> = (typeof byRelease)[Release];

/** A model of a release as a type: `Model<'WebBackendConnectionRead', '2.0'>`. */
export type Model<
  Name extends keyof Schemas<Release>['models'],
  Release extends ReleaseId = '0.44',
> = Release extends ReleaseId ? TypeOf<Schemas<Release>['models'][Name & keyof Schemas<Release>['models']]> : never;

type TypeOf<Schema> = Schema extends JSONSchema ? FromSchema<Schema> : never;

/** The request body of an operation; `undefined` where it has none. */
export type RequestBody<
  Id extends OperationIdOf<Release>,
  Release extends ReleaseId = '0.44',
> = Release extends ReleaseId ? ReleaseRequestOf<Release, Id> : never;

/** The body of the 200 answer of an operation. */
export type ResponseBody<
  Id extends OperationIdOf<Release>,
  Release extends ReleaseId = '0.44',
> = Release extends ReleaseId ? ReleaseResponseOf<Release, Id> : never;

/** The schemas of a release, 0.44 unless told otherwise. @throws {UsageError} for one that is not built in. */
export function schemasOf<const Release extends ReleaseId = '0.44'>(release?: Release): Schemas<Release> {
  const chosen = release ?? '0.44';
  refuseUnlisted(chosen, releaseIds, 'release');
  return byRelease[chosen] as Schemas<Release>; // the default of the type is the default of the value
}

/** A release as an OpenAPI 3.1 document, with the repairs that `airlock spec` lists. @throws {UsageError} */
export function openApiDocumentOf(release: ReleaseId = '0.44'): OpenApiDocument {
  refuseUnlisted(release, releaseIds, 'release');
  return documentOf(builtInReleases[release].description);
}

/**
 * Compiles any JSON Schema (2020-12) once into a function that names every violation; no violation means that the value is valid.
 * @throws {UsageError} for what is not a schema.
 */
export function validatorFor(schema: JSONSchema): Validator {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null))
    throw new UsageError(`Cannot use schema ${String(schema)}: expected an object or a boolean`);
  try {
    return compiled(schema);
  } catch (error) {
    throw new UsageError(`Cannot use the schema: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether a value satisfies a schema, and so has its type. @throws {UsageError} for what is not a schema. */
// Constrained to JSONSchema, the compiler would work out the type of every schema there can be.
export function isValid<const Schema extends object>(schema: Schema, value: unknown): value is TypeOf<Schema> {
  return validatorFor(schema)(value).length === 0;
}

/**
 * Names every rule that a request body breaks, those that no schema expresses included: a schedule that does not fit its type, a cursor
 * that is no field, the same stream twice. None means that every conforming server accepts the body, where its ids exist.
 * @throws {UsageError} for an operation that the release does not have.
 */
export function brokenRules(
  operation: OperationId,
  body: unknown,
  { release = '0.44' }: { readonly release?: ReleaseId } = {},
): readonly string[] {
  const described = schemasOf(release).operations;
  refuseUnlisted(operation, Object.keys(described), 'operation');
  return brokenRulesOf(operation, body, described);
}
