/** `airlock load`: one k6 test of the list and get operations. */
import { Command } from 'commander';
import type { LoadOperation, TestType } from '../../load/settings.ts';
import type { LoadedDescription } from '../description/load-description.ts';
import type { StepResult } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { parseDuration } from './duration.ts';
import { nearest } from './nearest.ts';
import { text, wholeNumber, words } from './options.ts';
import type { Options } from './options.ts';
import { openApiOption, releaseOf, withRelease } from './release.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions, addTargetOptions, collect } from './target-options.ts';
import { UsageError } from './usage-error.ts';

const types = ['smoke', 'average', 'stress', 'spike', 'soak', 'breakpoint'] as const satisfies readonly TestType[];
const others = ['scaling', 'merge'] as const;

export function loadCommand(): Command {
  const command = new Command('load')
    .description('run a k6 load test (smoke | average | stress | spike | soak | breakpoint), or scaling, or merge')
    .argument('[type]', 'test type', 'smoke')
    .argument('[files...]', 'raw points to join, for merge')
    .option('--operation <name>', 'list, get or mixed (default: mixed)')
    .option('--rate <n>', 'arrivals a second')
    .option('--vus <n>', 'virtual users, all there from the start')
    .option('--duration <duration>', 'length of the measured part')
    .option('--threshold <expr>', "further threshold, such as 'http_req_duration: p(95)<200', repeatable", collect)
    .option('--emit <dir>', 'write the bundled script and a Kubernetes TestRun, run nothing')
    .option('--parallelism <n>', 'pods of the emitted TestRun')
    .option('--max-exponent <x>', 'scaling: exit 5 when the exponent is certainly above this')
    .option('--k6 <path>', 'k6 to use (K6_BIN)')
    .option(...openApiOption);
  addReportOptions(addTargetOptions(command));
  return command.action((type: string, files: readonly string[]) =>
    runCommand(command, (context) => loadBody({ ...context, options: { ...context.options, type, files } })),
  );
}

/** What the command does; `check` runs it as one of its steps. @throws {UsageError} */
export async function loadBody(context: CommandContext): Promise<StepResult> {
  const { options, emit, signal } = context;
  const type = typeOf(options);
  const operation = operationOf(options);
  const numbers = numbersOf(options);
  const thresholds = thresholdsOf(options['threshold']);
  if (type === 'merge') {
    const { mergePoints } = await import('../performance/merge-points.ts');
    return mergePoints(Array.isArray(options['files']) ? options['files'].map(String) : []);
  }
  const emitDir = text(options, 'emit');
  if (emitDir !== undefined && type !== 'scaling') {
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
    });
  }
  const { findK6 } = await import('../performance/find-k6.ts');
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...(named === undefined ? {} : { named }) });
  if (type === 'scaling') {
    const { measureScaling } = await import('../performance/measure-scaling.ts');
    const maxExponent = Number(text(options, 'maxExponent') ?? Number.NaN);
    return measureScaling({
      k6,
      emit,
      signal,
      open: (changes) => context.openTarget(changes),
      target: await context.targetOptions(),
      ...(Number.isNaN(maxExponent) ? {} : { maxExponent }),
    });
  }
  const release = await releaseOf(options);
  const known = release === undefined ? operation : operationIn(release, operation);
  const opened = await context.openTarget();
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
    ...numbers,
    ...(release === undefined ? {} : { description: release }),
  };
  const result = await (type === 'breakpoint' ? findCapacity(load) : runLoad(load));
  return withRelease(await orLost(result, opened), release);
}

/** A run that proves nothing because its target went away, or refuses the credentials by now, says so in place of figures. */
async function orLost(result: StepResult, target: OpenTarget): Promise<StepResult> {
  if (result.verdicts?.some(({ code }) => code === 6) !== true) return result;
  const { unreachable } = await import('../target/fixtures.ts');
  const { unwillingness } = await import('../target/unwilling.ts');
  const call = 'webBackendListConnectionsForWorkspace';
  const { outcome } = await target.send({ operation: call, body: { workspaceId: target.fixtures.workspaceId } });
  const lost = outcome.kind === 'failure' ? unreachable(target.url, outcome) : unwillingness(outcome, call);
  return lost === undefined
    ? result
    : {
        ...result,
        verdicts: [...(result.verdicts ?? []), { code: 3, reason: `The target was lost: ${lost.message}` }],
      };
}

function typeOf(options: Options): TestType | (typeof others)[number] {
  const type = text(options, 'type') ?? 'smoke';
  const accepted = [...types, ...others];
  const found = accepted.find((candidate) => candidate === type);
  if (found !== undefined) return found;
  const hint = nearest(type, accepted);
  throw new UsageError(
    `Cannot run load test "${type}": expected one of ${accepted.join(', ')}${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}

function operationOf(options: Options): LoadOperation {
  const [operation, ...more] = words(options, 'operation', ['list', 'get', 'mixed']) ?? ['mixed'];
  if (more.length > 0)
    throw new UsageError(
      `Cannot use --operation "${text(options, 'operation') ?? ''}": expected one of list, get, mixed`,
    );
  return operation as LoadOperation; // one of the accepted words
}

/** What of the wanted operations a release has; the list is needed in any case, to find connections. @throws {UsageError} */
function operationIn({ source, missing }: LoadedDescription, wanted: LoadOperation): LoadOperation {
  const lacksGet = missing.includes('webBackendGetConnection');
  if (missing.includes('webBackendListConnectionsForWorkspace') || (wanted === 'get' && lacksGet))
    throw new UsageError(`Cannot load by --openapi "${source}": it lacks ${missing.join(', ')}`);
  return lacksGet ? 'list' : wanted;
}

function numbersOf(options: Options): {
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
} {
  const rate = wholeNumber(options, 'rate', 1);
  const vus = wholeNumber(options, 'vus', 1);
  const duration = text(options, 'duration');
  return {
    ...(rate === undefined ? {} : { rate }),
    ...(vus === undefined ? {} : { vus }),
    ...(duration === undefined
      ? {}
      : { durationSeconds: Math.max(1, Math.round(parseDuration(duration, '--duration') / 1000)) }),
  };
}

/** `metric: expression`, or an expression alone, which is about the latency of what was measured. */
function thresholdsOf(lines: unknown): Readonly<Record<string, readonly string[]>> {
  const thresholds: Record<string, string[]> = {};
  for (const line of Array.isArray(lines) ? lines.map(String) : []) {
    const match =
      /^(?:([a-z_]+(?:\{[^}]*\})?)\s*:\s*)?((?:p\(\d+(?:\.\d+)?\)|avg|min|max|med|rate|count|value)\s*(?:<=?|>=?|===?|!==?)\s*-?\d+(?:\.\d+)?)$/.exec(
        line.trim(),
      );
    if (match?.[2] === undefined)
      throw new UsageError(
        `Cannot use --threshold "${line}": expected k6 syntax such as 'p(95)<200' or 'http_req_failed: rate<0.01'`,
      );
    const metric = match[1] ?? 'http_req_duration{phase:measured,expected_response:true}';
    thresholds[metric] = [...(thresholds[metric] ?? []), match[2]];
  }
  return thresholds;
}
