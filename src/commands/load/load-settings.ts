/** The options of `airlock load`, checked. */
import { loadOperations, testTypes } from '../../../load/settings.ts';
import type { LoadOperation, TestType } from '../../../load/settings.ts';
import { defined } from '../../json/defined.ts';
import { nearest } from '../nearest.ts';
import { parseDuration } from '../options/duration.ts';
import { operationNamed } from '../options/operation-names.ts';
import { text, wholeNumber } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { UsageError } from '../usage-error.ts';

const others = ['scaling', 'merge'] as const;

/** The test type, or what else the command does. @throws {UsageError} */
export function typeOf(options: Options): TestType | (typeof others)[number] {
  const type = text(options, 'type') ?? 'smoke';
  const accepted = [...testTypes, ...others];
  const found = accepted.find((candidate) => candidate === type);
  if (found !== undefined) return found;
  const hint = nearest(type, accepted);
  throw new UsageError(
    `Cannot run load test "${type}": expected one of ${accepted.join(', ')}${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}

/** What a load test calls, by the ids of the table. */
const loaded: Readonly<Record<string, LoadOperation>> = {
  webBackendListConnectionsForWorkspace: 'list',
  webBackendGetConnection: 'get',
};

/** @throws {UsageError} unless it is one of the operations. */
export function operationOf(options: Options): LoadOperation {
  const word = text(options, 'operation');
  if (word === undefined) return 'mixed';
  const found =
    loadOperations.find((operation) => operation === word.trim()) ?? loaded[operationNamed(word.trim()) ?? ''];
  if (found !== undefined) return found;
  const hint = nearest(word, loadOperations);
  throw new UsageError(
    `Cannot use --operation "${word}": expected ${loadOperations.join(', ')}; ids and paths name operations as well${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}

/** Rate, virtual users and seconds, where they are given. @throws {UsageError} */
export function numbersOf(options: Options): {
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
} {
  const rate = wholeNumber(options, 'rate', 1);
  const vus = wholeNumber(options, 'vus', 1);
  const duration = text(options, 'duration');
  const seconds = duration === undefined ? undefined : parseDuration(duration, '--duration') / 1000;
  if (seconds !== undefined && seconds < 1)
    throw new UsageError(`Cannot use --duration "${duration ?? ''}": expected at least 1s`);
  return defined({ rate, vus, durationSeconds: seconds === undefined ? undefined : Math.round(seconds) });
}

/** The highest exponent that passes, where one is given. @throws {UsageError} */
export function maxExponentOf(options: Options): { readonly maxExponent?: number } {
  const given = text(options, 'maxExponent');
  if (given === undefined) return {};
  const maxExponent = Number(given);
  if (!(maxExponent > 0))
    throw new UsageError(`Cannot use --max-exponent "${given}": expected a number above 0, such as 1.2`);
  return { maxExponent };
}

/** How long `scaling` may measure, where a limit is given. @throws {UsageError} */
export function maxTimeOf(options: Options): { readonly maxTimeMs?: number } {
  const given = text(options, 'maxTime');
  return given === undefined ? {} : { maxTimeMs: parseDuration(given, '--max-time') };
}
