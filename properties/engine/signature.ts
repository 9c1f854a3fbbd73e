/** What makes two violations the same defect. */
import { createHash } from 'node:crypto';
import { withoutPositions } from '../../schemas/without-positions.ts';
import type { CaseViolation } from './run-case.ts';

/** Check, operation and place; list positions and generated names do not matter. */
export function signatureOf(violation: CaseViolation): string {
  const pointer = withoutPositions(violation.pointer ?? '')
    .replace(/(\/jsonSchema)\/.*/, '$1')
    // Three members, one schedule.
    .replace(/^\/schedule(Type|Data)?(\/.*)?$/, '/scheduleType');
  return [
    violation.check.id,
    violation.operation,
    ...(pointer === '' ? [] : [pointer]),
    ...(violation.kind === undefined ? [] : [violation.kind]),
  ].join(' ');
}

/** Eight hex digits. */
export function findingId(signature: string): string {
  return createHash('sha256').update(signature).digest('hex').slice(0, 8);
}
