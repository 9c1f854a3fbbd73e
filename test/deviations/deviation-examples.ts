/** Test data: for each deviation a finding that it explains, as a released server produces it. */
import type { DeviationId } from '../../deviations/deviations.ts';
import type { Finding, Step } from '../../src/report/report.ts';

export const id = '00000000-0000-4000-8000-000000000000';
const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';
const get = 'webBackendGetConnection';
const list = 'webBackendListConnectionsForWorkspace';

export const crash = {
  message: 'Internal Server Error: something',
  exceptionClassName: 'java.lang.IllegalArgumentException',
};
/** What a server of October 2025 answers to any of them. */
const hidden = { errorId: '00000000-0000-4000-8000-000000000001' };
const nullPointer = { message: 'Internal Server Error: null', exceptionClassName: 'java.lang.NullPointerException' };

interface Parts extends Partial<Finding> {
  readonly check: string;
  readonly steps: readonly Step[];
  /** What the last request was made to break. */
  readonly broken?: { readonly keyword: string; readonly pointer: string; readonly description?: string };
}

export function finding({ broken, ...parts }: Parts): Finding {
  const operation = parts.operation ?? parts.steps.at(-1)?.operation ?? '';
  return {
    id: '00000000',
    signature: `${parts.check} ${operation}`,
    title: 'An example',
    severity: 'high',
    status: 'new',
    reproduction: 'confirmed',
    curl: [],
    replay: '',
    case: {
      steps: parts.steps.map((step, index) => ({
        operation: step.operation,
        intent:
          broken !== undefined && index === parts.steps.length - 1
            ? { kind: 'invalid', label: { kind: 'semantic', description: '', ...broken } }
            : { kind: 'valid' },
      })),
    },
    ...parts,
    operation,
  };
}

export function step(operation: string, request: unknown, status: number, body: unknown): Step {
  return { operation, request, response: { status, body } };
}

const stream = (more: object = {}, config: object = {}): object => ({
  stream: { name: 'users', jsonSchema: {}, ...more },
  config: { selected: true, syncMode: 'full_refresh', destinationSyncMode: 'append', ...config },
});
const catalog = (...streams: readonly object[]): object => ({ syncCatalog: { streams } });
const crashed = (operation: string, request: object, keyword: string, pointer: string, body: object = crash): Finding =>
  finding({ check: 'no-server-error', broken: { keyword, pointer }, steps: [step(operation, request, 500, body)] });

