import { counted } from './counted.ts';

/** Findings that nobody has explained, deviations of the release, and findings that were accepted before. */
export interface FoundSoFar {
  readonly findings?: number;
  readonly deviations?: number;
  readonly known?: number;
}

/** `2 new findings, 3 deviations, 1 known`; nothing of a run that looks for none. */
export function foundSoFar({ findings, deviations = 0, known = 0 }: FoundSoFar): string {
  return [
    findings === undefined ? '' : counted(findings, 'new finding'),
    deviations === 0 ? '' : counted(deviations, 'deviation'),
    known === 0 ? '' : `${known} known`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
