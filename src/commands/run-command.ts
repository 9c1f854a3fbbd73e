/** The frame around every command: options, target, signals, reporters, report and exit code. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Emit, RunEvent } from '../report/events.ts';
import type { Report, StepResult, Verdict } from '../report/report.ts';
import { openReporters } from '../report/reporters.ts';
import type { Redact } from '../target/redact.ts';
import type { OpenTarget } from '../target/open-target.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { mergedOptions, targetOptionsOf, text, words } from './options.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';

export interface CommandContext {
  readonly command: string;
  readonly options: Options;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly reportDir: string;
  readonly runId: string;
  /** Opens the target of the options, or starts the embedded backend. Closed and cleaned when the command ends. */
  openTarget(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** The options of the target, its address included; starts the embedded backend when none is given. */
  targetOptions(): Promise<TargetOptions>;
}

/** When several apply, the first of these is used. */
const precedence: readonly Verdict['code'][] = [3, 4, 1, 5, 6];
const formats = ['console', 'json', 'junit', 'html', 'har', 'ndjson', 'github'] as const;

/** Runs `body`, writes the reports, prints the last line and sets the exit code. Never throws. */
export async function runCommand(
  command: Command,
  body: (context: CommandContext) => Promise<StepResult>,
): Promise<void> {
  try {
    process.exitCode = await framed(command, body);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    console.error(lineOf(error));
  }
}

async function framed(command: Command, body: (context: CommandContext) => Promise<StepResult>): Promise<number> {
  const options = mergedOptions(command);
  const reportDir = text(options, 'reportDir') ?? 'airlock-report';
  const startedAt = new Date();
  const began = performance.now();
  const runId = randomUUID().slice(0, 8);
  const version = packageVersion();
  const stop = new AbortController();
  const releaseSignals = onSignals(stop);
  let redact: Redact = (line) => line;
  const reporters = await openReporters(words(options, 'report', formats) ?? ['console', 'json'], {
    reportDir,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    color: options['color'] !== false && process.env['NO_COLOR'] === undefined,
    redact: (line) => redact(line),
  });
  const emit: Emit = (event: RunEvent) => reporters.emit(event);
  const opened: OpenTarget[] = [];
  const closers: (() => Promise<void>)[] = [];
  let embedded: Promise<Partial<TargetOptions> & { readonly url: string }> | undefined;
  const targetOptions = async (): Promise<TargetOptions> => {
    const given = targetOptionsOf(options);
    const { redactorOf } = await import('../target/redact.ts');
    const url = text(options, 'target');
    redact = redactorOf({ url: url ?? '', ...given });
    if (url !== undefined) return { url, ...given };
    embedded ??= startEmbedded(closers);
    return {
      ...given,
      ...(await embedded),
      ...(given.workspaceId === undefined ? {} : { workspaceId: given.workspaceId }),
    };
  };
  const context: CommandContext = {
    command: command.name(),
    options,
    emit,
    signal: stop.signal,
    reportDir,
    runId,
    targetOptions,
    async openTarget(changes = {}) {
      const { openTarget } = await import('../target/open-target.ts');
      const target = await openTarget(
        { ...(await targetOptions()), ...changes },
        { signal: stop.signal, runId: opened.length === 0 ? runId : `${runId}${opened.length}` },
      );
      opened.push(target);
      return target;
    },
  };
  let result: StepResult = {};
  const verdicts: Verdict[] = [];
  try {
    result = await body(context);
    verdicts.push(...(result.verdicts ?? []));
  } catch (error) {
    const code = exitCodeOf(error);
    if (code === 2 || (code === 1 && !isVerdictCode(error))) {
      await cleanUp(opened, closers);
      throw error;
    }
    verdicts.push({ code: code as Verdict['code'], reason: lineOf(error) }); // 3 or 4
  }
  const { sandbox, requests } = await cleanUp(opened, closers);
  releaseSignals();
  if (sandbox !== undefined && sandbox.left.length > 0)
    verdicts.push({
      code: 3,
      reason: `${sandbox.left.length} sandbox connections could not be removed; run: airlock cleanup`,
    });
  const verdict = precedence
    .map((code) => verdicts.find((candidate) => candidate.code === code))
    .find((candidate) => candidate !== undefined);
  const exitCode = stop.signal.aborted ? 130 : (verdict?.code ?? 0);
  const reason = stop.signal.aborted
    ? 'Interrupted; results so far are written and the sandbox is cleaned'
    : verdict?.reason;
  const first = opened[0];
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'airlock', version },
    command: context.command,
    ...(first === undefined
      ? {}
      : {
          target: {
            url: first.url,
            ...(first.fixtures.workspaceId === '' ? {} : { workspaceId: first.fixtures.workspaceId }),
          },
        }),
    ...(result.seed === undefined ? {} : { seed: result.seed }),
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    requests: result.requests ?? requests,
    ...(result.acceptance === undefined ? {} : { acceptance: result.acceptance }),
    ...(result.checks === undefined ? {} : { checks: result.checks }),
    findings: result.findings ?? [],
    ...(sandbox === undefined ? {} : { sandbox }),
    ...result.sections,
    ...(result.summary === undefined ? {} : { summary: result.summary }),
    exitCode,
    ...(reason === undefined ? {} : { reason }),
  };
  emit({ type: 'run-finished', report });
  await reporters.close();
  if (reason !== undefined) console.error(redact(reason));
  return exitCode;
}

