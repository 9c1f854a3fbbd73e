/** Pinned by the compiler: `npm run types` fails when an inferred type changes. */
import { expectTypeOf, test } from 'vitest';
import type { WebBackendConnectionCreate, WebBackendConnectionRead } from '../../schemas/connection.ts';
import type { InvalidInputExceptionInfo, NotFoundKnownExceptionInfo } from '../../schemas/errors.ts';
import type { SourceId } from '../../schemas/identifiers.ts';
import type { ModelName } from '../../schemas/models.ts';
import type { OperationId, RequestOf, ResponseOf } from '../../schemas/operations.ts';
import type { ConnectionStateType } from '../../schemas/state.ts';
import type { AirbyteStream, AirbyteStreamConfiguration } from '../../schemas/stream.ts';

test('a stream is closed, spells jsonSchema and needs a name', () => {
  expectTypeOf<AirbyteStream>().toEqualTypeOf<{
    name: string;
    jsonSchema: { [x: string]: unknown };
    supportedSyncModes?: ('full_refresh' | 'incremental')[];
    sourceDefinedCursor?: boolean;
    defaultCursorField?: string[];
    sourceDefinedPrimaryKey?: string[][];
    namespace?: string;
  }>();
  expectTypeOf<'json_schema'>().not.toExtend<keyof AirbyteStream>();
});

test('a configuration names its modes by enum', () => {
  expectTypeOf<AirbyteStreamConfiguration['syncMode']>().toEqualTypeOf<'full_refresh' | 'incremental'>();
  expectTypeOf<AirbyteStreamConfiguration['destinationSyncMode']>().toEqualTypeOf<
    'append' | 'overwrite' | 'append_dedup'
  >();
  expectTypeOf<AirbyteStreamConfiguration['selected']>().toEqualTypeOf<boolean | undefined>();
});

test('a create needs source, destination and status, an update only the id', () => {
  expectTypeOf<{
    sourceId: string;
    destinationId: string;
    status: 'active' | 'inactive' | 'deprecated';
  }>().toExtend<WebBackendConnectionCreate>();
  expectTypeOf<{ sourceId: string; destinationId: string }>().not.toExtend<WebBackendConnectionCreate>();
  expectTypeOf<{ connectionId: string }>().toExtend<RequestOf<'webBackendUpdateConnection'>>();
});

test('a read has what the description requires, and the e-mail flag only perhaps', () => {
  expectTypeOf<WebBackendConnectionRead['schemaChange']>().toEqualTypeOf<'no_change' | 'non_breaking' | 'breaking'>();
  expectTypeOf<WebBackendConnectionRead['notifySchemaChangesByEmail']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<WebBackendConnectionRead['latestSyncJobCreatedAt']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<WebBackendConnectionRead['syncCatalog']['streams'][number]['stream']>().toEqualTypeOf<
    AirbyteStream | undefined
  >();
});

test('operations are typed by id and status', () => {
  expectTypeOf<OperationId>().toEqualTypeOf<
    | 'getStateType'
    | 'webBackendCheckUpdates'
    | 'webBackendCreateConnection'
    | 'webBackendGetConnection'
    | 'webBackendUpdateConnection'
    | 'webBackendListConnectionsForWorkspace'
    | 'webBackendGetWorkspaceState'
    | 'webBackendListGeographies'
  >();
  expectTypeOf<RequestOf<'webBackendCheckUpdates'>>().toEqualTypeOf<undefined>();
  expectTypeOf<ResponseOf<'getStateType'>>().toEqualTypeOf<ConnectionStateType>();
  expectTypeOf<ConnectionStateType>().toEqualTypeOf<'global' | 'stream' | 'legacy' | 'not_set'>();
  expectTypeOf<ResponseOf<'webBackendGetConnection', 404>>().toEqualTypeOf<NotFoundKnownExceptionInfo>();
  expectTypeOf<ResponseOf<'webBackendCreateConnection', 422>>().toEqualTypeOf<InvalidInputExceptionInfo>();
  expectTypeOf<RequestOf<'webBackendListConnectionsForWorkspace'>['sourceId']>().toEqualTypeOf<
    SourceId[] | undefined
  >();
});

test('model names are a closed union', () => {
  expectTypeOf<'AirbyteStream'>().toExtend<ModelName>();
  expectTypeOf<'WorkspaceIdRequestBody'>().not.toExtend<ModelName>();
});
