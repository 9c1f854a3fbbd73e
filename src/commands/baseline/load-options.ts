/** What the subcommands of `airlock baseline` share: k6, the target, and how long it is loaded. */
import { defined } from '../../json/defined.ts';
import { cutLines } from '../../performance/cut-lines.ts';
import { findK6 } from '../../performance/find-k6.ts';
import { discoveryRequests } from '../../performance/load-budget.ts';
import type { RecordOptions } from '../../performance/record-runs.ts';
import type { Rule } from '../../performance/statistics/verdict.ts';
import { requireBudget } from '../../target/require-budget.ts';
import { outputsOf } from '../load/outputs-of.ts';
import { parseDuration } from '../options/duration.ts';
import { kebab } from '../options/option-name.ts';
import { optionTable } from '../options/option-table.ts';
import { findsWorkspace, targetOptionsOf } from '../options/target-options-of.ts';
import { text, wholeNumber } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

/** Arrivals a second. Each of two targets needs at least one. */
const leastRate = 2;

/** The options that need no target, checked before anything is started. @throws {UsageError} */
export function readNumbers(options: Options): {
  readonly rate: number;
  readonly maxSeconds: number;
} {
  const duration = text(options, 'maxDuration') ?? optionTable.maxDuration.default;
  const maxSeconds = Math.round(parseDuration(duration, '--max-duration') / 1000);
  if (maxSeconds < 1) throw new UsageError(`Cannot use --max-duration "${duration}": expected at least 1s`);
  return { rate: wholeNumber(options, 'rate', leastRate) ?? 100, maxSeconds };
}

/** @throws {UsageError} for an invalid percentage or probability. */
export function readRule(options: Options): Rule {
  const alpha = Number(text(options, 'alpha') ?? optionTable.alpha.default);
  if (!(alpha > 0 && alpha < 0.5))
    throw new UsageError(`Cannot use --alpha "${text(options, 'alpha') ?? ''}": expected a number between 0 and 0.5`);
  return { minEffect: share(options, 'minEffect'), tolerance: share(options, 'tolerance'), alpha };
}

function share(options: Options, key: 'minEffect' | 'tolerance'): number {
  const usual = optionTable[key].default;
  const value = text(options, key) ?? usual;
  const match = /^(\d+(?:\.\d+)?)%$/.exec(value.trim());
  if (match === null || Number(match[1]) === 0)
    throw new UsageError(`Cannot use --${kebab(key)} "${value}": expected a percentage such as ${usual}`);
  return Number(match[1]) / 100;
}

/** How long each part is loaded, and what that sends. */
export interface Length {
  readonly wanted: number;
  /** A shorter load proves nothing: a budget too small for this is refused. */
  readonly least: number;
  readonly requests: (rate: number, seconds: number) => number;
}

/**
 * Finds k6, opens the target, cuts rate and length to the bounds of the run, and says what was cut.
 * @throws {TypeError | BudgetSpentError} for bounds that leave too little.
 */
export async function openForLoad(context: CommandContext, length: Length): Promise<RecordOptions> {
  const { options, emit, signal, pace, command } = context;
  const outputs = outputsOf(options, { isWritten: true });
  const rate = boundedRate(context);
  const require = (spentBefore: number): void =>
    requireBudget(pace, spentBefore + length.requests(rate, length.least), `Cannot run ${command}`);
  require(discoveryRequests(targetOptionsOf(options), { findsWorkspace: findsWorkspace(options) }));
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...defined({ named }) });
  const { fixtures } = await context.openTarget({ withoutCatalog: true });
  const target = { ...(await context.targetOptions()), workspaceId: fixtures.workspaceId };
  require(0);
  const secondsPerRun = boundedSeconds(context, rate, length);
  return { k6, runId: context.runId, emit, signal, pace, target, rate, secondsPerRun, ...defined({ outputs }) };
}

/** @throws {UsageError} for a rate limit too low to load two targets in turn. */
function boundedRate({ options, pace, emit }: CommandContext): number {
  const { rate } = readNumbers(options);
  const most = Math.floor(pace.ratePerSecond ?? Number.POSITIVE_INFINITY);
  if (rate <= most) return rate;
  if (most < leastRate)
    throw new UsageError(
      `Cannot load two targets in turn with --rate-limit ${pace.ratePerSecond ?? ''}/s: expected at least ${leastRate}/s`,
    );
  for (const text of cutLines({ cuts: { rate: { from: rate, to: most } } }, pace, 1))
    emit({ type: 'notice', level: 'info', text });
  return most;
}

function boundedSeconds({ pace, emit }: CommandContext, rate: number, { wanted, least, requests }: Length): number {
  let seconds = wanted;
  while (seconds > least && requests(rate, seconds) > pace.left()) seconds -= 1;
  if (seconds < wanted)
    emit({
      type: 'notice',
      level: 'info',
      text: `load cut from ${wanted} s to ${seconds} s by --max-requests ${pace.maxRequests ?? ''}`,
    });
  return seconds;
}
