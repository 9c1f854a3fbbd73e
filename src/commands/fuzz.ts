/** `airlock fuzz`: generated valid, invalid and stateful traffic, with every answer checked. */
import { Command } from 'commander';
import type { FuzzOptions } from '../../properties/engine/fuzz.ts';
import type { Emit } from '../report/events.ts';
import type { Finding, StepResult } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { parseDuration } from './options/duration.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text, wholeNumber, words } from './options/option-values.ts';
import { addReportOptions, addTargetOptions } from './target-options.ts';
import type { Options } from './options/option-values.ts';
import { openApiOption, releaseOf, withRelease } from './release.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function fuzzCommand(): Command {
  const command = new Command('fuzz')
    .description('send generated valid, invalid and stateful traffic, and check every answer')
    .option('--seed <n>', 'seed of everything that is generated (default: random, printed first)')
    .option('--max-time <duration>', 'the whole run, shrinking and retries included', '60s')
    .option('--max-examples <n>', 'cases per phase and worker')
    .option('--workers <n>', 'cases at the same time', '4')
    .option('--phases <list>', 'valid,invalid,sequences,concurrency,transport')
    .option('--checks <list>', 'only these checks')
    .option('--exclude-checks <list>', 'all but these checks')
    .option('--operations <list>', 'only cases about these operations')
    .option('--corpus <path>', 'real catalogs to start from: a folder, or a file')
    .option('--known <file>', 'accepted findings (default: airlock.known.json when it exists)')
    .option('--update-known', 'accept the new findings of this run: they are written to that file')
    .option('--reason <text>', 'why they are accepted, with --update-known')
    .option('--expires <date>', 'the day from which they count again, with --update-known: YYYY-MM-DD')
    .option('--strict', 'known deviations of Airbyte releases fail as well')
    .option('--strict-spec', 'judge by the published description, unrepaired')
    .option(...openApiOption)
    .option('--min-acceptance <ratio>', 'exit 6 when fewer of the valid bodies are accepted', '0.9')
    .option('--max-findings <n>', 'stop after so many new findings')
    .option('--no-shrink', 'report cases as they were generated')
    .option('--dry-run', 'print what would be sent, per operation, and send nothing');
  addReportOptions(addTargetOptions(command));
  return command.action(() => runCommand(command, fuzzBody, { onlyLooks: (options) => options['dryRun'] === true }));
}

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function fuzzBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  const { acceptanceOf } = await import('./accepted-findings.ts');
  const acceptance = acceptanceOf(options);
  const settings = await fuzzSettings(context);
  if (options['dryRun'] === true) return plan(options, settings);
  const { fuzz } = await import('../../properties/engine/fuzz.ts');
  const { deviationFor } = await import('../../deviations/deviations.ts');
  // The embedded backend is right in everything: nothing may be explained away there.
  const isEmbedded = text(options, 'target') === undefined;
  const deviationOf = (finding: Finding): string | undefined => (isEmbedded ? undefined : deviationFor(finding)?.id);
  const target = await context.openTarget({ tolerateFaults: true });
  const result = await fuzz({ ...settings, deviationOf, target, emit, signal });
  const complete = withRelease(orUnfounded(result, target), await releaseOf(options));
  if (acceptance === undefined) return complete;
  const { acceptFindings } = await import('../../properties/engine/known-findings-file.ts');
  return acceptFindings(complete, acceptance);
}

/** A target that nothing can be built on and that no check objects to cannot be tested. */
export function orUnfounded(result: StepResult, { fixtures: { unfounded } }: OpenTarget): StepResult {
  const { verdicts = [] } = result;
  return unfounded === undefined || verdicts.some(({ code }) => code === 1)
    ? result
    : { ...result, verdicts: [...verdicts, { code: 3, reason: unfounded }] };
}

type FuzzSettings = Omit<FuzzOptions, 'target' | 'emit' | 'signal'>;

async function fuzzSettings({ options, seed, emit, pace }: CommandContext): Promise<FuzzSettings> {
  const { allChecks, checksAgainst } = await import('../../properties/checks/all-checks.ts');
  const { phases } = await import('../../properties/model/case.ts');
  const { operationIds } = await import('../../schemas/operations.ts');
  const { knownFindings } = await import('./accepted-findings.ts');
  const ids = allChecks.map(({ id }) => id);
  const only = words(options, 'checks', ids);
  const excluded = words(options, 'excludeChecks', ids) ?? [];
  const operations = words(options, 'operations', operationIds);
  const chosenPhases = words(options, 'phases', phases);
  const chosen = new Set(chosenPhases ?? phases);
  const maxExamples = wholeNumber(options, 'maxExamples', 1);
  const maxFindings = wholeNumber(options, 'maxFindings', 1);
  const corpus = text(options, 'corpus');
  const description = await releaseOf(options, pace);
  if (description !== undefined && options['strictSpec'] === true)
    throw new UsageError('Cannot use --strict-spec with --openapi: one run is judged by one description');
  const described =
    options['strictSpec'] === true
      ? checksAgainst((await import('../../schemas/description.ts')).publishedDescription().operations)
      : description === undefined
        ? allChecks
        : checksAgainst(description.operations);
  const checks = described.filter(
    ({ id, optional }) => (only === undefined ? optional !== true : only.includes(id)) && !excluded.includes(id),
  );
  if (checks.length === 0)
    throw new UsageError('Cannot fuzz without checks: --exclude-checks leaves none of those chosen');
  return {
    seed: seed ?? Math.floor(Math.random() * 2 ** 31),
    phases: phases.filter((phase) => chosen.has(phase)),
    checks,
    maxTimeMs: parseDuration(text(options, 'maxTime') ?? '60s', '--max-time'),
    workers: wholeNumber(options, 'workers', 1) ?? 4,
    minAcceptance: ratio(options, 'minAcceptance') ?? 0.9,
    shrink: options['shrink'] !== false,
    strict: options['strict'] === true,
    known: knownFindings(options, emit),
    ...(maxExamples === undefined ? {} : { maxExamples }),
    ...(maxFindings === undefined ? {} : { maxFindings }),
    ...(operations === undefined ? {} : { operations }),
    asked: { checks: only, phases: chosenPhases },
    ...(description === undefined ? {} : { description }),
    ...(corpus === undefined ? {} : { corpus: await corpusOf(corpus, emit) }),
  };
}

async function plan(options: Options, settings: FuzzSettings): Promise<StepResult> {
  const { planOf } = await import('../../properties/engine/plan.ts');
  const { consentOf, isLoopbackHost } = await import('../target/consent-guard.ts');
  const url = text(options, 'target');
  const isLoopback = url === undefined || isLoopbackHost(new URL(url).hostname);
  const consent = consentOf({ url: url ?? '', ...targetOptionsOf(options) }, isLoopback);
  return planOf({
    ...settings,
    consent,
    isLoopback,
    foreign: url === undefined,
    catalog: url === undefined,
    existing: true,
  });
}

async function corpusOf(dir: string, emit: Emit): Promise<NonNullable<FuzzOptions['corpus']>> {
  const { readCorpus } = await import('../../properties/corpus/read-corpus.ts');
  try {
    return readCorpus(dir, ({ file, reason }) =>
      emit({ type: 'notice', level: 'warning', text: `Not used from the corpus: ${file}: ${reason}` }),
    );
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

function ratio(options: Options, name: string): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1))
    throw new UsageError(`Cannot use --min-acceptance "${value}": expected a number from 0 to 1`);
  return number;
}
