/**
 * What a body must satisfy beyond its schema so that every conforming server accepts it. Stricter than any one server:
 * where servers may differ, the body stays on the side that all accept.
 */
import type { JsonObject } from '../../src/json/json.ts';
import { isObject, listAt, member } from '../../src/json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { streamIdentity } from '../model/streams-shown.ts';
import { placeholders } from './generation-context.ts';
import { propertiesOf } from './properties-of.ts';
import { isHourlyAtMost, isQuartzCron } from './quartz-cron.ts';

/** Names every rule that a body breaks; none means that it is valid. Ids may be placeholders. */
export function brokenDomainRules(operationId: OperationId, body: unknown): readonly string[] {
  if (!isObject(body)) return [];
  const text = JSON.stringify(body);
  const broken = textProblems(text);
  if (operationId === 'webBackendCreateConnection' || operationId === 'webBackendUpdateConnection')
    broken.push(
      ...idRules(operationId, body),
      ...scheduleRules(operationId, body),
      ...lengthRules(body),
      ...operationRules(body['operations']),
      ...catalogRules(body['syncCatalog']),
    );
  return broken;
}

/** An odd number of backslashes before `u0000` is an escape, an even one is text. */
const nulEscape = /(?<!\\)(?:\\\\)*\\u0000/;
/** `JSON.stringify` escapes a surrogate only when it is alone. */
const surrogateEscape = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

function textProblems(text: string): string[] {
  if (!text.includes('\\u')) return [];
  return [
    ...(nulEscape.test(text) ? ['a text contains NUL'] : []),
    ...(surrogateEscape.test(text) ? ['a text contains a lone surrogate'] : []),
  ];
}

function idRules(operationId: OperationId, body: JsonObject): readonly string[] {
  const broken: string[] = [];
  if (operationId === 'webBackendCreateConnection') {
    const { sourceId, destinationId } = body;
    if (isStrange(sourceId) || sourceId === placeholders.destination) broken.push('sourceId is not a known source');
    if (isStrange(destinationId) || destinationId === placeholders.source)
      broken.push('destinationId is not a known destination');
  }
  if (isStrange(body['sourceCatalogId'])) broken.push('sourceCatalogId is not a known catalog');
  return broken;
}

/** Stands for an id that nothing has, or that another workspace has. */
function isStrange(value: unknown): boolean {
  return typeof value === 'string' && (value === placeholders.unknown || value.startsWith('{{foreign-'));
}

function scheduleRules(
  operationId: OperationId,
  { scheduleType, scheduleData, schedule }: JsonObject,
): readonly string[] {
  // A create takes it in the place of the new members.
  const isAlone = scheduleType === undefined && scheduleData === undefined;
  if (schedule !== undefined)
    return isAlone && operationId === 'webBackendCreateConnection'
      ? basicRules(schedule)
      : ['the legacy schedule is sent'];
  const basic = member(scheduleData, 'basicSchedule');
  const cron = member(scheduleData, 'cron');
  const fits =
    scheduleType === 'basic'
      ? basic !== undefined && cron === undefined
      : scheduleType === 'cron'
        ? cron !== undefined && basic === undefined
        : scheduleData === undefined;
  if (!fits) return ['scheduleData does not fit scheduleType'];
  if (scheduleType === 'basic') return basicRules(basic);
  return scheduleType === 'cron' ? cronRules(cron) : [];
}

function basicRules(basic: unknown): readonly string[] {
  const units = member(basic, 'units');
  const least = member(basic, 'timeUnit') === 'minutes' ? 60 : 1;
  return typeof units === 'number' && units >= least && units <= 2 ** 31 - 1
    ? []
    : [`units are not in the range that every server takes`];
}

function cronRules(cron: unknown): readonly string[] {
  const expression = member(cron, 'cronExpression');
  const zone = member(cron, 'cronTimeZone');
  const broken: string[] = [];
  if (typeof expression !== 'string' || !isQuartzCron(expression)) broken.push('cronExpression is not Quartz syntax');
  else if (!isHourlyAtMost(expression)) broken.push('cronExpression fires more often than hourly');
  if (typeof zone !== 'string' || !isTimeZone(zone)) broken.push('cronTimeZone is not a known zone');
  return broken;
}

const knownZones = new Map<string, boolean>();

function isTimeZone(zone: string): boolean {
  const known = knownZones.get(zone) ?? isFormattable(zone);
  knownZones.set(zone, known);
  return known;
}

