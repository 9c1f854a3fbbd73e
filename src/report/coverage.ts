import { objectAt } from '../json/json.ts';
import type { Report } from './report.ts';

/** How often each check judged an answer: by operation, then status, then check. */
export type Coverage = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** What the fuzz engine counted; empty for commands that do not fuzz. */
export function coverageOf(report: Report): Coverage {
  return objectAt(report['fuzz'], 'coverage') as Coverage; // our own section, written by the fuzz engine
}
