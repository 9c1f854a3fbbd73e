/** Makes valid bodies smaller. It looks at the body alone, so a stored body shrinks as well as a fresh one. */
import type { JsonObject } from '../../src/json/json.ts';
import { isObject, member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { brokenDomainRules } from './domain-rules.ts';
import { placeholders } from './generation-context.ts';
import { propertiesOf } from './properties-of.ts';

/**
 * Smaller bodies, boldest first; each stays valid: references of a catalog are repaired, members that belong together
 * go together, and the domain rules have the last word. Applied again and again, it ends.
 */
export function* shrinkBody(operationId: OperationId, body: unknown): Generator {
  if (!isObject(body)) return;
  for (const candidate of candidates(operationId, body))
    if (brokenDomainRules(operationId, candidate).length === 0) yield candidate;
}

/** Smaller catalogs: fewer streams, then simpler ones. */
export function* smallerCatalogs(catalog: unknown): Generator {
  const streams = member(catalog, 'streams');
  if (!isObject(catalog) || !Array.isArray(streams)) return;
  // A defect of big catalogs is hardly about what is in each stream; plain ones are quicker to try.
  if (streams.length > 8) {
    const plain = streams.map((entry, index) => plainStream(entry, index));
    if (!same(plain, streams)) yield { ...catalog, streams: plain };
  }
  for (const list of shorterLists(streams)) yield { ...catalog, streams: list };
  // With many streams left the shorter lists come first; simplifying each of thousands would never end.
  for (const [index, entry] of streams.slice(0, 8).entries())
    for (const smaller of smallerStreams(entry)) yield { ...catalog, streams: streams.with(index, smaller) };
}

function plainStream(entry: unknown, index: number): unknown {
  const name = member(member(entry, 'stream'), 'name');
  return {
    stream: {
      name: typeof name === 'string' && name.length < 8 ? name : `s${index}`,
      jsonSchema: { type: 'object', properties: {} },
      supportedSyncModes: ['full_refresh'],
    },
    config: simplest,
  };
}

/** The plainest choice for a stream. */
const simplest = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true };

/** Members that only make sense together. */
const bundles: readonly (readonly string[])[] = [
  ['scheduleType', 'scheduleData'],
  ['namespaceDefinition', 'namespaceFormat'],
  ['syncCatalog', 'skipReset'],
];

function* candidates(operationId: OperationId, body: JsonObject): Generator<JsonObject> {
  const operation: Operation = operations[operationId];
  const required = typeof operation.request === 'object' ? (operation.request.required ?? []) : [];
  // The sandbox name is kept: without it a left-over is hard to recognise.
  const optional = Object.keys(body).filter((key) => !required.includes(key) && key !== 'name' && key !== 'skipReset');
  if (optional.length > 1) {
    const half = Math.ceil(optional.length / 2);
    yield* [without(body, optional), without(body, optional.slice(0, half)), without(body, optional.slice(half))];
  }
  for (const name of optional) yield without(body, [name]);
  for (const [key, value] of Object.entries(body))
    for (const smaller of smallerMembers(key, value)) yield { ...body, [key]: smaller };
}

function without(body: JsonObject, names: readonly string[]): JsonObject {
  const gone = new Set(names.flatMap((name) => bundles.find((bundle) => bundle.includes(name)) ?? [name]));
  return Object.fromEntries(Object.entries(body).filter(([key]) => !gone.has(key)));
}

function* smallerMembers(key: string, value: unknown): Generator {
  if (key === 'syncCatalog') yield* smallerCatalogs(value);
  else if (key === 'name' && typeof value === 'string') {
    if (value.startsWith(placeholders.name))
      for (const rest of shorterTexts(value.slice(placeholders.name.length), '')) yield placeholders.name + rest;
    else if (!value.startsWith('{{')) yield* shorterTexts(value, 'a');
  } else if (key === 'prefix' || key === 'namespaceFormat')
    yield* typeof value === 'string' ? shorterTexts(value, 'a') : [];
  else if (key === 'scheduleData') yield* simplerSchedules(value);
  else if (key === 'operations' && Array.isArray(value)) {
    yield* shorterLists(value);
    for (const [index, operation] of value.entries())
      for (const smaller of simplerOperations(operation)) yield value.with(index, smaller);
  } else if (Array.isArray(value)) yield* shorterLists(value);
  else if (key === 'resourceRequirements' && isObject(value)) {
    for (const name of Object.keys(value)) yield without(value, [name]);
    for (const [name, quantity] of Object.entries(value))
      if (quantity !== '1' && quantity !== '') yield { ...value, [name]: '1' };
  }
}

