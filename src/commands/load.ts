/** `airlock load`: one k6 test of the list and get operations. */
import { defined } from '../json/defined.ts';
import { appendFileSync } from 'node:fs';
import { Command } from 'commander';
import { loadOperations, testTypes } from '../../load/settings.ts';
import type { LoadOperation, TestType } from '../../load/settings.ts';
import type { LoadedDescription } from '../description/load-description.ts';
import { parseSegment } from '../performance/execution-segment.ts';
import type { Segment } from '../performance/execution-segment.ts';
import type { StepResult } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { parseDuration } from './options/duration.ts';
import { readThresholds } from './load-thresholds.ts';
import { nearest } from './nearest.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text, wholeNumber, words } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { releaseOf, withRelease } from './release.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

const others = ['scaling', 'merge'] as const;

export function loadCommand(): Command {
  const command = new Command('load')
    .argument('[type]', 'test type', 'smoke')
    .argument('[files...]', 'raw points to join, for merge');
  optionsFor(command, [
    'operation',
    'rate',
    'vus',
    'duration',
    'threshold',
    'emit',
    'parallelism',
    'executionSegment',
    'executionSegmentSequence',
    'points',
    'maxExponent',
    'k6',
    'openapi',
    ...forTarget,
    ...forReports,
  ]);
  withExamples(command, [
    "airlock load average --rate 50 --threshold 'p(95)<200'",
    'airlock load stress --target http://localhost:8000/api --operation get',
  ]);
  return command.action((type: string, files: readonly string[]) =>
    runCommand(command, (context) => loadBody({ ...context, options: { ...context.options, type, files } }), {
      onlyLooks: (options) => text(options, 'emit') !== undefined,
    }),
  );
}

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function loadBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal, pace } = context;
  const type = typeOf(options);
  const operation = operationOf(options);
  const numbers = numbersOf(options);
  const thresholds = readThresholds(options['threshold']);
  const files = Array.isArray(options['files']) ? options['files'].map(String) : [];
  if (files.length > 0 && type !== 'merge')
    throw new UsageError(`Cannot run load test "${type}" with "${files.join(' ')}": only merge takes files`);
  if (type === 'merge') {
    const { mergePoints } = await import('../performance/merge-points.ts');
    return mergePoints(files);
  }
  const emitDir = text(options, 'emit');
  if (emitDir !== undefined) {
    if (type === 'scaling') throw new UsageError(`Cannot emit "scaling": k6 does not run it`);
    const { emitTestRun } = await import('../performance/emit-test-run.ts');
    return emitTestRun({
      type,
      operation,
      folder: emitDir,
      thresholds,
      parallelism: wholeNumber(options, 'parallelism', 1) ?? 1,
      ...numbers,
      target: text(options, 'target') ?? 'http://airbyte:8000/api',
      workspaceId: text(options, 'workspace') ?? '',
      pace,
    });
  }
  if (type === 'scaling') {
    const { measureScaling } = await import('../performance/measure-scaling.ts');
    return measureScaling({
      emit,
      signal,
      pace,
      open: (changes) => context.openTarget(changes),
      ...maxExponentOf(options),
    });
  }
  const kept = keptPoints(options);
  await requireRoom(context, type, { operation, ...numbers }, { isOpen: false });
  const { findK6 } = await import('../performance/find-k6.ts');
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...defined({ named }) });
  const release = await releaseOf(options, pace);
  const known = release === undefined ? operation : operationIn(release, operation);
  const opened = await context.openTarget({ withoutCatalog: true });
  await requireRoom(context, type, { operation: known, ...numbers }, { isOpen: true });
  if (known !== 'list') await somethingToGet(opened);
  const target = { ...(await context.targetOptions()), workspaceId: opened.fixtures.workspaceId };
  const { runLoad } = await import('../performance/run-load.ts');
  const { findCapacity } = await import('../performance/find-capacity.ts');
  const load = {
    k6,
    type,
    target,
    operation: known,
    thresholds,
    emit,
    signal,
    pace,
    ...numbers,
    ...kept,
    ...defined({ description: release }),
  };
  const result = await (type === 'breakpoint' ? findCapacity(load) : runLoad(load));
  return withRelease(await orLost(result, opened), release);
}

