/** `airlock load`: one k6 test of the list and get operations. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { counted } from '../text/counted.ts';
import { loadTarget } from './load/load-target.ts';
import { maxExponentOf, maxTimeOf, numbersOf, operationOf, typeOf } from './load/load-settings.ts';
import { outputsOf } from './load/outputs-of.ts';
import { readThresholds } from './load/read-thresholds.ts';
import { text, wholeNumber } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

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
    'outputs',
    'maxExponent',
    ['maxTime', { description: 'scaling: limit for the measuring; the run says what is left', otherwise: 'none' }],
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
    // One of them may be a secret whose option was mistyped, so that none is shown.
    throw new UsageError(
      `Cannot run load test "${type}" with ${counted(files.length, 'further argument')}: only merge takes files, and options begin with --`,
    );
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
      outputs: outputsOf(options, { isWritten: false })?.list ?? [],
      target: text(options, 'target') ?? 'http://airbyte:8000/api',
      workspaceId: text(options, 'workspace') ?? '',
      pace,
    });
  }
  if (type === 'scaling') {
    if (options['outputs'] !== undefined)
      emit({ type: 'notice', level: 'info', text: 'scaling is measured without k6: nothing goes to --out' });
    const { measureScaling } = await import('../performance/measure-scaling.ts');
    return measureScaling({
      emit,
      signal,
      pace,
      open: (changes) => context.openTarget(changes),
      ...maxExponentOf(options),
      ...maxTimeOf(options),
    });
  }
  return loadTarget(context, { type, operation, thresholds, ...numbers });
}
