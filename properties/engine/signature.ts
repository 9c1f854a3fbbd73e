/** What makes two violations the same defect. */
import { createHash } from 'node:crypto';
import { placeOf } from '../model/place.ts';
import type { CaseViolation } from './case-violation.ts';

/** Check, operation, place and kind, then what tells defects of that kind apart; nothing that a run makes up. */
export function signatureOf(violation: CaseViolation): string {
  const { rule, detail } = violation;
  return [kindOf(violation), rule, detail].filter((part) => part !== undefined).join(' ');
}

/** The kind of defect: what one deviation explains wherever it shows, and what signatures said in the first version. */
export function kindOf({ check, operation, pointer = '', kind }: CaseViolation): string {
  return [check.id, operation, placeOf(pointer), kind ?? ''].filter((part) => part !== '').join(' ');
}

/** Eight hex digits. */
export function findingId(signature: string): string {
  return createHash('sha256').update(signature).digest('hex').slice(0, 8);
}