/** A budget that holds no arrival is said before anything is sent, and once more when the target is known. @throws {TypeError | BudgetSpentError} */
async function requireRoom(
  { options, pace }: CommandContext,
  type: TestType,
  load: { readonly operation: LoadOperation; readonly rate?: number },
  { isOpen }: { readonly isOpen: boolean },
): Promise<void> {
  const { discoveryRequests, loadRequests } = await import('../performance/load-budget.ts');
  const { requireBudget } = await import('../target/require-budget.ts');
  const { requiredForProbe } = await import('../performance/find-capacity.ts');
  const cost = { ...load, target: targetOptionsOf(options) };
  const needed = type === 'breakpoint' ? requiredForProbe(pace, cost) : loadRequests(1, cost);
  requireBudget(pace, needed + (isOpen ? 0 : discoveryRequests(cost.target)), `Cannot run load test "${type}"`);
}

/** A run that proves nothing because its target went away, or refuses the credentials by now, says so in place of figures. */
async function orLost(result: StepResult, target: OpenTarget): Promise<StepResult> {
  if (result.verdicts?.some(({ code }) => code === 6) !== true || target.requestsLeft() === 0) return result;
  const { unreachable } = await import('../target/fixtures.ts');
  const { accessRefused } = await import('../target/access-refused.ts');
  const call = 'webBackendListConnectionsForWorkspace';
  const { outcome } = await target.send({ operation: call, body: { workspaceId: target.fixtures.workspaceId } });
  const lost = outcome.kind === 'failure' ? unreachable(target.url, outcome) : accessRefused(outcome, call);
  return lost === undefined
    ? result
    : {
        ...result,
        verdicts: [...(result.verdicts ?? []), { code: 3, reason: `The target was lost: ${lost.message}` }],
      };
}

function typeOf(options: Options): TestType | (typeof others)[number] {
  const type = text(options, 'type') ?? 'smoke';
  const accepted = [...testTypes, ...others];
  const found = accepted.find((candidate) => candidate === type);
  if (found !== undefined) return found;
  const hint = nearest(type, accepted);
  throw new UsageError(
    `Cannot run load test "${type}": expected one of ${accepted.join(', ')}${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}

function operationOf(options: Options): LoadOperation {
  const [word, ...more] = words(options, 'operation', loadOperations) ?? [];
  if (more.length > 0)
    throw new UsageError(
      `Cannot use --operation "${text(options, 'operation') ?? ''}": expected one of list, get, mixed`,
    );
  return loadOperations.find((operation) => operation === word) ?? 'mixed';
}

/** What of the wanted operations a release has; the list is needed in any case, to find connections. @throws {UsageError} */
function operationIn({ source, missing }: LoadedDescription, wanted: LoadOperation): LoadOperation {
  const lacksGet = missing.includes('webBackendGetConnection');
  if (missing.includes('webBackendListConnectionsForWorkspace') || (wanted === 'get' && lacksGet))
    throw new UsageError(`Cannot load by --openapi "${source}": it lacks ${missing.join(', ')}`);
  return lacksGet ? 'list' : wanted;
}

/** A workspace may have sources and no connection: one is made in the sandbox, if the run may. */
async function somethingToGet(target: OpenTarget): Promise<void> {
  if (target.fixtures.existingConnectionIds.length > 0) return;
  const { makeConnection } = await import('../performance/make-connection.ts');
  await makeConnection(target, 5);
}

function maxExponentOf(options: Options): { readonly maxExponent?: number } {
  const given = text(options, 'maxExponent');
  if (given === undefined) return {};
  const maxExponent = Number(given);
  if (!(maxExponent > 0))
    throw new UsageError(`Cannot use --max-exponent "${given}": expected a number above 0, such as 1.2`);
  return { maxExponent };
}

/** @throws {UsageError} for a file that cannot be written. */
function keptPoints(options: Options): { readonly segment?: Segment; readonly pointsFile?: string } {
  const segment = text(options, 'executionSegment');
  const pointsFile = text(options, 'points');
  if (pointsFile !== undefined)
    try {
      // What an earlier run left there stays until k6 starts.
      appendFileSync(pointsFile, '');
    } catch {
      throw new UsageError(`Cannot write --points "${pointsFile}": its folder is not there or not writable`);
    }
  return {
    ...(segment === undefined ? {} : { segment: parseSegment(segment, text(options, 'executionSegmentSequence')) }),
    ...defined({ pointsFile }),
  };
}

function numbersOf(options: Options): {
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
  return {
    ...defined({ rate, vus }),
    ...(seconds === undefined ? {} : { durationSeconds: Math.round(seconds) }),
  };
}
