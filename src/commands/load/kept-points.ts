import { appendFileSync } from 'node:fs';
import { defined } from '../../json/defined.ts';
import { parseSegment } from '../../performance/execution-segment.ts';
import type { Segment } from '../../performance/execution-segment.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { UsageError } from '../usage-error.ts';

/** Where the raw points stay, and which share of the schedule is this process's. @throws {UsageError} for a file that cannot be written. */
export function keptPoints(options: Options): { readonly segment?: Segment; readonly pointsFile?: string } {
  const segment = text(options, 'executionSegment');
  const pointsFile = text(options, 'points');
  if (pointsFile !== undefined)
    try {
      // Appending nothing keeps the points of an earlier run until k6 starts.
      appendFileSync(pointsFile, '');
    } catch {
      throw new UsageError(`Cannot write --points "${pointsFile}": its folder is not there or not writable`);
    }
  return defined({
    segment: segment === undefined ? undefined : parseSegment(segment, text(options, 'executionSegmentSequence')),
    pointsFile,
  });
}
