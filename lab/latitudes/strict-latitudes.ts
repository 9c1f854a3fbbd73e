/** What some conforming servers refuse and others accept. */
import type { BackendCall, BackendHooks } from '../../src/backend/hooks.ts';
import { sends } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { brokenRule } from '../../src/backend/refusal.ts';

/** Refuses a write of which this says what is wrong. */
const refusing = (propertyPath: string, problemOf: (body: JsonObject, call: BackendCall) => string | undefined) =>
  ({
    handle(call, next) {
      const problem = isWrite(call) && isObject(call.body) ? problemOf(call.body, call) : undefined;
      if (problem !== undefined) throw brokenRule(propertyPath, problem);
      return next();
    },
  }) satisfies BackendHooks;
/** Refuses a write with a selected stream like this. */
const refusingStreams = (
  member: string,
  problem: string,
  isWrong: (stream: JsonObject, config: JsonObject) => boolean,
) =>
  refusing(`syncCatalog.streams.${member}`, (body) =>
    streamsOf(body).some((entry) => isWrong(objectOf(entry['stream']), objectOf(entry['config'])))
      ? problem
      : undefined,
  );
const isWrite = ({ operation }: BackendCall): boolean =>
  operation === 'webBackendCreateConnection' || operation === 'webBackendUpdateConnection';
const isEmptyList = (value: unknown): boolean => listOf(value).length === 0;

