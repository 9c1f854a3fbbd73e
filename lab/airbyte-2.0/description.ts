/** What `GET /v1/openapi` publishes: the operations that are emulated, and the models that they need. */
import { stringify } from 'yaml';
import type { JsonObject } from '../json-access.ts';
import { models } from './models.ts';
import type { JavaType, Model } from './models.ts';
import { answers } from './described-answers.ts';

/** YAML, as the server serves it. */
export function description(): string {
  const document = {
    openapi: '3.0.0',
    info: { title: 'Airbyte Configuration API', version: '1.0.0' },
    servers: [{ url: 'http://localhost:8000/api' }],
    paths: Object.fromEntries(operations.map((operation) => [operation.path, { post: described(operation) }])),
    components: { schemas: { ...requests(), ...answers }, responses },
    security: [{}],
  };
  // What occurs twice is written twice: no reader of descriptions expects anchors.
  return stringify(document, { aliasDuplicateObjects: false });
}

interface Described {
  readonly path: string;
  readonly id: string;
  readonly request?: keyof typeof models;
  readonly answer: string;
  readonly refusals?: readonly (404 | 422)[];
}

const webBackend = '/v1/web_backend';
const operations: readonly Described[] = [
  { path: `${webBackend}/check_updates`, id: 'webBackendCheckUpdates', answer: 'WebBackendCheckUpdatesRead' },
  {
    path: `${webBackend}/connections/list`,
    id: 'webBackendListConnectionsForWorkspace',
    request: 'webBackendConnectionListRequestBody',
    answer: 'WebBackendConnectionReadList',
    refusals: [404, 422],
  },
  {
    path: `${webBackend}/connections/status_counts`,
    id: 'webBackendGetConnectionStatusCounts',
    request: 'workspaceIdRequestBody',
    answer: 'WebBackendConnectionStatusCounts',
    refusals: [404, 422],
  },
  {
    path: `${webBackend}/connections/get`,
    id: 'webBackendGetConnection',
    request: 'webBackendConnectionRequestBody',
    answer: 'WebBackendConnectionRead',
    refusals: [404, 422],
  },
  {
    path: `${webBackend}/connections/create`,
    id: 'webBackendCreateConnection',
    request: 'webBackendConnectionCreate',
    answer: 'WebBackendConnectionRead',
    refusals: [422],
  },
  {
    path: `${webBackend}/connections/update`,
    id: 'webBackendUpdateConnection',
    request: 'webBackendConnectionUpdate',
    answer: 'WebBackendConnectionRead',
    refusals: [422],
  },
  {
    path: `${webBackend}/state/get_type`,
    id: 'getStateType',
    request: 'connectionIdRequestBody',
    answer: 'ConnectionStateType',
    refusals: [404, 422],
  },
  {
    path: `${webBackend}/workspace/state`,
    id: 'webBackendGetWorkspaceState',
    request: 'webBackendWorkspaceState',
    answer: 'WebBackendWorkspaceStateResult',
    refusals: [404, 422],
  },
];

const responses = {
  NotFoundResponse: { description: 'The object was not found.', ...content('NotFoundKnownExceptionInfo') },
  InvalidInputResponse: { description: 'The input is not valid.', ...content('InvalidInputExceptionInfo') },
};

function described({ id, request, answer, refusals = [] }: Described): JsonObject {
  const named = { 404: 'NotFoundResponse', 422: 'InvalidInputResponse' };
  return {
    tags: ['web_backend'],
    operationId: id,
    // One operation does not say that its body is required.
    ...(request === undefined
      ? {}
      : {
          requestBody: {
            ...content(models[request].name),
            ...(request === 'webBackendWorkspaceState' ? {} : { required: true }),
          },
        }),
    responses: {
      200: { description: 'Successful operation', ...content(answer) },
      ...Object.fromEntries(refusals.map((status) => [status, { $ref: `#/components/responses/${named[status]}` }])),
    },
  };
}

function content(schema: string): JsonObject {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } };
}

/** What the published models require; `json_schema` is a slip of theirs for `jsonSchema`. */
const required: Readonly<Record<string, readonly string[]>> = {
  ConnectionIdRequestBody: ['connectionId'],
  WorkspaceIdRequestBody: ['workspaceId'],
  WebBackendWorkspaceState: ['workspaceId'],
  WebBackendConnectionRequestBody: ['connectionId'],
  WebBackendConnectionListRequestBody: ['workspaceId'],
  WebBackendConnectionCreate: ['sourceId', 'destinationId', 'status'],
  WebBackendConnectionUpdate: ['connectionId'],
  WebBackendOperationCreateOrUpdate: ['name', 'operatorConfiguration', 'workspaceId'],
  OperationCreate: ['name', 'operatorConfiguration', 'workspaceId'],
  OperatorConfiguration: ['operatorType'],
  OperatorWebhookDbtCloud: ['accountId', 'jobId'],
  ConnectionSchedule: ['units', 'timeUnit'],
  ConnectionScheduleDataBasicSchedule: ['timeUnit', 'units'],
  ConnectionScheduleDataCron: ['cronExpression', 'cronTimeZone'],
  AirbyteCatalog: ['streams'],
  AirbyteStream: ['name', 'json_schema'],
  AirbyteStreamConfiguration: ['syncMode', 'destinationSyncMode'],
  ConfiguredStreamMapper: ['type', 'mapperConfiguration'],
  Tag: ['tagId', 'workspaceId', 'name', 'color'],
};
const closed = new Set(['AirbyteStream', 'AirbyteStreamConfiguration', 'AirbyteStreamAndConfiguration']);
/** Members of updates that may be null. */
const nullable = new Set(['WebBackendConnectionUpdate operations', 'WebBackendConnectionUpdate tags']);
/** Classes that are no models of their own in the description. */
const isInline = (name: string): boolean =>
  name.includes('$') || /^(OperatorWebhookDbtCloud|ConnectionScheduleData(Basic|Cron).*)$/.test(name);

function requests(): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const schemaOf = (type: JavaType): JsonObject => {
    switch (type.kind) {
      case 'uuid':
        return { type: 'string', format: 'uuid' };
      case 'long':
        return { type: 'integer', format: 'int64' };
      case 'json':
        return { type: 'object' };
      case 'list':
        return { type: 'array', items: schemaOf(type.items) };
      case 'enum':
        return named(type.name, () => ({ type: 'string', enum: type.values }));
      case 'model':
        return named(type.name, () => objectSchema(type));
      default:
        return { type: type.kind };
    }
  };
  const named = (name: string, schema: () => JsonObject): JsonObject => {
    if (isInline(name)) return schema();
    found[name] ??= schema();
    return { $ref: `#/components/schemas/${name}` };
  };
  const objectSchema = ({ name, members }: Model): JsonObject => ({
    type: 'object',
    ...(closed.has(name) ? { additionalProperties: false } : {}),
    ...(required[name] === undefined ? {} : { required: required[name] }),
    properties: Object.fromEntries(
      Object.entries(members).map(([key, type]) => [
        key,
        {
          ...schemaOf(type),
          ...(nullable.has(`${name} ${key}`) ? { nullable: true } : {}),
          // Published like this, although the type does not allow it.
          ...(key === 'namespaceFormat' ? { default: null } : {}),
        },
      ]),
    ),
  });
  for (const { request } of operations) if (request !== undefined) schemaOf(models[request]);
  return found;
}
