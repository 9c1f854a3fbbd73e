/** Options as they were given, and how a command reads one of them. */
import { textAt } from '../../json/json.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import { kebab } from './option-name.ts';

/** Merged options by their camel-case names; values as on the command line. `variables` names those of the environment. */
export type Options = Readonly<Record<string, unknown>>;

/** Text of an option; `undefined` when it was not given. */
export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** How a message calls an option: by the variable that it is from, else as it is typed. */
export function called(options: Options, name: string): string {
  const variables: unknown = options['variables'];
  return textAt(variables, name) ?? `--${kebab(name)}`;
}

/** @throws {UsageError} unless the option is absent or a whole number of at least `min`. */
export function wholeNumber(options: Options, name: string, min = 0): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const typed = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const number = Number(typed);
  if (!Number.isSafeInteger(number) || number < min || typed === '')
    throw new UsageError(`Cannot use --${kebab(name)} "${typed}": expected a whole number from ${min}`);
  return number;
}

/**
 * `listedBy` is the command that shows what is accepted, where that is too much for a message.
 * @throws {UsageError} for a word that is not accepted, naming the nearest.
 */
export function words(
  options: Options,
  name: string,
  accepted: readonly string[],
  { listedBy }: { readonly listedBy?: string } = {},
): readonly string[] | undefined {
  const list = listIn(options, name);
  for (const word of list ?? [])
    if (!accepted.includes(word)) {
      const hint = nearest(word, accepted);
      // In a list of thirty names nobody sees the one that was meant.
      const listed = listedBy === undefined ? accepted.join(', ') : `one of those that ${listedBy} shows`;
      const expected = hint !== undefined && accepted.length > 12 ? '' : `: expected ${listed}`;
      const question = hint === undefined ? '' : `${expected === '' ? ':' : ';'} did you mean "${hint}"?`;
      throw new UsageError(`Cannot use --${kebab(name)} "${word}"${expected}${question}`);
    }
  return list;
}

/** The words of a comma-separated option; `undefined` when it was not given. */
export function listIn(options: Options, name: string): readonly string[] | undefined {
  return text(options, name)
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {UsageError} unless the option is absent or a UUID. */
export function uuidIn(options: Options, name: string): string | undefined {
  // A variable from a file with Windows line ends may end in a carriage return.
  const value = text(options, name)?.trim();
  if (value !== undefined && !uuid.test(value))
    throw new UsageError(`Cannot use ${called(options, name)} "${value}": expected a UUID`);
  return value;
}