function* simplerSchedules(data: unknown): Generator {
  const daily = { basicSchedule: { timeUnit: 'hours', units: 24 } };
  const noon = { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } };
  const cron = member(data, 'cron');
  if (cron === undefined) {
    if (!same(data, daily)) yield daily;
    return;
  }
  if (same(data, noon)) return;
  yield noon;
  if (isObject(cron))
    for (const [key, value] of Object.entries(noon.cron))
      if (cron[key] !== value) yield { cron: { ...cron, [key]: value } };
}

function* simplerOperations(operation: unknown): Generator {
  if (!isObject(operation)) return;
  const plain = { operatorType: 'normalization', normalization: { option: 'basic' } };
  if (!same(operation['operatorConfiguration'], plain)) yield { ...operation, operatorConfiguration: plain };
  if (operation['name'] !== 'a') yield { ...operation, name: 'a' };
  const { operationId: _id, ...fresh } = operation;
  if (operation['operationId'] !== undefined) yield fresh;
}

/** Nothing, halves, all but a quarter, an eighth, …, then one item less; single items only from short lists. */
function* shorterLists(list: readonly unknown[]): Generator<readonly unknown[]> {
  if (list.length > 0) yield [];
  if (list.length > 2) yield* [list.slice(0, list.length / 2), list.slice(list.length / 2)];
  // From the end alone: which of the many items go is hardly the point, how many stay is.
  if (list.length > 16)
    for (let part = Math.ceil(list.length / 4); ; part = Math.ceil(part / 2)) {
      yield list.slice(0, list.length - part);
      if (part === 1) break;
    }
  if (list.length > 1 && list.length <= 16) for (const index of list.keys()) yield list.toSpliced(index, 1);
}

/** The plainest text, then halves by character, so that a pair of surrogates is never cut. */
function* shorterTexts(text: string, plainest: string): Generator<string> {
  if (text === plainest || text.length < plainest.length) return;
  yield plainest;
  const characters = Array.from(text);
  if (characters.length < 2) return;
  const half = Math.ceil(characters.length / 2);
  yield* [characters.slice(0, half).join(''), characters.slice(half).join('')];
}

function* smallerStreams(entry: unknown): Generator {
  const stream = member(entry, 'stream');
  const config = member(entry, 'config');
  if (!isObject(entry) || !isObject(stream) || !isObject(config)) return;
  const needed = new Set(['name', 'jsonSchema', 'supportedSyncModes']);
  if (!same(config, simplest))
    yield {
      stream: { ...stream, supportedSyncModes: withMode(stream['supportedSyncModes'], 'full_refresh') },
      config: simplest,
    };
  const spare = Object.keys(stream).filter((key) => !needed.has(key));
  if (spare.length > 1) yield { config, stream: without(stream, spare) };
  for (const key of spare) yield { config, stream: without(stream, [key]) };
  for (const smaller of smallerSchemas(stream['jsonSchema']))
    yield repaired({ ...stream, jsonSchema: smaller }, config);
  for (const keys of [
    ['fieldSelectionEnabled', 'selectedFields'],
    ['aliasName'],
    ['suggested'],
    ['primaryKey'],
    ['cursorField'],
  ])
    if (keys.some((key) => key in config)) yield { stream, config: without(config, keys) };
  if (Array.isArray(config['primaryKey']) && config['primaryKey'].length > 1)
    for (const key of shorterLists(config['primaryKey'])) yield { stream, config: { ...config, primaryKey: key } };
  if (Array.isArray(config['selectedFields']))
    for (const fields of shorterLists(config['selectedFields']))
      yield { stream, config: { ...config, selectedFields: fields } };
  if (typeof stream['name'] === 'string')
    for (const name of shorterTexts(stream['name'], 's')) yield { config, stream: { ...stream, name } };
  const modes = stream['supportedSyncModes'];
  if (Array.isArray(modes) && modes.length > 1)
    yield { config, stream: { ...stream, supportedSyncModes: [config['syncMode']] } };
  yield* renamedFields(stream, config);
}

function withMode(modes: unknown, mode: string): readonly unknown[] {
  if (!Array.isArray(modes)) return [mode];
  return modes.includes(mode) ? modes : [...modes, mode];
}

