/** `airlock fuzz`: generated valid, invalid and stateful traffic, with every answer checked. */
import { defined } from '../json/defined.ts';
import { Command } from 'commander';
import type { Check } from '../../properties/checks/check.ts';
import type { Detection } from '../../properties/engine/detection.ts';
import type { FuzzOptions } from '../../properties/engine/fuzz-options.ts';
import type { Emit } from '../report/events.ts';
import type { StepResult } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { sayLength } from '../text/say-length.ts';
import { parseDuration } from './options/duration.ts';
import { givenOptions } from './options/merged-options.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text, wholeNumber, words } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { optionTable } from './options/option-table.ts';
import { withExamples } from './options/with-examples.ts';
import type { Options } from './options/option-values.ts';
import { checksBy, judgementOf } from './judgement.ts';
import { chosenDescription, embeddedRelease, namedRelease, withRelease } from './release.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { trapsOf } from './traps-of.ts';
import { UsageError } from './usage-error.ts';

export function fuzzCommand(): Command {
  const command = new Command('fuzz');
  optionsFor(command, [
    'seed',
    ['maxTime', { default: '60s' }],
    'maxExamples',
    'workers',
    'phases',
    'checks',
    'excludeChecks',
    'operations',
    'corpus',
    'known',
    'updateKnown',
    'reason',
    'expires',
    'strict',
    'strictSpec',
    'openapi',
    'minAcceptance',
    'maxFindings',
    'shrink',
    'dryRun',
    'listChecks',
    'listOperations',
    ...forTarget,
    ...forReports,
  ]);
  withExamples(command, [
    'airlock fuzz --seed 42 --max-time 5m',
    'airlock fuzz --target http://localhost:8000/api --phases valid,invalid --dry-run',
  ]);
  return command.action(async () => {
    const { listChecks, listOperations }: Options = givenOptions(command);
    if (listChecks === undefined && listOperations === undefined)
      return runCommand(command, fuzzBody, { onlyLooks: (options) => options['dryRun'] === true });
    const { listedChecks, listedOperations } = await import('./fuzz/lists.ts');
    const lists = [
      ...(listChecks === true ? [listedChecks()] : []),
      ...(listOperations === true ? [listedOperations()] : []),
    ];
    console.log(lists.map((lines) => lines.join('\n')).join('\n\n'));
  });
}

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function fuzzBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  const { acceptanceOf } = await import('./accepted-findings.ts');
  const acceptance = acceptanceOf(options);
  const { chosen, ...settings } = await fuzzSettings(context);
  if (options['dryRun'] === true) return plan(context, { ...settings, chosen });
  const { fuzz } = await import('../../properties/engine/fuzz.ts');
  const target = await context.openTarget({ tolerateFaults: true });
  const { release, checks, deviationOf, traps } = await judgementOf(context, target);
  sayLength(emit, settings.maxTimeMs, (time) => `fuzz takes at most ${time}; cleaning up comes on top`);
  const result = await fuzz({
    ...settings,
    ...defined({ description: release.description }),
    checks: checks.filter(chosen),
    deviationOf,
    traps,
    target,
    emit,
    signal,
  });
  const complete = await withDetection(withRelease(orUnfounded(result, target), release));
  if (acceptance === undefined) return complete;
  const { acceptFindings } = await import('../../properties/engine/known-findings-file.ts');
  return acceptFindings(complete, acceptance);
}

/** Ends the summary of a green run with what its silence is worth. */
async function withDetection(result: StepResult): Promise<StepResult> {
  const { detection } = (result.sections?.['fuzz'] ?? {}) as { readonly detection?: Detection }; // by the fuzz engine
  if (detection === undefined || (result.verdicts ?? []).length > 0) return result;
  const { detectionLine } = await import('../../properties/engine/detection.ts');
  return { ...result, summary: [...(result.summary ?? []), detectionLine(detection)] };
}

