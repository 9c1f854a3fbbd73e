/** What conforming servers accept or refuse as they like. */
import type { JSONSchema } from 'json-schema-to-ts';
import { tokensOf } from '../../src/json/pointer.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { permittedCatalogs } from './permitted/catalogs.ts';
import { newerMembers } from './permitted/newer-members.ts';
import {
  permittedIdsOnCreate,
  permittedIdsOnRead,
  permittedIdsOnUpdate,
  permittedOperations,
} from './permitted/references.ts';
import { permittedSchedules, permittedSchedulesOnCreate } from './permitted/schedules.ts';
import { permittedStreamSchemas } from './permitted/stream-schemas.ts';
import { permittedTexts } from './permitted/texts.ts';
import type { SemanticRule } from './semantic-rule.ts';

const onWrite = [
  ...permittedTexts,
  ...permittedSchedules,
  ...permittedCatalogs,
  ...permittedStreamSchemas,
  ...permittedOperations,
];

const byOperation: Readonly<Record<string, readonly SemanticRule[]>> = {
  webBackendCreateConnection: [...permittedSchedulesOnCreate, ...onWrite, ...permittedIdsOnCreate],
  webBackendUpdateConnection: [...onWrite, ...permittedIdsOnUpdate],
  ...permittedIdsOnRead,
};

/** Those about members that the request of the release has; of May 2023 unless told otherwise. */
export function permittedInputs(operation: OperationId, request?: JSONSchema): readonly SemanticRule[] {
  const declared = typeof request === 'object' ? request.properties : undefined;
  return [...(byOperation[operation] ?? []), ...newerMembers(operation, request)].filter(
    ([, pointer]) => declared === undefined || Object.hasOwn(declared, tokensOf(pointer)[0] ?? ''),
  );
}
