/** What conforming servers do differently, each to be switched on: none of it may ever be a finding. */
import type { JSONSchema } from 'json-schema-to-ts';
import { operations } from '../schemas/operations.ts';
import type { Operation } from '../schemas/operations.ts';
import type { BackendHooks, BackendAnswer, BackendCall } from '../src/backend/hooks.ts';
import { isSchema } from '../src/validation/is-schema.ts';
import { onSuccess, sends } from './fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf, without } from './json-access.ts';
import type { JsonObject } from './json-access.ts';
import { strictLatitudes } from './latitudes/strict-latitudes.ts';
import { notFound } from '../src/backend/refusal.ts';

export interface Latitude extends BackendHooks {
  readonly title: string;
}

const isRead = (body: JsonObject): boolean => body['syncCatalog'] !== undefined;
/** Changes every stream of a read. */
const eachStream = (change: (stream: JsonObject, config: JsonObject) => void): BackendHooks => ({
  answer: onSuccess((body) => {
    for (const entry of streamsOf(body)) change(objectOf(entry['stream']), objectOf(entry['config']));
  }),
});
const eachRead = (change: (read: JsonObject, call: BackendCall) => void): BackendHooks => ({
  answer: onSuccess((body, call) => {
    if (isRead(body)) change(body, call);
  }),
});
const eachRefusal = (change: (answer: BackendAnswer) => void): BackendHooks => ({
  answer: (answer) => {
    if (answer.status >= 400 && answer.status < 500) change(answer);
  },
});
const dropEmpty = (object: JsonObject, ...keys: readonly string[]): void => {
  for (const key of keys) {
    const value = object[key];
    if (value === '' || (Array.isArray(value) && value.length === 0)) delete object[key];
    if (isObject(value) && Object.keys(value).length === 0) delete object[key];
  }
};
const isSelective = (config: JsonObject): boolean => config['fieldSelectionEnabled'] === true;

const neutralAnswers = {
  getStateType: 'not_set',
  webBackendGetWorkspaceState: { hasConnections: false, hasSources: false, hasDestinations: false },
  webBackendListConnectionsForWorkspace: { connections: [] },
} as const;

