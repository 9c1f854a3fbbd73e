/** What is measured beside the operation that is suspect: what it shows as well is the machine, not the operation. */
import type { OperationId } from '../../schemas/operations.ts';
import { lowerQuartileOf } from '../../src/statistics/quantile.ts';

/** Another operation that reads one small thing. */
export function controlOf(operation: OperationId): OperationId {
  return operation === 'webBackendGetConnection' ? 'webBackendGetWorkspaceState' : 'webBackendGetConnection';
}

/** The control takes this many times as long as elsewhere: the machine was busy just then. */
const busyFrom = 2;

export function wasBusy(there: readonly number[], elsewhere: readonly number[]): boolean {
  return lowerQuartileOf(there) >= busyFrom * lowerQuartileOf(elsewhere);
}