function isFormattable(zone: string): boolean {
  if (/^etc/i.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A placeholder of a name stands for about forty characters. */
const shownLength = (text: string): number => text.replace(/\{\{[a-z-]+(:\d+)*\}\}/g, 'n'.repeat(40)).length;

function lengthRules(body: JsonObject): readonly string[] {
  const tooLong = (['name', 'prefix', 'namespaceFormat'] as const).flatMap((key) => {
    const text = body[key];
    return typeof text === 'string' && shownLength(text) > 256 ? [`${key} is longer than 256 characters`] : [];
  });
  const { name, namespaceDefinition, namespaceFormat } = body;
  return [
    ...tooLong,
    ...(name === '' ? ['the name is empty'] : []),
    ...(namespaceDefinition === 'customformat' && (namespaceFormat === undefined || namespaceFormat === '')
      ? ['customformat lacks its format']
      : []),
  ];
}

function operationRules(operations: unknown): readonly string[] {
  if (!Array.isArray(operations)) return [];
  const ids = operations.map((operation) => member(operation, 'operationId')).filter((id) => id !== undefined);
  const repeated = new Set(ids).size < ids.length ? ['an operation id occurs twice'] : [];
  return [
    ...repeated,
    ...operations.flatMap((operation: unknown) => {
      const configuration = member(operation, 'operatorConfiguration');
      const type = member(configuration, 'operatorType');
      const name = member(operation, 'name');
      const workspaceId = member(operation, 'workspaceId');
      return [
        ...(typeof type === 'string' && member(configuration, type) === undefined
          ? ['an operation lacks the block of its type']
          : []),
        ...(typeof name === 'string' && (name === '' || name.length > 256)
          ? ['the name of an operation is empty or too long']
          : []),
        ...(workspaceId === placeholders.foreignWorkspace || workspaceId === placeholders.unknown
          ? ['an operation belongs to another workspace']
          : []),
        ...(member(member(configuration, 'webhook'), 'executionUrl') === undefined
          ? []
          : ['a webhook has an executionUrl']),
      ];
    }),
  ];
}

function catalogRules(catalog: unknown): readonly string[] {
  const streams = listAt(catalog, 'streams');
  const identities = streams.map((entry) => streamIdentity(member(entry, 'stream')));
  return [
    ...(new Set(identities).size < identities.length ? ['a stream occurs twice'] : []),
    ...streams.flatMap(streamRules),
  ];
}

function streamRules(entry: unknown): readonly string[] {
  const stream = member(entry, 'stream');
  const config = member(entry, 'config');
  if (stream === undefined || config === undefined || member(config, 'selected') !== true)
    return ['a stream is incomplete or not selected'];
  const broken: string[] = [];
  const jsonSchema = member(stream, 'jsonSchema');
  if (member(stream, 'name') === '') broken.push('the name of a stream is empty');
  if (!isObject(member(jsonSchema, 'properties'))) broken.push('a jsonSchema has no properties');
  if (hasBooleanField(jsonSchema)) broken.push('a field has a boolean schema');
  if (!listAt(stream, 'supportedSyncModes').includes(member(config, 'syncMode')))
    broken.push('the sync mode is not supported');
  return [...broken, ...referenceRules(jsonSchema, config)];
}

/** Cursor, key and selection point at fields that exist, and the selection keeps the other two. */
function referenceRules(jsonSchema: unknown, config: unknown): readonly string[] {
  const broken: string[] = [];
  const incremental = member(config, 'syncMode') === 'incremental';
  const deduplicated = member(config, 'destinationSyncMode') === 'append_dedup';
  const cursor = pathsOf([member(config, 'cursorField') ?? []]).filter(({ length }) => length > 0);
  const keys = pathsOf(member(config, 'primaryKey') ?? []);
  if (incremental && cursor.length === 0) broken.push('the cursor is missing');
  if (cursor.some((path) => !exists(jsonSchema, path))) broken.push('the cursor is not a field');
  if (deduplicated && keys.length === 0) broken.push('the key is missing');
  if (keys.some((path) => !exists(jsonSchema, path))) broken.push('the key is not a field');
  if (mappedPaths(config).some((path) => !exists(jsonSchema, path))) broken.push('a mapper names a missing field');
  if (member(config, 'fieldSelectionEnabled') !== true) return broken;
  const paths = fieldPathsIn(config, 'selectedFields');
  const heads = new Set(paths.map(([head]) => head));
  if (paths.length === 0) broken.push('the selection is empty');
  if (paths.some((path) => path.length !== 1)) broken.push('a selected path has not exactly one element');
  if (heads.size < paths.length) broken.push('a field is selected twice');
  const fields = propertiesOf(jsonSchema);
  if ([...heads].some((head) => typeof head !== 'string' || !Object.hasOwn(fields, head)))
    broken.push('the selection names a missing field');
  if (incremental && cursor.some(([head]) => !heads.has(head))) broken.push('the selection lacks the cursor');
  if (deduplicated && keys.some(([head]) => !heads.has(head))) broken.push('the selection lacks the key');
  return broken;
}

/** What mappers and hashed fields name, where there are any. */
function mappedPaths(config: unknown): readonly (readonly unknown[])[] {
  const mappers = listAt(config, 'mappers');
  return [
    ...fieldPathsIn(config, 'hashedFields'),
    ...mappers.flatMap((mapper) => mappedBy(member(mapper, 'mapperConfiguration'))),
  ];
}

/** Row filters hold conditions within conditions. */
function mappedBy(configuration: unknown): readonly (readonly unknown[])[] {
  const conditions = member(configuration, 'conditions');
  return [
    ...['targetField', 'originalFieldName', 'fieldName']
      .map((key) => member(configuration, key))
      .filter((name) => name !== undefined)
      .map((name) => [name]),
    ...(Array.isArray(conditions) ? conditions : [conditions ?? {}]).flatMap((one) =>
      isObject(one) && Object.keys(one).length > 0 ? mappedBy(one) : [],
    ),
  ];
}

function fieldPathsIn(config: unknown, key: 'selectedFields' | 'hashedFields'): readonly (readonly unknown[])[] {
  return pathsOf(listAt(config, key).map((field) => member(field, 'fieldPath')));
}

function pathsOf(value: unknown): readonly (readonly unknown[])[] {
  return Array.isArray(value) ? value.map((path: unknown) => (Array.isArray(path) ? path : [])) : [];
}

function exists(schema: unknown, path: readonly unknown[]): boolean {
  const [head, ...rest] = path;
  if (typeof head !== 'string') return false;
  const fields = propertiesOf(schema);
  return Object.hasOwn(fields, head) && (rest.length === 0 || exists(fields[head], rest));
}

function hasBooleanField(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => listAt(schema, key));
  return [...Object.values(propertiesOf(schema)), ...('items' in schema ? [schema['items']] : []), ...branches].some(
    (child) => typeof child === 'boolean' || hasBooleanField(child),
  );
}
