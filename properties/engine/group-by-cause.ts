/** Of the violations of a case those that are findings of their own: one for each cause. */
import type { CaseViolation } from './case-violation.ts';
import { signatureOf } from './signature.ts';

/** Fewer places may each be wrong for a reason of their own. */
const enoughPlaces = 3;
/** An answer that breaks one check in more ways than this is another answer altogether. */
const mostPlaces = 20;

/** Each place of an answer once, whatever list it is in. */
export function distinct(violations: readonly CaseViolation[]): readonly CaseViolation[] {
  const bySignature = new Map<string, CaseViolation>();
  for (const violation of violations) {
    const signature = signatureOf(violation);
    if (!bySignature.has(signature)) bySignature.set(signature, violation);
  }
  return [...bySignature.values()].slice(0, mostPlaces);
}

/** What an answer that went wrong as a whole is one finding of; `undefined` where too few of its places are left. */
function wholeOf(parts: readonly CaseViolation[]): CaseViolation | undefined {
  const part = parts.find(({ check, cause }) => check.id === cause?.check);
  if (part?.cause === undefined || parts.length < enoughPlaces) return undefined;
  const { check, operation, status, index, cause } = part;
  const { name, title, expected } = cause;
  const received = `wrong at ${parts.map(({ pointer = '' }) => pointer || 'the whole').join(', ')}`;
  return { check, operation, status, index, title, expected, received, kind: name };
}

/**
 * Merges the violations that share a cause in one answer into one. Explained violations stay apart: a member that a
 * release is known to drop is no sign that it drops everything, and must not hide the others.
 */
export function groupByCause(
  violations: readonly CaseViolation[],
  isExplained: (violation: CaseViolation) => boolean,
): readonly CaseViolation[] {
  const shared = Map.groupBy(
    violations.filter((violation) => violation.cause !== undefined && !isExplained(violation)),
    ({ index, cause }) => `${index} ${cause?.check ?? ''} ${cause?.name ?? ''}`,
  );
  const wholes = new Map<CaseViolation, CaseViolation>();
  for (const parts of shared.values()) {
    const whole = wholeOf(parts);
    if (whole !== undefined) for (const part of parts) wholes.set(part, whole);
  }
  return [...new Set(violations.map((violation) => wholes.get(violation) ?? violation))];
}

/** The violation of a run that has a signature, by itself or as a whole. */
export function showing(violations: readonly CaseViolation[], signature: string): CaseViolation | undefined {
  return [...violations, ...groupByCause(violations, () => false)].find(
    (violation) => signatureOf(violation) === signature,
  );
}

/** The signature of the whole that a violation may be part of: alone it cannot tell. */
export function wholeSignature({ cause, operation }: CaseViolation): string | undefined {
  return cause === undefined ? undefined : [cause.check, operation, cause.name].join(' ');
}