/** Fewer fields, then plainer ones, level by level. */
function* smallerSchemas(schema: unknown): Generator<JsonObject> {
  if (!isObject(schema)) return;
  const entries = Object.entries(propertiesOf(schema));
  const having = (kept: readonly (readonly [string, unknown])[]): JsonObject => ({
    ...schema,
    properties: Object.fromEntries(kept),
  });
  const extras = Object.keys(schema).filter((key) => key !== 'type' && key !== 'properties');
  if (extras.length > 0) yield without(schema, extras);
  if (entries.length > 2) {
    const half = entries.length / 2;
    yield* [having(entries.slice(0, half)), having(entries.slice(half))];
  }
  if (entries.length <= 24) for (const index of entries.keys()) yield having(entries.toSpliced(index, 1));
  for (const [index, [name, child]] of entries.slice(0, 24).entries()) {
    if (!same(child, { type: 'string' })) yield having(entries.with(index, [name, { type: 'string' }]));
    for (const smaller of smallerSchemas(child)) yield having(entries.with(index, [name, smaller]));
  }
  // The fields of a list's objects.
  for (const items of smallerSchemas(schema['items'])) yield { ...schema, items };
}

/** Plain names for fields, one at a time, wherever the field is referred to. */
function* renamedFields(stream: JsonObject, config: JsonObject): Generator {
  const { jsonSchema } = stream;
  const names = Object.keys(propertiesOf(jsonSchema));
  if (!isObject(jsonSchema) || names.length > 8) return;
  for (const [index, name] of names.entries()) {
    const plain = `f${index + 1}`;
    if (/^f\d$/.test(name) || names.includes(plain)) continue;
    const path = (value: unknown): unknown =>
      Array.isArray(value) && value[0] === name ? value.with(0, plain) : value;
    const paths = (value: unknown): unknown => (Array.isArray(value) ? value.map(path) : value);
    const selected = config['selectedFields'];
    const properties = Object.entries(propertiesOf(jsonSchema)).map(
      ([key, child]) => [key === name ? plain : key, child] as const,
    );
    yield {
      stream: {
        ...stream,
        jsonSchema: { ...jsonSchema, properties: Object.fromEntries(properties) },
        ...('defaultCursorField' in stream ? { defaultCursorField: path(stream['defaultCursorField']) } : {}),
        ...('sourceDefinedPrimaryKey' in stream
          ? { sourceDefinedPrimaryKey: paths(stream['sourceDefinedPrimaryKey']) }
          : {}),
      },
      config: {
        ...config,
        ...('cursorField' in config ? { cursorField: path(config['cursorField']) } : {}),
        ...('primaryKey' in config ? { primaryKey: paths(config['primaryKey']) } : {}),
        ...(Array.isArray(selected)
          ? { selectedFields: selected.map((field) => ({ ...field, fieldPath: path(member(field, 'fieldPath')) })) }
          : {}),
      },
    };
  }
}

/** Takes references to fields that are gone out of a stream and its configuration. */
function repaired(stream: JsonObject, config: JsonObject): JsonObject {
  const fields = propertiesOf(stream['jsonSchema']);
  const [first] = Object.keys(fields);
  const reaches = (path: unknown): boolean => {
    if (!Array.isArray(path)) return false;
    let schema: unknown = stream['jsonSchema'];
    return path.every((step: unknown) => {
      const members = propertiesOf(schema);
      if (typeof step !== 'string' || !Object.hasOwn(members, step)) return false;
      schema = members[step];
      return true;
    });
  };
  const path = (value: unknown): unknown => (reaches(value) ? value : first === undefined ? [] : [first]);
  const paths = (value: unknown): unknown => {
    if (!Array.isArray(value) || value.length === 0) return value;
    const kept = value.filter(reaches);
    return kept.length === 0 && first !== undefined ? [[first]] : kept;
  };
  const cursorField = path(config['cursorField']);
  const primaryKey = paths(config['primaryKey']);
  const heads = [
    ...(config['syncMode'] === 'incremental' ? [cursorField] : []),
    ...(Array.isArray(primaryKey) ? primaryKey : []),
  ].flatMap((one: unknown) => (Array.isArray(one) && typeof one[0] === 'string' ? [one[0]] : []));
  const selected = config['selectedFields'];
  const chosen = Array.isArray(selected)
    ? selected.flatMap((field) => {
        const fieldPath = member(field, 'fieldPath');
        return reaches(fieldPath) && Array.isArray(fieldPath) ? [String(fieldPath[0])] : [];
      })
    : [];
  return {
    stream: {
      ...stream,
      ...('defaultCursorField' in stream ? { defaultCursorField: path(stream['defaultCursorField']) } : {}),
      ...('sourceDefinedPrimaryKey' in stream
        ? { sourceDefinedPrimaryKey: paths(stream['sourceDefinedPrimaryKey']) }
        : {}),
    },
    config: {
      ...config,
      ...('cursorField' in config ? { cursorField } : {}),
      ...('primaryKey' in config ? { primaryKey } : {}),
      ...(selected === undefined
        ? {}
        : { selectedFields: Array.from(new Set([...chosen, ...heads]), (name) => ({ fieldPath: [name] })) }),
    },
  };
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