export const strictLatitudes = {
  'cursor-required': {
    title: 'An incremental stream needs a cursor of its own or of its source',
    ...refusingStreams(
      'config.cursorField',
      'is required when syncMode is incremental',
      (stream, config) =>
        config['syncMode'] === 'incremental' &&
        stream['sourceDefinedCursor'] !== true &&
        isEmptyList(config['cursorField']) &&
        isEmptyList(stream['defaultCursorField']),
    ),
  },
  'key-required': {
    title: 'Deduplication needs a key of its own or of its source',
    ...refusingStreams(
      'config.primaryKey',
      'is required when destinationSyncMode is append_dedup',
      (stream, config) =>
        config['destinationSyncMode'] === 'append_dedup' &&
        isEmptyList(config['primaryKey']) &&
        isEmptyList(stream['sourceDefinedPrimaryKey']),
    ),
  },
  'sync-modes-enforced': {
    title: 'The sync mode has to be one that the stream supports',
    ...refusingStreams(
      'config.syncMode',
      'is not supported by the stream',
      (stream, config) => !listOf(stream['supportedSyncModes']).includes(config['syncMode']),
    ),
  },
  'selected-fields-distinct': {
    title: 'A field may be selected once',
    ...refusingStreams('config.selectedFields', 'names a field twice', (_stream, config) => {
      const names = listOf(config['selectedFields']).map((field) => JSON.stringify(objectOf(field)['fieldPath']));
      return new Set(names).size < names.length;
    }),
  },
  'unselected-streams-refused': {
    title: 'A catalog has to consist of selected streams',
    ...refusingStreams('config.selected', 'has to be true', (_stream, config) => config['selected'] !== true),
  },
  'schemas-need-properties': {
    title: 'A schema has to have properties, and each of them has to be an object',
    ...refusingStreams('stream.jsonSchema', 'has to be an object with properties', (stream) => {
      const properties = objectOf(stream['jsonSchema'])['properties'];
      return !isObject(properties) || !Object.values(properties).every(isObject);
    }),
  },
  'custom-format-required': {
    title: 'A custom namespace needs its format in the same request',
    ...refusing('namespaceFormat', (body) =>
      body['namespaceDefinition'] === 'customformat' && textOf(body['namespaceFormat']) === ''
        ? 'is required when namespaceDefinition is customformat'
        : undefined,
    ),
  },
  'units-positive': {
    title: 'Units have to be above zero',
    ...refusing('scheduleData.basicSchedule.units', (body) => {
      const { units } = objectOf(objectOf(body['scheduleData'])['basicSchedule']);
      return typeof units === 'number' && units <= 0 ? 'has to be above zero' : undefined;
    }),
  },
  'names-required': {
    title: 'Names may not be empty',
    ...refusing('name', (body) => (body['name'] === '' ? 'is empty' : undefined)),
  },
  'webhooks-checked': {
    title: 'The address of a webhook has to be a run of dbt Cloud',
    ...refusing('operations.operatorConfiguration.webhook.executionUrl', (body) => {
      const addresses = listOf(body['operations'])
        .map((operation) => objectOf(objectOf(objectOf(operation)['operatorConfiguration'])['webhook']))
        .filter((webhook) => webhook['dbtCloud'] === undefined && webhook['executionUrl'] !== undefined)
        .map((webhook) => textOf(webhook['executionUrl']));
      return addresses.every((address) => /^https:\/\/cloud\.getdbt\.com\/.*\/run\/$/.test(address))
        ? undefined
        : 'is no run of dbt Cloud';
    }),
  },
  'blank-texts-refused': {
    title: 'Texts need more than blanks and line breaks, and may not end with one',
    ...refusing('', (body) =>
      [
        ...['name', 'prefix', 'namespaceFormat'].map((key) => body[key]),
        ...listOf(body['operations']).map((operation) => objectOf(operation)['name']),
        ...streamsOf(body).map(({ stream }) => objectOf(stream)['name']),
      ].some((text) => typeof text === 'string' && text !== '' && (text.trim() === '' || text.endsWith('\n')))
        ? 'is blank'
        : undefined,
    ),
  },
  'quantities-checked': {
    title: 'Quantities of resources need a number',
    ...refusing('resourceRequirements', (body) =>
      Object.values(objectOf(body['resourceRequirements'])).every(
        (quantity) => quantity === '' || /^\d+(\.\d+)?[a-zA-Z]*$/.test(textOf(quantity)),
      )
        ? undefined
        : 'is no quantity',
    ),
  },
  'numbers-limited': {
    title: 'Numbers have to fit into 53 bits, but for those in the schemas of streams',
    ...refusing('', (body) => (hasLargeNumber({ ...body, syncCatalog: undefined }) ? 'is too large' : undefined)),
  },
  'nulls-in-schemas-refused': {
    title: 'The schema of a stream may not have null in it, nor sub-schemas of another kind',
    ...refusingStreams('stream.jsonSchema', 'has null in it', ({ jsonSchema }) => hasNull(jsonSchema)),
  },
  'contradictions-refused': {
    title: 'Members that contradict each other are refused',
    ...refusing('', (body) => {
      const { basicSchedule, cron } = objectOf(body['scheduleData']);
      if (basicSchedule !== undefined && cron !== undefined) return 'has two schedules';
      return streamsOf(body).some(
        ({ config }) =>
          objectOf(config)['fieldSelectionEnabled'] !== true && objectOf(config)['selectedFields'] !== undefined,
      )
        ? 'selects fields without field selection'
        : undefined;
    }),
  },
  'capital-ids-refused': {
    title: 'Ids in capitals are malformed',
    handle(call, next) {
      const [id] = /"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"/.exec(JSON.stringify(call.body ?? null)) ?? [];
      if (id !== undefined && /[A-F]/.test(id)) throw brokenRule('', 'has an id in capitals');
      return next();
    },
  },
  'deprecated-is-final': {
    title: 'A deprecated connection takes no more updates',
    handle(call, next, { store }) {
      const id = textOf(objectOf(call.body)['connectionId']).toLowerCase();
      if (call.operation === 'webBackendUpdateConnection' && store.connections.get(id)?.status === 'deprecated')
        throw brokenRule('status', 'is deprecated');
      return next();
    },
  },
  'manual-data-ignored': {
    title: 'Schedule data is ignored on a manual create, as released servers do',
    receive(call) {
      if (call.operation !== 'webBackendCreateConnection' || !sends(call, 'scheduleData') || !isObject(call.body))
        return;
      const { scheduleType = 'manual' } = call.body;
      if (scheduleType !== 'manual' || sends(call, 'schedule')) return;
      const { scheduleData: _data, ...rest } = call.body;
      call.body = rest;
    },
  },
} as const satisfies Record<string, BackendHooks & { readonly title: string }>;

function hasLargeNumber(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLargeNumber);
}

function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNull);
}
