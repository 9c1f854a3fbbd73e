import type { Report } from '../src/report/report.ts';

/** The exit code of a run whose time was over before every phase had its turn, as may happen beside other work; none for any other run. */
export function cutShort({ reason = '' }: Pick<Report, 'reason'>): readonly number[] {
  return reason.startsWith('Not all of the run had a turn') ? [6] : [];
}
