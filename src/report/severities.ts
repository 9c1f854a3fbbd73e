import type { Severity } from './report.ts';

/** The worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
