import { readText } from '../../files/read-text.ts';
import { UsageError } from '../usage-error.ts';
import { optionNamed } from './option-table.ts';
import { refuseEmpty } from './refuse-empty.ts';

/** The option of this name, if the environment has it. @throws {UsageError} for a variable that is empty, or given twice. */
export function fromEnv(name: string): readonly (readonly [string, unknown])[] {
  const place = places[name];
  if (place !== undefined) refuseEmpty(place, process.env[place]);
  const { environment: variable, isSecret, kind } = optionNamed(name) ?? {};
  if (variable === undefined) return [];
  const file = isSecret === true ? process.env[`${variable}_FILE`] : undefined;
  const given = process.env[variable];
  refuseEmpty(variable, given);
  refuseEmpty(`${variable}_FILE`, file);
  if (file !== undefined && given !== undefined)
    throw new UsageError(`Cannot use ${variable} and ${variable}_FILE together: expected one of them`);
  const value = file === undefined ? given : secretIn(file, `${variable}_FILE`);
  if (value === undefined) return [];
  return [[name, kind === 'flag' ? switched(value, variable) : value]];
}

/** The variable, or that of the file, from which `fromEnv` has an option. */
export function variableOf(name: string): string {
  const { environment: variable = '' } = optionNamed(name) ?? {};
  return process.env[variable] === undefined ? `${variable}_FILE` : variable;
}

/** Variables that have no option, the folders of journals and of k6, by an option of the commands that read them. */
const places: Readonly<Record<string, string>> = { target: 'AIRLOCK_HOME', k6: 'AIRLOCK_CACHE' };

function switched(value: string, variable: string): boolean {
  const word = value.trim().toLowerCase();
  if (!['1', 'true', '0', 'false'].includes(word))
    throw new UsageError(`Cannot use ${variable} "${value}": expected 1 or true, 0 or false`);
  return word === '1' || word === 'true';
}

/** The content of a file without the line break that editors end it with. */
function secretIn(file: string, variable: string): string {
  let secret: string;
  try {
    secret = readText(file).replace(/\r?\n$/, '');
  } catch {
    throw new UsageError(
      `Cannot read ${variable} "${file}": it is not there or not readable; expected a file with the secret`,
    );
  }
  if (secret.trim() === '')
    throw new UsageError(`Cannot use ${variable} "${file}": the file is empty; expected a file with the secret`);
  return secret;
}