export const latitudes = {
  ...strictLatitudes,
  'strangers-find-nothing': {
    title: 'Whoever must not see a workspace is told that it is not there',
    answer: (answer) => {
      if (answer.status !== 403) return;
      answer.status = 404;
      answer.body = { ...notFound('WORKSPACE', '').body };
    },
  },
  'strangers-get-nothing': {
    title: 'Whoever must not see a workspace gets the answer that one without anything gets',
    answer: (answer, call) => {
      if (answer.status !== 403 || !Object.hasOwn(neutralAnswers, call.operation)) return;
      answer.status = 200;
      answer.body = neutralAnswers[call.operation as keyof typeof neutralAnswers]; // one of its keys
    },
  },
  'content-type-optional': { title: 'A body without a content type is read as JSON', takesUntyped: true },
  'ids-as-sent': {
    title: 'Ids come back as they were sent, capitals included',
    answer: onSuccess((body, call) => {
      for (const key of ['connectionId', 'sourceId', 'destinationId']) {
        const sent = textOf(objectOf(call.body)[key]);
        if (sent !== '' && textOf(body[key]) === sent.toLowerCase()) body[key] = sent;
      }
    }),
  },
  'aliases-omitted': {
    title: 'Streams come back without aliases and suggestions',
    ...eachStream((_stream, config) => {
      delete config['aliasName'];
      delete config['suggested'];
    }),
  },
  'selection-flag-omitted': {
    title: 'fieldSelectionEnabled is left out where it is off',
    ...eachStream((_stream, config) => {
      if (!isSelective(config)) delete config['fieldSelectionEnabled'];
    }),
  },
  'source-flag-omitted': {
    title: 'sourceDefinedCursor is left out where it is false',
    ...eachStream((stream) => {
      if (stream['sourceDefinedCursor'] === false) delete stream['sourceDefinedCursor'];
    }),
  },
  'names-defaulted-otherwise': {
    title: 'A connection that is created without a name gets one of the server’s own',
    receive(call) {
      if (call.operation === 'webBackendCreateConnection' && isObject(call.body) && !sends(call, 'name'))
        call.body = { ...call.body, name: 'A connection' };
    },
  },
  'requirements-by-default': {
    title:
      'A connection that is created without resource requirements gets those of the server, which others may have been sent',
    receive(call) {
      if (
        call.operation === 'webBackendCreateConnection' &&
        isObject(call.body) &&
        !sends(call, 'resourceRequirements')
      )
        call.body = { ...call.body, resourceRequirements: { memory_limit: '1Gi' } };
    },
  },
  'deprecated-stays-so': {
    title: 'An update leaves the status of a deprecated connection as it is',
    receive(call, { store }) {
      const body = objectOf(call.body);
      const stored = store.connections.get(textOf(body['connectionId']).toLowerCase());
      const isStatus = ['active', 'inactive'].includes(textOf(body['status']));
      if (call.operation === 'webBackendUpdateConnection' && stored?.status === 'deprecated' && isStatus)
        call.body = without(body, 'status');
    },
  },
  'empty-lists-omitted': {
    title: 'Cursor and key are left out where they are empty',
    ...eachStream((stream, config) => {
      dropEmpty(stream, 'defaultCursorField', 'sourceDefinedPrimaryKey');
      dropEmpty(config, 'cursorField', 'primaryKey');
    }),
  },
  'empty-texts-omitted': {
    title: 'An empty prefix or format, and empty requirements, read as if never set',
    ...eachRead((read) => dropEmpty(read, 'prefix', 'namespaceFormat', 'resourceRequirements')),
  },
  'schema-restricted': {
    title: 'The schema of a stream with field selection shows the selected fields only',
    ...eachStream((stream, config) => {
      if (!isSelective(config)) return;
      const chosen = new Set(listOf(config['selectedFields']).map((field) => listOf(objectOf(field)['fieldPath'])[0]));
      const schema = objectOf(stream['jsonSchema']);
      const kept = Object.entries(objectOf(schema['properties'])).filter(([name]) => chosen.has(name));
      stream['jsonSchema'] = { ...schema, properties: Object.fromEntries(kept) };
    }),
  },
  'schema-keys-reordered': {
    title: 'Schemas come back as Postgres stores jsonb: shorter keys first',
    ...eachStream((stream) => {
      stream['jsonSchema'] = asJsonb(stream['jsonSchema']);
    }),
  },
  'selection-omitted': {
    title: 'selectedFields are left out where selection is off',
    ...eachStream((_stream, config) => {
      if (!isSelective(config)) delete config['selectedFields'];
    }),
  },
  'unselected-streams-kept': {
    title: 'A read shows a stream that is not selected',
    ...eachRead((read) => {
      // A discovered catalog says itself which streams there are.
      if (read['catalogId'] !== undefined) return;
      listOf(objectOf(read['syncCatalog'])['streams']).push({
        stream: { name: 'airlock_unselected', jsonSchema: {}, supportedSyncModes: ['full_refresh'] },
        config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: false },
      });
    }),
  },
  'bare-streams-ignored': {
    title: 'A stream without its configuration counts as one that is not selected',
    receive({ body }) {
      const catalog = objectOf(objectOf(body)['syncCatalog']);
      if (Array.isArray(catalog['streams']))
        catalog['streams'] = listOf(catalog['streams']).filter(
          (entry) => !isObject(entry) || entry['config'] !== undefined,
        );
    },
  },
  'aliases-own-way': {
    title: 'Aliases and suggestions are the server’s own',
    ...eachStream((_stream, config) => {
      config['aliasName'] = 'an_alias';
      config['suggested'] = true;
    }),
  },
  'orders-free': {
    title: 'Connections, operations and selected fields come in any order',
    answer: onSuccess((body, _call, { random }) => {
      for (const key of ['connections', 'operations', 'operationIds']) shuffle(body[key], random);
      for (const { config } of streamsOf(body)) shuffle(objectOf(config)['selectedFields'], random);
    }),
  },
  'jobs-move': {
    title: 'Jobs of active connections come and go between requests',
    answer: onSuccess((body, _call, { random }) => {
      for (const shown of [body, ...listOf(body['connections']).map(objectOf)]) {
        if (shown['status'] !== 'active' || shown['isSyncing'] === undefined) continue;
        shown['isSyncing'] = random() < 0.5;
        shown['latestSyncJobStatus'] = shown['isSyncing'] === true ? 'running' : 'succeeded';
        shown['latestSyncJobCreatedAt'] = 1_700_000_000 + Math.floor(random() * 1000);
      }
    }),
  },
  'members-added': {
    title: 'Reads and items carry members of the server’s own',
    answer: onSuccess((body, _call, { random }) => {
      for (const shown of [body, ...listOf(body['connections']).map(objectOf)])
        for (const open of [shown, objectOf(shown['source']), objectOf(shown['destination'])])
          if (Object.keys(open).length > 0) open['createdAt'] = Math.floor(random() * 1000);
    }),
  },
  'webhooks-derived': {
    title: 'Webhook operations come back with what is derived from dbtCloud',
    ...eachRead((read) => {
      for (const operation of listOf(read['operations'])) {
        const webhook = objectOf(objectOf(objectOf(operation)['operatorConfiguration'])['webhook']);
        if (webhook['dbtCloud'] === undefined) continue;
        webhook['executionUrl'] = 'https://cloud.getdbt.com/api/v2/accounts/1/jobs/1/run/';
        webhook['executionBody'] = '{"cause": "airbyte"}';
      }
    }),
  },
  'icons-missing': {
    title: 'The list shows no icons, and neither does a read',
    answer: onSuccess((body) => {
      for (const shown of [body, ...listOf(body['connections']).map(objectOf)])
        for (const key of ['source', 'destination']) delete objectOf(shown[key])['icon'];
    }),
  },
  'refuses-with-400': {
    title: 'Whatever is invalid is answered with 400',
    ...eachRefusal((answer) => {
      if (answer.status === 422) answer.status = 400;
    }),
  },
  'refuses-briefly': {
    title: 'Refusals have a message and nothing else',
    ...eachRefusal((answer) => {
      answer.body = { message: textOf(objectOf(answer.body)['message']) };
    }),
  },
  'refuses-with-charset': {
    title: 'Refusals name their charset',
    ...eachRefusal((answer) => {
      answer.contentType = 'application/json; charset=utf-8';
    }),
  },
  'unknown-ids-are-404': {
    title: 'Unknown ids are 404 on state, workspace and list as well',
    handle(call, next, { store }) {
      const { connectionId, workspaceId } = objectOf(call.body);
      if (call.operation === 'getStateType' && !store.connections.has(textOf(connectionId).toLowerCase()))
        throw notFound('STANDARD_SYNC', textOf(connectionId));
      const byWorkspace =
        call.operation === 'webBackendGetWorkspaceState' || call.operation === 'webBackendListConnectionsForWorkspace';
      // Something that breaks the schema is for validation to refuse.
      if (byWorkspace && typeof workspaceId === 'string' && !store.workspaces.has(workspaceId.toLowerCase()))
        if (/^[0-9a-f-]{36}$/i.test(workspaceId)) throw notFound('STANDARD_WORKSPACE', workspaceId);
      return next();
    },
  },
  'unknown-members-ignored': {
    title: 'Members that a closed object does not declare are ignored',
    receive(call) {
      const { request }: Operation = operations[call.operation];
      if (request !== undefined) call.body = withoutUndeclared(call.body, request);
    },
  },
  'scalars-coerced': {
    title: 'Text is taken for numbers and booleans and the other way round, and a single value for a list of one',
    receive(call) {
      const { request }: Operation = operations[call.operation];
      if (request !== undefined) call.body = coerced(call.body, request);
    },
  },
} as const satisfies Record<string, Latitude>;

