/** Runs a command from the opening of its target to its report, for the command line and the library. */
import { defined } from '../json/defined.ts';
import { checkReference } from '../report/check-reference.ts';
import type { Emit } from '../report/events.ts';
import type { Finding, Report, StepResult, Verdict } from '../report/report.ts';
import { counted } from '../text/counted.ts';
import { leftBehind } from '../target/left-behind.ts';
import type { Exchange } from '../target/exchange.ts';
import type { OpenTarget } from '../target/open-target.ts';
import type { Pace } from '../target/pace.ts';
import type { Redact } from '../target/redact.ts';
import { newRunId } from '../target/run-id.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { addRequests } from './add-requests.ts';
import { exchangeSummary } from './exchange-summary.ts';
import { describeFailure } from './failure.ts';
import type { Options } from './options/option-values.ts';
import { orInterrupted } from './or-interrupted.ts';
import { outcomeOf } from './outcome-of.ts';
import type { RunRelease } from './release.ts';
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
  /** From `--seed`, or random. Commands without `--seed` have none. */
  readonly seed?: number;
  /** Masks secrets in what is printed besides the reports. */
  readonly redact: Redact;
  /** Opens the target of the options, or the embedded backend. It is cleaned and closed when the command ends. */
  openTarget(changes?: Partial<TargetOptions>): Promise<OpenTarget>;
  /** What judges a run against an open target: the release that it is, and its description. @throws {UsageError} */
  releaseOf(target: OpenTarget): Promise<RunRelease>;
  /** The options of the target, its address included; starts the embedded backend when none is given. */
  targetOptions(): Promise<TargetOptions>;
  /** The bounds of `--rate-limit` and `--max-requests`, for everything that sends. */
  readonly pace: Pace;
}

/** What a command does before its reports are written. */
export type CommandBody = (context: CommandContext) => Promise<StepResult>;

export interface RunRequest {
  readonly command: string;
  readonly options: Options;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly reportDir: string;
  readonly seed?: number;
  /** The command judges nothing, and the report says so. */
  readonly onlyLooks?: boolean;
  /** Completes an `airlock replay <id>` with the file and options that it needs. */
  readonly completeLine?: (line: string) => string;
  /** Secrets in the options: see `secretsIn`. */
  readonly secrets?: readonly string[];
  readonly redact: Redact;
  /** Called when more secrets become known. */
  onRedact(redact: Redact): void;
}

const nothingSent = { valid: { sent: 0, accepted: 0 }, invalid: { sent: 0, rejected: 0 } } as const;

/** Runs a command, cleans its sandbox and resolves to its report. @throws {UsageError} when it could not start. */
export async function runBody(body: CommandBody, request: RunRequest): Promise<Report> {
  const { command, options, signal, reportDir, seed, redact, completeLine = String } = request;
  let phase = command;
  const emit: Emit = (event) => {
    if (event.type === 'phase-started') ({ phase } = event);
    request.emit(event.type === 'finding' ? { ...event, finding: complete(event.finding) } : event);
  };
  const startedAt = new Date();
  const began = performance.now();
  const runId = newRunId();
  const version = packageVersion();
  const keeper = new TargetKeeper(options, {
    runId,
    signal,
    ...defined({ secrets: request.secrets }),
    onRedact: (next) => request.onRedact(next),
    onProgress: (progress) => emit({ type: 'progress', ...progress }),
    onNotice: (text) => emit({ type: 'notice', level: 'info', text }),
    onOpen,
    onExchange,
  });
  const started = { type: 'run-started', command, version, ...defined({ seed }) } as const;
  // Emitted again when the target is open and its workspace known.
  emit({ ...started, ...(typeof options['target'] === 'string' ? { target: options['target'] } : {}) });
  function onOpen({ url, fixtures }: OpenTarget): void {
    emit({ ...started, target: url, workspaceId: fixtures.workspaceId });
  }
  function onExchange(exchange: Exchange): void {
    emit({ type: 'exchange', phase, exchange: exchangeSummary(exchange) });
  }
  /** Adds what a replay needs, a command line that can be pasted, and where the law of the check is written. */
  function complete(finding: Finding): Finding {
    return {
      ...finding,
      replay: lineOf(finding),
      ...checkReference(finding),
      foundBy: command,
      ...defined({ target: keeper.foundOn() }),
    };
  }
  function lineOf({ case: stored, replay }: Finding): string {
    return stored === undefined && replay.startsWith('airlock replay ')
      ? `airlock ${command} (the whole run: no single case shows it)`
      : completeLine(replay);
  }
  const context: CommandContext = {
    command,
    options,
    emit,
    signal,
    reportDir,
    runId,
    ...defined({ seed }),
    redact,
    openTarget: (changes) => keeper.open(changes),
    async releaseOf(target) {
      const { releaseOf } = await import('./release.ts');
      return releaseOf(options, { target: await keeper.releaseOf(target), url: target.url, pace: keeper.pace() });
    },
    targetOptions: () => keeper.options(),
    pace: keeper.pace(),
  };
  let result: StepResult = {};
  const verdicts: Verdict[] = [];
  try {
    result = await orInterrupted(body(context), signal);
    verdicts.push(...(result.verdicts ?? []));
  } catch (error) {
    const { exitCode, line, stack } = describeFailure(error);
    if (exitCode === 2 || exitCode === 130) {
      await keeper.close();
      throw error;
    }
    verdicts.push({ code: exitCode, reason: line });
    if (stack !== undefined) result = { sections: { defect: stack } };
  }
  const { sandbox, requests } = await keeper.close();
  if (sandbox !== undefined && sandbox.left.length > 0)
    // Where there is a finding, what is left may be its consequence.
    verdicts.push({
      code: verdicts.some(({ code }) => code === 1) ? 1 : 3,
      reason: `${leftBehind(sandbox.left)}; remove what is left with: airlock cleanup`,
    });
  const { exitCode, reason } = outcomeOf(verdicts, signal.aborted);
  const findings = (result.findings ?? []).map(complete);
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'airlock', version },
    command,
    ...keeper.described(),
    ...defined({ seed: result.seed ?? seed }),
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    requests: result.requests === undefined ? requests : addRequests([requests, result.requests]),
    acceptance: result.acceptance ?? nothingSent,
    checks: result.checks ?? {},
    findings,
    sandbox: sandbox ?? result.sandbox ?? { created: 0, cleaned: 0, left: [] },
    ...result.sections,
    ...defined({ summary: withStays(result.summary, sandbox) }),
    ...(request.onlyLooks === true ? { onlyLooks: true } : {}),
    exitCode,
    ...defined({ reason: reason === undefined ? undefined : redact(withLines(reason, findings)) }),
  };
  emit({ type: 'run-finished', report });
  return report;
}

/** One line about what nothing removes: it stays on a released server for ever. */
function withStays(summary: StepResult['summary'], sandbox: Report['sandbox'] | undefined): StepResult['summary'] {
  if (summary === undefined || sandbox?.stays === undefined) return summary;
  const { connections, operations } = sandbox.stays;
  const rows = operations === 0 ? '' : `, and at most ${counted(operations, 'row')} of operations that were refused`;
  return [...summary, `stays     ${counted(connections, 'deprecated connection')}${rows}`];
}

/** Puts the complete command line of a finding where its engine, which knows no folders, wrote a short one. */
function withLines(reason: string, findings: readonly Finding[]): string {
  const lines = new Map(findings.map(({ id, replay }) => [id, replay]));
  return reason.replaceAll(/\bairlock replay ([0-9a-f]{8})\b/g, (line, id: string) => lines.get(id) ?? line);
}
