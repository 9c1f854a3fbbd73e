/** The frame around every command: options, target, signals, reporters, report and exit code. */
import { randomInt, randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Emit } from '../report/events.ts';
import type { Report, StepResult, Verdict } from '../report/report.ts';
import { openReporters, reportFormats } from '../report/reporters.ts';
import type { OpenTarget } from '../target/open-target.ts';
import type { Redact } from '../target/redact.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { describeFailure } from './failure.ts';
import { onSignals } from './on-signals.ts';
import { defined } from './defined.ts';
import { mergedOptions, targetOptionsOf, text, wholeNumber, words } from './options.ts';
import type { Options } from './options.ts';
import { TargetKeeper } from './target-keeper.ts';
import { packageVersion } from './version.ts';

export interface CommandContext {
  readonly command: string;
  readonly options: Options;
  readonly emit: Emit;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  readonly reportDir: string;
  readonly runId: string;
  /** Given or drawn; only commands with `--seed` have one. */
  readonly seed?: number;
  /** Opens the target of the options, or starts the embedded backend. Closed and cleaned when the command ends. */
  openTarget(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** The options of the target, its address included; starts the embedded backend when none is given. */
  targetOptions(): Promise<TargetOptions>;
}

/** One command: what it does between the opening of the target and the writing of the reports. */
export type CommandBody = (context: CommandContext) => Promise<StepResult>;

/** When several apply, the first of these is used. */
const precedence: readonly Verdict['code'][] = [3, 4, 1, 5, 6];
/** How long an interrupted command may take to let go before its sandbox is cleaned all the same. */
const graceMs = 15_000;

/** Runs `body`, writes the reports, prints the last line and sets the exit code. Never throws. */
export async function runCommand(command: Command, body: CommandBody): Promise<void> {
  try {
    process.exitCode = await framed(command, body);
  } catch (error) {
    const failure = describeFailure(error);
    process.exitCode = failure.exitCode;
    console.error(failure.line);
  }
}

async function framed(command: Command, body: CommandBody): Promise<number> {
  const merged = mergedOptions(command);
  const name = nameOf(command);
  const seed = seedOf(command, merged);
  const options = seed === undefined ? merged : { ...merged, seed: String(seed) };
  // Mistakes in the options of the target are said before anything else is.
  if (command.options.some(({ long }) => long === '--target')) targetOptionsOf(options);
  const reportDir = text(options, 'reportDir') ?? 'airlock-report';
  const startedAt = new Date();
  const began = performance.now();
  const runId = randomUUID().slice(0, 8);
  const version = packageVersion();
  const stop = new AbortController();
  let redact: Redact = String; // until the secrets are known
  const keeper = new TargetKeeper(options, { runId, signal: stop.signal, onRedact: (next) => (redact = next) });
  const reporters = await openReporters(words(options, 'report', reportFormats) ?? ['console', 'json'], {
    reportDir,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    color: options['color'] !== false && (process.env['NO_COLOR'] ?? '') === '',
    redact: (line) => redact(line),
  });
  const releaseSignals = onSignals(stop);
  const { emit } = reporters;
  const { target: url } = options;
  emit({
    type: 'run-started',
    command: name,
    version,
    ...(typeof url === 'string' ? { target: url } : {}),
    ...(seed === undefined ? {} : { seed }),
  });
  let result: StepResult = {};
  const verdicts: Verdict[] = [];
  try {
    const running = body({
      command: name,
      options,
      emit,
      signal: stop.signal,
      reportDir,
      runId,
      ...(seed === undefined ? {} : { seed }),
      openTarget: (changes) => keeper.open(changes),
      targetOptions: () => keeper.options(),
    });
    result = await orInterrupted(running, stop.signal);
    verdicts.push(...(result.verdicts ?? []));
  } catch (error) {
    const { exitCode, line } = describeFailure(error);
    if (exitCode === 2) {
      await keeper.close();
      await reporters.close();
      releaseSignals();
      console.error(redact(line));
      return exitCode;
    }
    verdicts.push({ code: exitCode, reason: line });
  }
  const { sandbox, requests } = await keeper.close();
  releaseSignals();
  if (sandbox !== undefined && sandbox.left.length > 0)
    verdicts.push({
      code: 3,
      reason: `${sandbox.left.length} sandbox connections could not be removed; remove them with: airlock cleanup`,
    });
  const { exitCode, reason } = outcomeOf(verdicts, stop.signal.aborted);
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'airlock', version },
    command: name,
    ...keeper.described(),
    ...defined({
      seed: result.seed ?? seed,
      sandbox: sandbox ?? result.sandbox,
      acceptance: result.acceptance,
      checks: result.checks,
    }),
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    requests: result.requests ?? requests,
    findings: result.findings ?? [],
    ...result.sections,
    ...(result.summary === undefined ? {} : { summary: result.summary }),
    exitCode,
    ...(reason === undefined ? {} : { reason: redact(reason) }),
  };
  emit({ type: 'run-finished', report });
  await reporters.close();
  if (reason !== undefined) console.error(redact(reason));
  return exitCode;
}

/** `baseline compare` for a subcommand, the plain name otherwise. */
function nameOf(command: Command): string {
  const parent = command.parent;
  return parent === null || parent.name() === 'airlock' ? command.name() : `${parent.name()} ${command.name()}`;
}

function seedOf(command: Command, options: Options): number | undefined {
  if (!command.options.some((option) => option.attributeName() === 'seed')) return undefined;
  return wholeNumber(options, 'seed') ?? randomInt(2 ** 31);
}

function outcomeOf(verdicts: readonly Verdict[], interrupted: boolean): { exitCode: number; reason?: string } {
  const left = verdicts.find(({ reason }) => reason.includes('airlock cleanup'));
  if (interrupted)
    return {
      exitCode: 130,
      reason: `Interrupted; results so far are written and ${left === undefined ? 'the sandbox is cleaned' : left.reason}`,
    };
  const verdict = precedence
    .map((code) => verdicts.find((candidate) => candidate.code === code))
    .find((candidate) => candidate !== undefined);
  return verdict === undefined ? { exitCode: 0 } : { exitCode: verdict.code, reason: verdict.reason };
}

/** What the command returns; nothing when it does not let go in time after an interruption. */
async function orInterrupted(running: Promise<StepResult>, signal: AbortSignal): Promise<StepResult> {
  let timer: NodeJS.Timeout | undefined;
  const released = new Promise<StepResult>((resolve) => {
    const wait = (): void => {
      timer = setTimeout(() => resolve({}), graceMs);
    };
    signal.addEventListener('abort', wait, { once: true });
  });
  try {
    return await Promise.race([running, released]);
  } catch (error) {
    if (signal.aborted) return {};
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