export type LatitudeId = keyof typeof latitudes;

export const latitudeIds = Object.keys(latitudes) as LatitudeId[]; // the keys are exactly the table's

function asJsonb(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonb);
  if (!isObject(value)) return value;
  const byLength = Object.entries(value).toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  return Object.fromEntries(byLength.map(([key, child]) => [key, asJsonb(child)]));
}

function shuffle(list: unknown, random: () => number): void {
  if (!Array.isArray(list)) return;
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
}

function withoutUndeclared(value: unknown, schema: JSONSchema): unknown {
  if (typeof schema === 'boolean') return value;
  const { items, properties } = schema;
  if (Array.isArray(value) && isSchema(items)) return value.map((item) => withoutUndeclared(item, items));
  if (!isObject(value) || properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => schema.additionalProperties !== false || Object.hasOwn(properties, key))
      .map(([key, child]) => {
        const declared = Object.hasOwn(properties, key) ? properties[key] : undefined;
        return [key, declared === undefined ? child : withoutUndeclared(child, declared)];
      }),
  );
}

function coerced(value: unknown, schema: JSONSchema): unknown {
  if (typeof schema === 'boolean') return value;
  const { items, properties, type } = schema;
  if (type === 'string' && typeof value === 'number' && schema.enum === undefined && schema.format === undefined)
    return String(value);
  if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'boolean' && typeof value === 'string' && /^(true|false)$/i.test(value)) return /^t/i.test(value);
  if (type === 'array' && isSchema(items)) {
    const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : undefined;
    return list === undefined ? value : list.map((item: unknown) => coerced(item, items));
  }
  if (!isObject(value) || properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const declared = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return [key, declared === undefined ? child : coerced(child, declared)];
    }),
  );
}
