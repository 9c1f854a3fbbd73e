/** Inputs that a server may refuse: taken and changed without a word, or taken now and refused then. */
import type { BackendCall } from '../../src/backend/hooks.ts';
import { brokenRule } from '../../src/backend/refusal.ts';
import { defined } from '../../src/json/defined.ts';
import { withDoubles } from '../../src/json/parse-json.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess } from '../fault-hooks.ts';
import { isObject, objectOf, streamsOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';

const isBlank = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.trim() === '';
const isCapital = (id: unknown): boolean => textOf(id) !== textOf(id).toLowerCase();
const unitsOf = (body: unknown): unknown =>
  objectOf(objectOf(objectOf(body)['scheduleData'])['basicSchedule'])['units'];
const hasUnselected = (body: unknown): boolean =>
  streamsOf(objectOf(body)).some(({ config }) => objectOf(config)['selected'] === false);

/** Changes the schemas of streams before anything looks at them. */
function changesSchemas(change: (jsonSchema: unknown) => unknown): Pick<Fault, 'receive'> {
  return {
    receive(call) {
      for (const { stream } of streamsOf(call.body)) {
        const one = objectOf(stream);
        if (one['jsonSchema'] !== undefined) one['jsonSchema'] = change(one['jsonSchema']);
      }
    },
  };
}

/** Changes a member of the body before anything looks at it. */
function changesMember(key: string, change: (value: unknown) => unknown): Pick<Fault, 'receive'> {
  return {
    receive(call) {
      if (isObject(call.body) && call.body[key] !== undefined)
        call.body = { ...call.body, [key]: change(call.body[key]) };
    },
  };
}

/** Refuses a write for what other writes may have. */
function refuses(path: string, isRefused: (body: JsonObject, call: BackendCall) => boolean): Pick<Fault, 'handle'> {
  return {
    handle(call, next) {
      if (isObject(call.body) && isRefused(call.body, call)) throw brokenRule(path, 'is not allowed');
      return next();
    },
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null)
      .map(([key, child]) => [key, withoutNulls(child)]),
  );
}

/** Of an object and of its fields. */
function withoutNullKeywords(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { properties, type, ...others } = schema;
  const kept = isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, withoutNullKeywords(field)]))
    : (properties ?? undefined);
  return { ...others, ...defined({ type: type ?? undefined, properties: kept }) };
}

export const permittedFaults = {
  'fractions-rounded': {
    title: 'A fraction of units is rounded',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...changesMember('scheduleData', (data) => {
      const units = unitsOf({ scheduleData: data });
      const { basicSchedule, ...others } = objectOf(data);
      return typeof units === 'number' && !Number.isInteger(units)
        ? { ...others, basicSchedule: { ...objectOf(basicSchedule), units: Math.round(units) } }
        : data;
    }),
  },
  'blank-prefix-trimmed': {
    title: 'A prefix of blanks is stored as an empty one',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...changesMember('prefix', (prefix) => (isBlank(prefix) ? '' : prefix)),
  },
  'unselected-streams-selected': {
    title: 'Streams that are not selected are stored as selected',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    receive(call) {
      for (const { config } of streamsOf(call.body)) if (isObject(config)) config['selected'] = true;
    },
  },
  'capital-ids-find-nothing': {
    title: 'A list by an id in capitals is empty',
    kind: 'permitted',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['kept-or-refused'],
    answer: onSuccess((body, { body: asked }) => {
      const { workspaceId, sourceId } = objectOf(asked);
      if (isCapital(workspaceId) || (Array.isArray(sourceId) && sourceId.some(isCapital))) body['connections'] = [];
    }),
  },
  'schema-nulls-dropped': {
    title: 'Null inside the schema of a stream is left out',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...changesSchemas(withoutNulls),
  },
  'null-keywords-dropped': {
    title: 'A type or properties that are null are left out of the schema of a stream',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...changesSchemas((schema) => withoutNullKeywords(schema)),
  },
  'schema-integers-rounded': {
    title: 'An integer beyond 53 bits in the schema of a stream is rounded',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...changesSchemas(withDoubles),
  },
  'no-units-replaced-later': {
    title: 'Units of zero become one at the next update of anything else',
    kind: 'permitted',
    operation: update,
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => {
        const data = objectOf(after.scheduleData);
        if (unitsOf(after) !== 0 || isObject(objectOf(call.body)['scheduleData'])) return after;
        const basicSchedule = { timeUnit: 'hours' as const, ...objectOf(data['basicSchedule']), units: 1 };
        return { ...after, scheduleData: { basicSchedule } };
      }),
  },
  'blank-name-refused-by-update': {
    title: 'Update refuses a name of blanks, which create takes',
    kind: 'permitted',
    operation: update,
    caughtBy: ['same-treatment'],
    ...refuses('name', ({ name }) => isBlank(name)),
  },
  'negative-units-refused-by-create': {
    title: 'Create refuses negative units, which update takes',
    kind: 'permitted',
    operation: create,
    caughtBy: ['same-treatment'],
    ...refuses('scheduleData.basicSchedule.units', (body) => Number(unitsOf(body)) < 0),
  },
  'unselected-refused-later': {
    title: 'A catalog with streams that are not selected is refused at the second time',
    kind: 'permitted',
    operation: update,
    caughtBy: ['same-treatment'],
    handle(call, next, { memory }) {
      const key = `unselected ${textOf(objectOf(call.body)['connectionId'])}`;
      if (hasUnselected(call.body)) {
        if (memory.has(key)) throw brokenRule('syncCatalog.streams.config.selected', 'has to be true');
        memory.set(key, true);
      }
      return next();
    },
  },
  'numeric-name-taken-once': {
    title: 'A name of digits is taken once',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['same-treatment'],
    handle(call, next, { memory }) {
      const { name } = objectOf(call.body);
      if (/^\d+$/.test(textOf(name))) {
        if (memory.has('digits')) throw brokenRule('name', 'is taken');
        memory.set('digits', true);
      }
      return next();
    },
  },
} as const satisfies Record<string, Fault>;
