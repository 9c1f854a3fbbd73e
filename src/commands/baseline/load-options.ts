/** What the subcommands of `airlock baseline` share: k6, the target, and how long it is loaded. */
import { findK6 } from '../../performance/find-k6.ts';
import type { RecordOptions } from '../../performance/recorded-baseline.ts';
import type { Rule } from '../../performance/statistics/verdict.ts';
import { parseDuration } from '../duration.ts';
import { kebab, text, wholeNumber } from '../options.ts';
import type { Options } from '../options.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

/** The options that need no target, checked before anything is started. @throws {UsageError} */
export function readNumbers(options: Options): {
  readonly rate: number;
  readonly maxSeconds: number;
} {
  const duration = text(options, 'maxDuration') ?? '120s';
  const maxSeconds = Math.round(parseDuration(duration, '--max-duration') / 1000);
  if (maxSeconds < 1) throw new UsageError(`Cannot use --max-duration "${duration}": expected at least 1s`);
  return { rate: wholeNumber(options, 'rate', 2) ?? 100, maxSeconds };
}

/** @throws {UsageError} for a percentage or a probability that is none. */
export function readRule(options: Options): Rule {
  const alpha = Number(text(options, 'alpha') ?? '0.05');
  if (!(alpha > 0 && alpha < 0.5))
    throw new UsageError(`Cannot use --alpha "${text(options, 'alpha') ?? ''}": expected a number between 0 and 0.5`);
  return { minEffect: share(options, 'minEffect', '5%'), tolerance: share(options, 'tolerance', '10%'), alpha };
}

function share(options: Options, key: string, usual: string): number {
  const value = text(options, key) ?? usual;
  const match = /^(\d+(?:\.\d+)?)%$/.exec(value.trim());
  if (match === null || Number(match[1]) === 0)
    throw new UsageError(`Cannot use --${kebab(key)} "${value}": expected a percentage such as ${usual}`);
  return Number(match[1]) / 100;
}

/** Finds k6 and opens the target. */
export async function openForLoad(context: CommandContext, secondsPerRun: number): Promise<RecordOptions> {
  const { options, emit, signal } = context;
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...(named === undefined ? {} : { named }) });
  const { fixtures } = await context.openTarget();
  const target = { ...(await context.targetOptions()), workspaceId: fixtures.workspaceId };
  return { k6, emit, signal, target, rate: readNumbers(options).rate, secondsPerRun };
}