export const examples: Readonly<Record<DeviationId, Finding>> = {
  'stream-schema-not-required': finding({
    check: 'invalid-rejected',
    pointer: '/syncCatalog/streams/0/stream/jsonSchema',
    broken: { keyword: 'required', pointer: '/syncCatalog/streams/0/stream/jsonSchema' },
    steps: [step(update, { connectionId: id, ...catalog({ stream: { name: 'users' }, config: {} }) }, 200, {})],
  }),
  'required-not-enforced': finding({
    check: 'invalid-rejected',
    pointer: '/workspaceId',
    broken: { keyword: 'required', pointer: '/workspaceId' },
    steps: [step(list, {}, 200, { connections: [] })],
  }),
  'missing-id-is-500': finding({ check: 'no-server-error', steps: [step(get, { connectionId: null }, 500, crash)] }),
  'missing-id-of-read-is-500': finding({ check: 'no-server-error', steps: [step(list, {}, 500, hidden)] }),
  'null-dereferenced': crashed(create, { status: 'inactive' }, 'required', '/sourceId', nullPointer),
  'incomplete-stream-is-500': crashed(
    create,
    catalog(stream({}, { syncMode: undefined })),
    'required',
    '/syncCatalog/streams/0/config/syncMode',
    hidden,
  ),
  'incomplete-write-read-back': finding({
    check: 'response-schema',
    pointer: '/syncCatalog/streams/0/config/syncMode',
    broken: { keyword: 'required', pointer: '/syncCatalog/streams/0/config/syncMode' },
    steps: [
      step(
        update,
        { connectionId: id, ...catalog({ stream: { name: 'users' }, config: { selected: true } }) },
        200,
        catalog({ stream: { name: 'users' }, config: { selected: true } }),
      ),
    ],
  }),
  'parameter-bound-by-name': finding({
    check: 'no-server-error',
    operation: 'transport',
    steps: [{ operation: 'transport', response: { status: 500, body: nullPointer } }],
    case: { steps: [{ intent: { kind: 'transport', label: 'a member called like a parameter of the server' } }] },
  }),
  'fractions-cut-off': finding({
    check: 'kept-or-refused',
    pointer: '/scheduleData/basicSchedule/units',
    steps: [step(create, { scheduleType: 'basic', scheduleData: { basicSchedule: { units: 1.5 } } }, 200, {})],
  }),
  'units-of-64-bits': finding({
    check: 'kept-or-refused',
    pointer: '/scheduleData/basicSchedule/units',
    steps: [step(create, { scheduleType: 'basic', scheduleData: { basicSchedule: { units: 1e30 } } }, 200, {})],
  }),
  'schema-integers-of-64-bits': finding({
    check: 'no-server-error',
    broken: {
      keyword: 'json-schema',
      pointer: '/syncCatalog/streams/0/stream/jsonSchema',
      description: 'an integer beyond 64 bits in a field',
    },
    steps: [step(create, {}, 500, { message: 'Internal Server Error: For input string: "18446744073709551617"' })],
  }),
  'dbt-cloud-ids-of-32-bits': finding({
    check: 'no-server-error',
    steps: [
      step(
        create,
        {
          operations: [
            {
              operatorConfiguration: {
                operatorType: 'webhook',
                webhook: { dbtCloud: { accountId: 3_000_000_000, jobId: 1 } },
              },
            },
          ],
        },
        500,
        { ...crash, message: 'Internal Server Error: Unexpected webhook operator config' },
      ),
    ],
  }),
  'create-without-status': finding({
    check: 'list-membership',
    steps: [step(create, { sourceId: id }, 200, { connectionId: id }), step(list, {}, 200, { connections: [] })],
  }),
  'schedule-precondition-is-500': crashed(
    update,
    { connectionId: id, schedule: { units: 24, timeUnit: 'hours' } },
    'schedule',
    '/schedule',
  ),
  'operations-replaced-by-refused-update': finding({
    check: 'rejected-write-changes-nothing',
    pointer: '/operations/0',
    steps: [
      step(update, { connectionId: id, operations: [], scheduleType: 'basic' }, 500, crash),
      step(get, { connectionId: id }, 200, { connectionId: id, operations: [] }),
    ],
  }),
  'field-selection-is-500': crashed(
    update,
    {
      connectionId: id,
      ...catalog(stream({}, { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['a', 'b'] }] })),
    },
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
  ),
  'field-selection-dereferenced': crashed(
    create,
    catalog(stream({}, { fieldSelectionEnabled: true, selectedFields: [], syncMode: 'incremental' })),
    'reference',
    '/syncCatalog/streams/0/config/cursorField',
  ),
  'long-text-is-500': crashed(create, { name: 'n'.repeat(257) }, 'length', '/name'),
  'nul-is-500': crashed(update, { connectionId: id, prefix: 'a\u0000b' }, 'nul', '/prefix'),
  'foreign-workspace-is-500': crashed(create, { destinationId: id }, 'foreign-workspace', '/destinationId'),
  'foreign-catalog-accepted': finding({
    check: 'invalid-rejected',
    operation: create,
    pointer: '/sourceCatalogId',
    broken: { keyword: 'foreign-workspace', pointer: '/sourceCatalogId' },
    steps: [step(create, { sourceCatalogId: id }, 200, { connectionId: id })],
  }),
  'unknown-catalog-is-500': crashed(create, { sourceCatalogId: id }, 'unknown-id', '/sourceCatalogId'),
  'duplicate-streams-accepted': finding({
    check: 'invalid-rejected',
    pointer: '/syncCatalog/streams/1',
    broken: { keyword: 'duplicate-stream', pointer: '/syncCatalog/streams/1' },
    steps: [step(create, catalog(stream(), stream()), 200, { connectionId: id })],
  }),
  'duplicate-streams-are-500': crashed(
    create,
    catalog(stream(), stream()),
    'duplicate-stream',
    '/syncCatalog/streams/1',
  ),
  'nameless-stream-breaks-workspace': finding({
    check: 'no-server-error',
    steps: [
      step(create, catalog(stream({ name: undefined })), 500, crash),
      step(list, { workspaceId: id }, 500, crash),
    ],
  }),
  'webhook-address-breaks-reads': finding({
    check: 'no-server-error',
    steps: [
      step(
        update,
        {
          connectionId: id,
          operations: [{ operatorConfiguration: { operatorType: 'webhook', webhook: { executionUrl: 'https://x/' } } }],
        },
        200,
        {},
      ),
      step(get, { connectionId: id }, 500, crash),
    ],
  }),
  'boolean-schema-breaks-update': finding({
    check: 'no-server-error',
    steps: [
      step(update, { connectionId: id, ...catalog(stream({ jsonSchema: { properties: { id: true } } })) }, 500, crash),
    ],
  }),
  'notification-flags-shared': finding({
    check: 'isolation',
    pointer: '/notifySchemaChanges',
    steps: [
      step(update, { connectionId: id, notifySchemaChanges: true }, 200, {}),
      step(get, { connectionId: id }, 200, { notifySchemaChanges: true }),
    ],
  }),
  'email-flag-follows-webhook-flag': finding({
    check: 'patch-frame',
    pointer: '/notifySchemaChangesByEmail',
    steps: [
      step(update, { connectionId: id, notifySchemaChangesByEmail: false }, 200, { notifySchemaChangesByEmail: true }),
    ],
  }),
  'last-writer-wins': finding({
    check: 'lost-update',
    pointer: '/prefix',
    steps: [
      step(create, { prefix: '' }, 200, { connectionId: id, prefix: '' }),
      { ...step(update, { connectionId: id, prefix: 'a' }, 200, {}), interleaving: { group: 1, sent: 1, answered: 2 } },
      { ...step(update, { connectionId: id, name: 'b' }, 200, {}), interleaving: { group: 1, sent: 2, answered: 1 } },
      step(get, { connectionId: id }, 200, { connectionId: id, prefix: '' }),
    ],
  }),
  'operations-written-apart': finding({
    check: 'read-is-written-state',
    operation: get,
    pointer: '/operations',
    steps: [
      step(create, { operations: [{ name: 'a' }] }, 200, { connectionId: id, operations: [{ name: 'a' }] }),
      {
        ...step(update, { connectionId: id, operations: [{ name: 'b' }] }, 200, {}),
        interleaving: { group: 1, sent: 1, answered: 2 },
      },
      {
        ...step(get, { connectionId: id }, 200, { connectionId: id, operations: [] }),
        interleaving: { group: 1, sent: 2, answered: 1 },
      },
    ],
  }),
  'stack-traces-in-errors': finding({
    check: 'no-leak',
    title: 'webBackendGetConnection answered 404 with a stack trace in it',
    steps: [
      step(get, { connectionId: id }, 404, {
        message: 'Internal Server Error: Could not find configuration for STANDARD_SYNC: x.',
        exceptionClassName: 'io.airbyte.commons.server.errors.IdNotFoundKnownException',
        exceptionStack: ['\tat io.airbyte.server.apis.ApiHelper.execute(ApiHelper.java:28)'],
      }),
    ],
  }),
  'no-validation-errors': finding({
    check: 'strict-error-body',
    steps: [step(create, {}, 422, { message: 'The provided configuration does not fulfill the specification.' })],
  }),
  'refresh-of-deprecated-lacks-status': finding({
    check: 'response-schema',
    pointer: '/status',
    steps: [
      step(update, { connectionId: id, status: 'deprecated' }, 200, {}),
      step(get, { connectionId: id, withRefreshedCatalog: true }, 200, { connectionId: id }),
    ],
  }),
  'failed-discovery-is-500': finding({
    check: 'no-server-error',
    steps: [step(get, { connectionId: id, withRefreshedCatalog: true }, 500, crash)],
  }),
  'newer-stream-members': finding({
    check: 'response-schema',
    pointer: '/syncCatalog/streams/3/stream/isResumable',
    steps: [step(get, { connectionId: id }, 200, catalog(stream({ isResumable: true })))],
  }),
  'newer-enum-values': finding({
    check: 'response-schema',
    pointer: '/nonBreakingChangesPreference',
    steps: [step(get, { connectionId: id }, 200, { nonBreakingChangesPreference: 'propagate_fully' })],
  }),
  'update-stream-is-object': finding({
    check: 'response-schema',
    pointer: '/catalogDiff/transforms/0/updateStream',
    steps: [
      step(get, { connectionId: id, withRefreshedCatalog: true }, 200, {
        catalogDiff: { transforms: [{ updateStream: { fieldTransforms: [], streamAttributeTransforms: [] } }] },
      }),
    ],
  }),
  'operator-blocks-dropped': finding({
    check: 'operations-as-set',
    pointer: '/operations',
    steps: [
      step(
        update,
        {
          connectionId: id,
          operations: [
            { operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } } },
          ],
        },
        200,
        { operations: [{ operatorConfiguration: { operatorType: 'normalization' } }] },
      ),
    ],
  }),
  'cron-limited': finding({
    check: 'valid-accepted',
    steps: [
      step(
        create,
        { scheduleType: 'cron', scheduleData: { cron: { cronExpression: '*/15 0 * * * ?', cronTimeZone: 'UTC' } } },
        400,
        { title: 'x' },
      ),
    ],
  }),
  'minutes-limited': finding({
    check: 'valid-accepted',
    steps: [
      step(
        create,
        { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'minutes', units: 30 } } },
        400,
        { title: 'x' },
      ),
    ],
  }),
  'geographies-gone': finding({
    check: 'declared-status',
    steps: [step('webBackendListGeographies', undefined, 404, 'Object not found.')],
  }),
  'geography-dropped': finding({
    check: 'patch-frame',
    pointer: '/geography',
    steps: [step(update, { connectionId: id, geography: 'eu' }, 200, { connectionId: id })],
  }),
  'list-paged': finding({
    check: 'list-membership',
    steps: [
      step(list, { workspaceId: id }, 200, { connections: Array.from({ length: 20 }, () => ({})), page_size: 20 }),
    ],
  }),
  'error-id-instead-of-message': finding({
    check: 'response-schema',
    pointer: '/message',
    steps: [step(get, { connectionId: id }, 404, { errorId: id })],
  }),
  'database-refusal-is-409': finding({
    check: 'declared-status',
    steps: [
      step(create, { name: 'n'.repeat(257) }, 409, {
        message: 'Failed to access database. Check the server logs for more information',
        exceptionStack: [],
        errorId: id,
      }),
    ],
  }),
  'paused-filter-is-500': finding({
    check: 'no-server-error',
    steps: [step(list, { workspaceId: id, filters: { statuses: ['healthy', 'paused'] } }, 500, hidden)],
  }),
  'null-tags-are-500': crashed(create, { tags: null }, 'type', '/tags', hidden),
  'null-streams-are-500': crashed(update, { syncCatalog: { streams: null } }, 'type', '/syncCatalog/streams', hidden),
  'unanswered-id': finding({
    check: 'no-server-error',
    steps: [{ operation: get, request: { connectionId: ` ${id}` }, error: 'timeout: no answer within 10 s' }],
  }),
  'list-of-one-taken': finding({
    check: 'invalid-rejected',
    broken: { keyword: 'type', pointer: '' },
    steps: [step(get, [{ connectionId: id }], 200, { connectionId: id })],
  }),
  'field-selection-unchecked': finding({
    check: 'invalid-rejected',
    pointer: '/syncCatalog/streams/0/config/selectedFields',
    broken: {
      keyword: 'field-selection',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
      description: 'field selection without fields',
    },
    steps: [step(create, catalog(stream({}, { fieldSelectionEnabled: true })), 200, { connectionId: id })],
  }),
  'dataplane-group-not-shown': finding({
    check: 'create-equals-get',
    pointer: '/dataplaneGroupId',
    steps: [step(create, { dataplaneGroupId: id }, 200, { connectionId: id })],
  }),
  'unknown-tags-dropped': finding({
    check: 'kept-or-refused',
    pointer: '/tags',
    steps: [step(create, { tags: [{ tagId: id }] }, 200, { connectionId: id, tags: [] })],
  }),
  'pages-by-last-sync-lose-rows': finding({
    check: 'list-pages',
    pointer: '/connections',
    steps: [step(list, { workspaceId: id, sortKey: 'lastSync_asc', pageSize: 1000 }, 200, { connections: [] })],
  }),
  'backfill-preference-needs-another': finding({
    check: 'create-equals-get',
    pointer: '/backfillPreference',
    steps: [step(create, { backfillPreference: 'enabled' }, 200, { connectionId: id, backfillPreference: 'disabled' })],
  }),
  'email-flag-of-create-dropped': finding({
    check: 'create-equals-get',
    pointer: '/notifySchemaChangesByEmail',
    steps: [
      step(create, { notifySchemaChangesByEmail: true }, 200, { connectionId: id, notifySchemaChangesByEmail: false }),
    ],
  }),
};
