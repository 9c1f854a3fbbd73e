/** What the silence of a run is worth: how many random defects runs of its size noticed. */
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { allChecks } from '../checks/all-checks.ts';
import { phases } from '../model/case.ts';
import { detectionRates } from './detection-rates.ts';
import type { DetectionRates, DetectionStep } from './detection-rates.ts';
import type { FuzzOptions } from './fuzz-options.ts';

/** Of the largest measured size that the run reached. */
export interface Detection extends DetectionStep {
  /** ISO day. */
  readonly measuredOn: string;
}

type Whole = Pick<FuzzOptions, 'phases' | 'checks' | 'operations'> & { readonly writes: boolean };

/** Nothing for a run that was narrowed or may not write, or that is smaller than any that was measured. */
export function detectionOf(
  requests: number,
  run: Whole,
  { steps, measuredOn }: DetectionRates = detectionRates,
): Detection | undefined {
  const step = steps.findLast((one) => one.requests <= requests);
  return step === undefined || !isWhole(run) ? undefined : { ...step, measuredOn };
}

function isWhole({ phases: run, checks, operations: only, writes }: Whole): boolean {
  const ids = new Set(checks.map(({ id }) => id));
  return (
    only === undefined &&
    writes &&
    phases.every((phase) => run.includes(phase)) &&
    allChecks.every(({ id, optional }) => optional === true || ids.has(id))
  );
}

/** For the console. */
export function detectionLine({ requests, noticed, of, weakest }: Detection): string {
  return `silence   runs of ${requests} requests noticed ${wholePercent(noticed, of)} of ${of} random defects of the reference backend; weakest: ${pathOf(weakest.operation)} (${wholePercent(weakest.noticed, weakest.of)})`;
}

/** A sample of hundreds tells no tenths. */
function wholePercent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function pathOf(operation: string): string {
  return operations[operation as OperationId].path.split('/').slice(-2).join('/'); // an id of the table
}