async function startEmbedded(
  closers: (() => Promise<void>)[],
): Promise<Partial<TargetOptions> & { readonly url: string }> {
  const { startBackend } = await import('../backend/start-backend.ts');
  const backend = await startBackend();
  closers.push(() => backend.close());
  return {
    url: backend.url,
    workspaceId: backend.workspaceId,
    sourceId: backend.sourceId,
    destinationId: backend.destinationId,
    foreign: {
      workspaceId: backend.foreignWorkspaceId,
      sourceId: backend.foreignSourceId,
      destinationId: backend.foreignDestinationId,
    },
  };
}

async function cleanUp(
  opened: readonly OpenTarget[],
  closers: readonly (() => Promise<void>)[],
): Promise<{ readonly sandbox?: NonNullable<Report['sandbox']>; readonly requests: Report['requests'] }> {
  const emptied: NonNullable<Report['sandbox']>[] = [];
  const counts: Report['requests'][] = [];
  for (const target of opened) {
    try {
      emptied.push(await target.sandbox.clean());
    } catch {
      emptied.push({
        created: 0,
        cleaned: 0,
        left: ['unknown: the target did not answer while the sandbox was cleaned'],
      });
    }
    counts.push(target.counts());
    await target.close();
  }
  for (const close of closers) await close();
  const sandbox =
    emptied.length === 0
      ? undefined
      : {
          created: sum(emptied, 'created'),
          cleaned: sum(emptied, 'cleaned'),
          left: emptied.flatMap(({ left }) => left),
        };
  return { ...(sandbox === undefined ? {} : { sandbox }), requests: joined(counts) };
}

function sum(parts: readonly NonNullable<Report['sandbox']>[], key: 'created' | 'cleaned'): number {
  return parts.reduce((total, part) => total + part[key], 0);
}

function joined(counts: readonly Report['requests'][]): Report['requests'] {
  const byOperation: Record<string, { total: number; byStatus: Record<string, number> }> = {};
  for (const { byOperation: part } of counts)
    for (const [operation, { total, byStatus }] of Object.entries(part)) {
      const entry = (byOperation[operation] ??= { total: 0, byStatus: {} });
      entry.total += total;
      for (const [status, times] of Object.entries(byStatus))
        entry.byStatus[status] = (entry.byStatus[status] ?? 0) + times;
    }
  return { total: Object.values(byOperation).reduce((total, entry) => total + entry.total, 0), byOperation };
}

/** The first signal ends the run in order; the second one at once. */
function onSignals(stop: AbortController): () => void {
  const handler = (): void => {
    if (stop.signal.aborted) {
      console.error('Interrupted twice: leaving at once. Run "airlock cleanup" to remove what is left on the target.');
      process.exit(130);
    }
    stop.abort();
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return () => process.off('SIGINT', handler).off('SIGTERM', handler);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || error instanceof TypeError) return 2;
  if (error instanceof Error && error.name === 'TargetUnusableError') return 3;
  if (error instanceof Error && error.name === 'ToolMissingError') return 4;
  return isVerdictCode(error) ? 3 : 1;
}

function isVerdictCode(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'TargetUnusableError' || error.name === 'ToolMissingError' || error.name === 'BudgetSpentError')
  );
}

/** One line for a mistake of the user; a defect of ours shows where it is. */
function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return `Airlock failed: ${String(error)}`;
  const expected =
    error instanceof UsageError ||
    ['TargetUnusableError', 'ToolMissingError', 'BudgetSpentError', 'ConsentError'].includes(error.name) ||
    /^Cannot /.test(error.message);
  if (expected) return error.message.split('\n')[0] ?? error.message;
  return `Airlock failed, which is a defect of its own; please report it: ${error.stack ?? error.message}`;
}
