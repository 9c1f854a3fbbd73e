import type { StepResult } from '../../report/report.ts';
import type { RunStep } from '../../report/steps.ts';
import { nothingMore, verdictInWords } from '../../report/verdict-in-words.ts';

/** One line for each step of the run: how it ended, how long it took, and what stands behind that. */
export function stepLines(
  ended: readonly { readonly step: RunStep; readonly result: StepResult }[],
  notRun: readonly { readonly step: string; readonly why: string }[],
): readonly string[] {
  const lines = [
    ...ended.map(({ step, result }) => [step.step, lineOf(step, result)] as const),
    ...notRun.map(({ step, why }) => [step, `not run: ${why}`] as const),
  ];
  return lines.map(([step, text], index) => `${(index === 0 ? 'verdict' : '').padEnd(10)}${step.padEnd(10)}${text}`);
}

function lineOf({ exitCode, durationMs, reason }: RunStep, result: StepResult): string {
  const { sentence } = verdictInWords({
    ...result.sections,
    findings: result.findings ?? [],
    checks: result.checks ?? {},
    exitCode,
  });
  const [word = '', detail] = sentence.split(/: (.*)/);
  const isClear = exitCode === 0 || exitCode === 1 || exitCode === 5;
  // Why a step was not run stands in the lines about it.
  const isSaid = reason !== undefined && (result.summary ?? []).some((line) => line.includes(reason));
  if (exitCode === 130) return `interrupted after ${(durationMs / 1000).toFixed(1)} s`;
  const details = [detail, isClear || isSaid ? undefined : reason].filter(
    (part) => part !== undefined && part !== '' && part !== nothingMore,
  );
  return [`${word.toLowerCase()} ${isClear ? 'in' : 'after'} ${(durationMs / 1000).toFixed(1)} s`, ...details].join(
    ': ',
  );
}
