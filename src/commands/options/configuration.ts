/** `airlock.config.json`: every option of every command, under its name in kebab or camel case. */
import { isObject } from '../../json/json.ts';
import { readText } from '../../files/read-text.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import { configurable } from './configuration-schema.ts';
import { camelCase, kebab } from './option-name.ts';
import type { OptionDefinition } from './option.ts';
import type { Options } from './option-values.ts';
import { refuseEmpty } from './refuse-empty.ts';

const defaultFile = 'airlock.config.json';

/**
 * The options of the file, by their camel-case names. A setting that the command does not need may name a variable that is
 * not there, and is left out then: `airlock explain` works without the credentials of the server.
 * @throws {UsageError} naming the file and what is wrong in it.
 */
export function readConfiguration(
  named: string | undefined,
  isNeeded: (name: string) => boolean = () => true,
): Options {
  const file = named ?? defaultFile;
  const content = readIfThere(file, named !== undefined);
  if (content === undefined) return {};
  const value = parse(content, file);
  const expanded = Object.entries(value)
    .filter(([key, setting]: [string, unknown]) => {
      const name = camelCase(key);
      const mayBeLeftOut = Object.hasOwn(configurable, name) && !isNeeded(name);
      return !mayBeLeftOut || missingVariable(setting) === undefined;
    })
    .map(([key, setting]: [string, unknown]) => [key, expand(setting, { key, file })]);
  return optionsFrom(Object.fromEntries(expanded), file);
}

/** Settings in the form that the command line gives them. @throws {UsageError} for a name or a value that is not accepted. */
export function optionsFrom(settings: object, place: string): Options {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([key, setting]: [string, unknown]) => key !== '$schema' && setting !== undefined)
      .map(([key, setting]: [string, unknown]) => {
        const name = camelCase(key);
        const kind = Object.hasOwn(configurable, name) ? configurable[name]?.kind : undefined;
        if (kind === undefined) throw unknownKey(key, place);
        refuseEmpty(`"${key}" in ${place}`, setting);
        return [name, settingOf(setting, kind, { key, file: place })];
      }),
  );
}

function readIfThere(file: string, isRequired: boolean): string | undefined {
  try {
    return readText(file);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent && !isRequired) return undefined;
    const state = isAbsent ? 'it is not there' : 'it is a folder, or not readable';
    throw new UsageError(`Cannot read configuration file "${file}": ${state}; --config names another`);
  }
}

function parse(content: string, file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${file}: it is not JSON (${faultIn(content, error)}); expected an object of options`,
    );
  }
  if (!isObject(value)) throw new UsageError(`Cannot read ${file}: expected an object of options`);
  return value;
}

/** Names the line instead of the text that the engine quotes, which may be a secret. */
function faultIn(content: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : 'it does not parse';
  const [whole = '', quoted] = /, (?:\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(reason) ?? [];
  if (quoted === undefined) return reason;
  const line = content.slice(0, Math.max(0, content.indexOf(quoted))).split('\n').length;
  return `${reason.slice(0, -whole.length)}, near line ${line}`;
}

function unknownKey(key: string, file: string): UsageError {
  const hint = nearest(camelCase(key), Object.keys(configurable));
  return new UsageError(
    `Cannot use "${key}" in ${file}: no such option${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}

/** Brings a setting into the form that the command line gives it. */
function settingOf(
  value: unknown,
  kind: OptionDefinition['kind'],
  where: { readonly key: string; readonly file: string },
): unknown {
  const isText = typeof value === 'string' || typeof value === 'number';
  if (kind === 'flag' && typeof value === 'boolean') return value;
  if (kind === 'text' && isText) return String(value);
  if (kind === 'number' && isText && Number.isFinite(Number(value))) return String(value);
  if (kind === 'words' && isText) return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    if (kind === 'words') return value.join(',');
    if (kind === 'repeated') return value;
  }
  const accepted = {
    flag: 'true or false',
    text: 'a text',
    number: 'a number',
    words: 'a text or a list of texts',
    repeated: 'a list of texts',
  };
  throw new UsageError(`Cannot use "${where.key}" in ${where.file}: expected ${accepted[kind]}`);
}

/** `${NAME}` is replaced from the environment, so that a committed file needs no secret. */
function expand(value: unknown, where: { readonly key: string; readonly file: string }): unknown {
  const missing = missingVariable(value);
  if (missing !== undefined)
    throw new UsageError(
      `Cannot expand \${${missing}} of "${where.key}" in ${where.file}: the environment has no such variable; set it, or pass --${kebab(where.key)}`,
    );
  const expandText = (text: unknown): unknown =>
    typeof text === 'string'
      ? text.replaceAll(placeholder, (_, name: string) => {
          refuseEmpty(`\${${name}} in ${where.file}`, process.env[name]);
          return process.env[name] ?? '';
        })
      : text;
  return Array.isArray(value) ? value.map(expandText) : expandText(value);
}

const placeholder = /\$\{(\w+)\}/g;

/** The first variable of a setting that the environment does not have. */
function missingVariable(value: unknown): string | undefined {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts
    .flatMap((text) => (typeof text === 'string' ? [...text.matchAll(placeholder)] : []))
    .map(([, name = '']) => name)
    .find((name) => !Object.hasOwn(process.env, name));
}
