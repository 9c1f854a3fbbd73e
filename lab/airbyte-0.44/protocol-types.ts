/** Types of the newer protocol, which this release rewrites to the older ones when it reads a catalog. */
import { isObject } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { JavaDouble } from './java-numbers.ts';

const dateTime = (airbyteType: string): JsonObject => ({
  type: 'string',
  format: 'date-time',
  airbyte_type: airbyteType,
});
const time = (airbyteType: string): JsonObject => ({ type: 'string', format: 'time', airbyte_type: airbyteType });

const older: Readonly<Record<string, JsonObject>> = {
  String: { type: 'string' },
  BinaryData: { type: 'string', contentEncoding: 'base64' },
  Date: { type: 'string', format: 'date' },
  TimestampWithTimezone: dateTime('timestamp_with_timezone'),
  TimestampWithoutTimezone: dateTime('timestamp_without_timezone'),
  TimeWithTimezone: time('time_with_timezone'),
  TimeWithoutTimezone: time('time_without_timezone'),
  Number: { type: 'number' },
  Integer: { type: 'number', airbyte_type: 'integer' },
  Boolean: { type: 'boolean' },
};

/** A reference to a well-known type becomes that type, a choice of such references a list of types where that says all. */
export function downgraded(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(downgraded);
  if (!isObject(schema) || schema instanceof JavaDouble) return schema;
  const { $ref, oneOf, ...rest } = schema;
  const type = wellKnown($ref);
  if (type !== undefined) return { ...rest, ...type };
  const types = (Array.isArray(oneOf) ? oneOf : []).map((option) => plainType(isObject(option) ? option['$ref'] : ''));
  if (types.length > 0 && !types.includes(undefined)) return { ...rest, type: types };
  return Object.fromEntries(Object.entries(schema).map(([key, child]) => [key, downgraded(child)]));
}

function wellKnown(reference: unknown): JsonObject | undefined {
  const [, name = ''] = /^WellKnownTypes\.json#\/definitions\/(\w+)$/.exec(String(reference)) ?? [];
  return Object.hasOwn(older, name) ? older[name] : undefined;
}

function plainType(reference: unknown): unknown {
  const { type, ...rest } = wellKnown(reference) ?? {};
  return Object.keys(rest).length === 0 ? type : undefined;
}