/** Adds exit 3 for a target on which no connection can be built, unless a check has found why. */
export function orUnfounded(result: StepResult, { fixtures: { unfounded } }: OpenTarget): StepResult {
  const { verdicts = [] } = result;
  return unfounded === undefined || verdicts.some(({ code }) => code === 1)
    ? result
    : { ...result, verdicts: [...verdicts, { code: 3, reason: unfounded }] };
}

/** What the options say, before it is known by which release the target is judged. */
interface FuzzSettings extends Omit<FuzzOptions, 'target' | 'emit' | 'signal' | 'checks' | 'description'> {
  readonly chosen: (check: Check) => boolean;
}

async function fuzzSettings({ options, seed, emit, pace }: CommandContext): Promise<FuzzSettings> {
  const { allChecks } = await import('../../properties/checks/all-checks.ts');
  const { phases } = await import('../../properties/model/case.ts');
  const { operationsIn } = await import('./options/operation-names.ts');
  const { knownFindings } = await import('./accepted-findings.ts');
  const ids = allChecks.map(({ id }) => id);
  const listed = { listedBy: 'airlock fuzz --list-checks' };
  const only = words(options, 'checks', ids, listed);
  const excluded = words(options, 'excludeChecks', ids, listed) ?? [];
  const operations = operationsIn(options, 'operations');
  const chosenPhases = words(options, 'phases', phases);
  const chosen = new Set(chosenPhases ?? phases);
  const maxExamples = wholeNumber(options, 'maxExamples', 1);
  const maxFindings = wholeNumber(options, 'maxFindings', 1);
  const corpus = text(options, 'corpus');
  // A description that cannot be had is said before a target is opened.
  const isDescribed = (await chosenDescription(options, pace)) !== undefined && text(options, 'openapi') !== undefined;
  if (isDescribed && options['strictSpec'] === true)
    throw new UsageError('Cannot use --strict-spec with --openapi: one run is judged by one description');
  const isChosen = ({ id, optional }: Check): boolean =>
    (only === undefined ? optional !== true : only.includes(id)) && !excluded.includes(id);
  if (!allChecks.some(isChosen))
    throw new UsageError('Cannot fuzz without checks: --exclude-checks leaves none of those chosen');
  return {
    seed: seed ?? Math.floor(Math.random() * 2 ** 31),
    phases: phases.filter((phase) => chosen.has(phase)),
    chosen: isChosen,
    maxTimeMs: parseDuration(text(options, 'maxTime') ?? '60s', '--max-time'),
    workers: wholeNumber(options, 'workers', 1) ?? Number(optionTable.workers.default),
    minAcceptance: ratio(options, 'minAcceptance') ?? Number(optionTable.minAcceptance.default),
    shrink: options['shrink'] !== false,
    strict: options['strict'] === true,
    verbose: options['verbose'] === true,
    known: knownFindings(options, emit),
    ...defined({ maxExamples, maxFindings, operations }),
    asked: { checks: only, phases: chosenPhases },
    ...(corpus === undefined ? {} : { corpus: await corpusOf(corpus, emit) }),
  };
}

async function plan({ options, pace }: CommandContext, { chosen, ...settings }: FuzzSettings): Promise<StepResult> {
  // Nothing is sent, so that only the options say which release it would be.
  const description = await chosenDescription(options, pace);
  const checks = await checksBy(defined({ description }), options['strictSpec'] === true);
  const { planOf } = await import('../../properties/engine/plan.ts');
  const { askers, strangersOf } = await import('../target/asker.ts');
  const { consentOf, isLoopbackHost } = await import('../target/consent-guard.ts');
  const url = text(options, 'target');
  const isLoopback = url === undefined || isLoopbackHost(new URL(url).hostname);
  const given = targetOptionsOf(options);
  const consent = consentOf({ url: url ?? '', ...given }, isLoopback);
  const traps = trapsOf(url === undefined ? embeddedRelease : namedRelease(options), { isLoopback });
  return planOf({
    ...settings,
    ...defined({ description }),
    checks: checks.filter(chosen),
    consent,
    traps,
    isLoopback,
    foreign: url === undefined || given.foreign !== undefined,
    askers: url === undefined ? askers : [...strangersOf({ url, ...given }).keys()],
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
