import type { Finding, Severity } from './report.ts';

/** The worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** For sorting: the worst first. */
export function bySeverity(left: Finding, right: Finding): number {
  return severities.indexOf(left.severity) - severities.indexOf(right.severity);
}
