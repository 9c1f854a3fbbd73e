/** Refuses settings that a part cannot use, before it does anything with them. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../json/json.ts';
import { nearest } from '../commands/nearest.ts';
import { UsageError } from '../commands/usage-error.ts';
import { validatorFor } from '../validation/validator.ts';

/** One setting: what it must be, and the same in words. What is `secret` is not shown when it is refused. */
export interface Setting {
  readonly schema: JSONSchema;
  readonly expected: string;
  readonly isRequired?: true;
  readonly isSecret?: true;
}

/** Settings by name. */
export type SettingsTable = Readonly<Record<string, Setting>>;

/** Looks at names and values; a setting that is `undefined` is not set. @throws {UsageError} for the first that is unusable. */
export function refuseUnusable(settings: unknown, table: SettingsTable, place: string): void {
  if (!isObject(settings)) throw new UsageError(`Cannot use the settings of ${place}: expected an object`);
  for (const [name, value] of Object.entries(settings)) {
    const setting = Object.hasOwn(table, name) ? table[name] : undefined;
    if (setting === undefined) throw unknownSetting(name, table, place);
    if (value !== undefined) refuseValue(value, setting, `"${name}" in the settings of ${place}`);
  }
  for (const [name, { isRequired, expected }] of Object.entries(table))
    if (isRequired === true && settings[name] === undefined)
      throw new UsageError(`Cannot use the settings of ${place}: "${name}" is missing, expected ${expected}`);
}

/** @throws {UsageError} for a value that is none of the accepted ones. */
export function refuseUnlisted(value: unknown, accepted: readonly string[], place: string): void {
  if (typeof value !== 'string' || !accepted.includes(value))
    throw new UsageError(`Cannot use ${place} ${shown(value)}: expected one of ${accepted.join(', ')}`);
}

function unknownSetting(name: string, table: SettingsTable, place: string): UsageError {
  const hint = nearest(name, Object.keys(table));
  const accepted = hint === undefined ? `expected ${Object.keys(table).join(', ')}` : `did you mean "${hint}"?`;
  return new UsageError(`Cannot use "${name}" in the settings of ${place}: no such setting; ${accepted}`);
}

function refuseValue(value: unknown, { schema, expected, isSecret }: Setting, place: string): void {
  if (validatorFor(schema)(value).length === 0) return;
  throw new UsageError(`Cannot use ${place}${isSecret === true ? '' : `, ${shown(value)}`}: expected ${expected}`);
}

const longest = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
